package dev.p2.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.p2.engine.host.RandomStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Session lengths: their means, and how many are longer than so much. */
class DistributionTest {
  private static final int DRAWS = 100_000;
  private static final long MEAN = 60_000_000_000L;

  private static long[] draws(Distribution distribution) {
    RandomStream random = RandomStream.of(1, 0, "test");
    return LongStream.range(0, DRAWS).map(i -> distribution.draw(random)).toArray();
  }

  private static double mean(long... draws) {
    return LongStream.of(draws).average().orElseThrow();
  }

  private static double shareAbove(long limit, long... draws) {
    return LongStream.of(draws).filter(d -> d > limit).count() / (double) draws.length;
  }

  @Test
  void fixedIsAlwaysTheSame() {
    assertThat(draws(new Distribution.Fixed(MEAN))).containsOnly(MEAN);
  }

  @Test
  void exponentialHasItsMeanAndAnEthPartIsLonger() {
    long[] draws = draws(new Distribution.Exponential(MEAN));
    assertThat(mean(draws)).isCloseTo(MEAN, Percentage.withPercentage(1.5));
    assertThat(shareAbove(MEAN, draws)).isCloseTo(StrictMath.exp(-1), within(0.01));
  }

  @Test
  void paretoWithShape3HasItsMeanAndItsTail() {
    long[] draws = draws(new Distribution.Pareto(MEAN, 3));
    assertThat(mean(draws)).isCloseTo(MEAN, Percentage.withPercentage(3));
    // Scale is twice the mean: longer than 4 means is (1 + 4 / 2) to the power of -3.
    assertThat(shareAbove(4 * MEAN, draws)).isCloseTo(1 / 27.0, within(0.004));
  }

  @Test
  void weibullHasItsMeanAtShapesBelowAndAboveOne() {
    for (double shape : new double[] {0.5, 1, 2}) {
      long[] draws = draws(new Distribution.Weibull(MEAN, shape));
      assertThat(mean(draws)).as("shape %s", shape).isCloseTo(MEAN, Percentage.withPercentage(3));
    }
    long[] heavy = draws(new Distribution.Weibull(MEAN, 0.5));
    // Gamma(3) is 2, so the scale is half the mean: beyond two means is exp(-(4 ^ 0.5)).
    assertThat(shareAbove(2 * MEAN, heavy)).isCloseTo(StrictMath.exp(-2), within(0.01));
  }

  @Test
  void gammaMeetsTheFactorialsAndTheHalf() {
    assertThat(Distribution.Weibull.gamma(1)).isCloseTo(1, within(1e-9));
    assertThat(Distribution.Weibull.gamma(6)).isCloseTo(120, within(1e-7));
    assertThat(Distribution.Weibull.gamma(1.5)).isCloseTo(Math.sqrt(Math.PI) / 2, within(1e-9));
  }
}
