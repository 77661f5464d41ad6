package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkewedClockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  /** A drift near -1 once made the search for a time endless. */
  @ParameterizedTest
  @ValueSource(
      doubles = {0, 1e-4, -1e-4, 0.3, -0.3, 0.9999999999999999, -0.999, -0.9999999999, -1e-300})
  void theFirstTimeAtWhichItShowsATimeIsTheFirst(double drift) {
    var clock = new SkewedClock(2 * SECOND, -SECOND / 2, drift, 0);
    for (long local = 0; local < 400 * DAY; local = 3 * local + SECOND / 7) {
      long real = clock.real(local);
      if (real < Long.MAX_VALUE) assertThat(clock.local(real)).isGreaterThanOrEqualTo(local);
      if (real > 2 * SECOND) assertThat(clock.local(real - 1)).isLessThan(local);
    }
  }

  /** Where doubles count in hundreds of nanoseconds too. */
  @Test
  void itNeverGoesBack() {
    var clock = new SkewedClock(0, 0, -0.7, 0);
    long at = 200 * 365 * DAY;
    for (long last = 0; at < 200 * 365 * DAY + 10_000; at++) {
      assertThat(clock.local(at)).isGreaterThanOrEqualTo(last);
      last = clock.local(at);
    }
  }

  @Test
  void whatItNeverShowsHasNoTime() {
    var slow = new SkewedClock(0, 0, -0.999, 0);
    assertThat(slow.real(365 * DAY)).isEqualTo(Long.MAX_VALUE);
    assertThat(slow.real(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void atTheEndOfTimeItStandsStill() {
    var late = new SkewedClock(SECOND, Long.MAX_VALUE - 2 * SECOND, 0, 0);
    assertThat(late.local(SECOND)).isEqualTo(Long.MAX_VALUE - SECOND);
    assertThat(late.local(DAY)).isEqualTo(Long.MAX_VALUE);
  }
}
