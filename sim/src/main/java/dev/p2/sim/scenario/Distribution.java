package dev.p2.sim.scenario;

import java.util.random.RandomGenerator;

/** Lengths of time by chance. All are above 0. */
public sealed interface Distribution {
  /** The mean, in nanoseconds. */
  long meanNanos();

  /** Draws a length, in nanoseconds; at least 1, at most {@link #LENGTH_NANOS_MAX}. */
  default long draw(RandomGenerator random) {
    double nanos = drawNanos(random);
    return (long) Math.clamp(nanos, 1, (double) LENGTH_NANOS_MAX);
  }

  /** Longer lengths, which heavy tails would give now and then, are cut to this: 146 years. */
  long LENGTH_NANOS_MAX = Long.MAX_VALUE / 2;

  /** Draws a length before it is made fit. */
  double drawNanos(RandomGenerator random);

  /** Always the same. */
  record Fixed(long meanNanos) implements Distribution {
    public Fixed {
      requirePositive(meanNanos);
    }

    @Override
    public double drawNanos(RandomGenerator random) {
      return meanNanos;
    }
  }

  /** Without memory: what is left does not depend on what has passed. */
  record Exponential(long meanNanos) implements Distribution {
    public Exponential {
      requirePositive(meanNanos);
    }

    @Override
    public double drawNanos(RandomGenerator random) {
      return -StrictMath.log(1 - random.nextDouble()) * meanNanos;
    }
  }

  /**
   * Few very long, many short: the share that lasts longer than x is (1 + x / scale) to the power
   * of -{@code shape}, the shifted form that peer-to-peer studies fit (as Yao, Leonard, Wang and
   * Loguinov, ICNP 2006, do). {@code shape} above 1, or there is no mean.
   */
  record Pareto(long meanNanos, double shape) implements Distribution {
    public Pareto {
      requirePositive(meanNanos);
      if (!(shape > 1)) throw new IllegalArgumentException("shape " + shape);
    }

    @Override
    public double drawNanos(RandomGenerator random) {
      double scale = meanNanos * (shape - 1);
      return scale * (StrictMath.pow(1 - random.nextDouble(), -1 / shape) - 1);
    }
  }

  /** With {@code shape} below 1 what has lasted lasts on; 1 is the exponential distribution. */
  record Weibull(long meanNanos, double shape) implements Distribution {
    public Weibull {
      requirePositive(meanNanos);
      if (!(shape > 0)) throw new IllegalArgumentException("shape " + shape);
    }

    @Override
    public double drawNanos(RandomGenerator random) {
      double scale = meanNanos / gamma(1 + 1 / shape);
      return scale * StrictMath.pow(-StrictMath.log(1 - random.nextDouble()), 1 / shape);
    }

    /**
     * The gamma function for x of at least 1, to about 12 digits: Stirling's series after moving up
     * to where it is that good.
     */
    static double gamma(double x) {
      double product = 1;
      double at = x;
      while (at < 10) product *= at++;
      double inverse = 1 / at;
      double square = inverse * inverse;
      double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
      double log = (at - 0.5) * StrictMath.log(at) - at + 0.5 * StrictMath.log(2 * Math.PI);
      return StrictMath.exp(log + series) / product;
    }
  }

  private static void requirePositive(long meanNanos) {
    if (meanNanos <= 0) throw new IllegalArgumentException("mean " + meanNanos + " ns");
  }
}
