package dev.p2.cli.experiment;

import java.util.List;

/**
 * A mean over seeds and its 95 % confidence interval, by Student's t: mean ± t · s / √n. One seed
 * has no interval; an infinite value makes the mean infinite.
 *
 * @param half half of the interval's width; 0 where there is none
 */
record Estimate(int count, double mean, double half) {
  /** Two-sided 95 % quantiles of Student's t for 1, 2, … degrees of freedom. */
  private static final double[] T = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  private static final double NORMAL = 1.960;

  static Estimate of(List<Double> values) {
    int count = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).sum() / count;
    if (count < 2 || !Double.isFinite(mean)) return new Estimate(count, mean, 0);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double t = count - 2 < T.length ? T[count - 2] : NORMAL;
    return new Estimate(count, mean, t * Math.sqrt(squares / (count - 1) / count));
  }
}
