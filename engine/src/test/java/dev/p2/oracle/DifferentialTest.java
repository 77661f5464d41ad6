package dev.p2.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The engine and the reference evaluator agree on random programs, whatever the planner leaves out
 * and in whatever order the rules stand. {@code -Dp2.fuzz.duration=10m -Dp2.fuzz.seed=7} runs other
 * seeds for as long as one likes; see docs/internals/testing.md.
 */
class DifferentialTest {
  private static final int SEEDS = 300;

  @Test
  void engineAndReferenceAgreeOnRandomPrograms() {
    Fuzz fuzz = new Fuzz();
    Optional<String> duration =
        Optional.ofNullable(System.getProperty("p2.fuzz.duration")).filter(d -> !d.isEmpty());
    long seed = Long.getLong("p2.fuzz.seed", 1);
    long last = duration.isPresent() ? Long.MAX_VALUE : seed + SEEDS;
    long end = System.nanoTime() + duration.map(DifferentialTest::nanos).orElse(Long.MAX_VALUE / 2);
    while (seed < last && System.nanoTime() < end) {
      Optional<Fuzz.Failure> failure = fuzz.seed(seed);
      assertThat(failure.map(Fuzz.Failure::toString))
          .as("a difference, as a program and its inputs")
          .isEmpty();
      seed++;
    }
    System.out.println(
        "random programs up to seed " + seed + ": " + fuzz.ends + ", " + fuzz.steps + " steps");
    System.out.println("reached: " + fuzz.coverage.counts);
    var missing = new ArrayList<>(Coverage.required());
    missing.removeAll(fuzz.coverage.counts.keySet());
    System.out.println("not reached: " + missing);
    if (duration.isEmpty()) return; // a few hundred programs do not reach everything
    assertThat(missing).as("constructs that no program reached").isEmpty();
  }

  private static long nanos(String duration) {
    String iso = duration.toUpperCase(Locale.ROOT);
    return Duration.parse("PT" + iso).toNanos();
  }
}
