package dev.p2.lang.value;

import java.util.Arrays;

/**
 * {@code avg}, {@code var} and {@code stddev}: doubles; durations count in seconds, nulls are
 * skipped.
 */
final class Moments extends Accumulator {
  /** Which of them. */
  enum Result {
    AVERAGE,
    VARIANCE,
    DEVIATION
  }

  private final boolean durations;
  private final Result result;
  private final ExactSum sum = new ExactSum();
  private long count;

  /**
   * Kept for the second pass of a variance: the one-pass formulas cancel or depend on the order.
   */
  private double[] values = {};

  Moments(Type argument, Result result) {
    super(argument);
    this.durations = argument == Type.DURATION;
    this.result = result;
  }

  @Override
  public void addDouble(double value) {
    sum.add(value);
    keep(value);
  }

  @Override
  public void addLong(long value) {
    if (durations) {
      addDouble(new Duration(value).seconds());
    } else {
      sum.add(value);
      keep(value);
    }
  }

  @Override
  public void add(Object value) {
    switch (value) {
      case null -> {}
      case Duration x -> addDouble(x.seconds());
      case Long x -> {
        sum.add((long) x);
        keep(x);
      }
      default -> addDouble(Values.toDouble(value));
    }
  }

  @Override
  public void test(Object value) {
    if (value != null && !(value instanceof Duration)) Values.toDouble(value);
  }

  private void keep(double value) {
    if (result != Result.AVERAGE) {
      if (count == values.length) {
        values = Arrays.copyOf(values, Math.max(8, 2 * values.length));
      }
      values[(int) count] = value;
    }
    count++;
  }

  @Override
  public Object result(int output) {
    if (count == 0) {
      return null;
    }
    return switch (result) {
      case AVERAGE -> sum.value() / count;
      case VARIANCE -> variance();
      case DEVIATION -> StrictMath.sqrt(variance());
    };
  }

  private double variance() {
    if (count == 1) {
      return 0.0;
    }
    double mean = sum.value() / count;
    ExactSum squares = new ExactSum();
    ExactSum differences = new ExactSum();
    for (int i = 0; i < count; i++) {
      double difference = values[i] - mean;
      squares.add(Operators.checked(difference * difference));
      differences.add(difference);
    }
    double rounding = differences.value(); // of the mean, taken out again
    return Operators.checked(
        Math.max(0, (squares.value() - rounding * rounding / count) / (count - 1)));
  }
}
