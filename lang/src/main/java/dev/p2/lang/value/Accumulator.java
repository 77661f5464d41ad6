package dev.p2.lang.value;

import java.util.random.RandomGenerator;

/**
 * The state of one aggregate over one group: matches are added, then results read (overlog.md
 * section 6). An {@code add} that throws leaves the state as it was: that match is not part of the
 * group.
 *
 * <p>Results do not depend on the order of the matches, sums of doubles included.
 */
public abstract class Accumulator {
  private final Type argument;

  Accumulator(Type argument) {
    this.argument = argument;
  }

  /**
   * The accumulator of an empty group.
   *
   * @param argument the static type of the first argument, ANY if there is none
   * @param parameter n of topk, bottomk and limit, p of percentile, else null; P2-R02, P2-R03 or
   *     P2-R06 if it does not fit
   * @param random drawn from by sample only, once a result
   */
  public static Accumulator of(
      AggregateFunction function, Type argument, Object parameter, RandomGenerator random) {
    return switch (function) {
      case COUNT -> new Count(argument);
      case MIN -> new Extreme(argument, -1);
      case MAX -> new Extreme(argument, 1);
      case SUM -> Sums.of(argument);
      case AVG -> new Moments(argument, Moments.Result.AVERAGE);
      case STDDEV -> new Moments(argument, Moments.Result.DEVIATION);
      case VAR -> new Moments(argument, Moments.Result.VARIANCE);
      case COUNTDISTINCT -> new Gathered(argument, Gathered.Result.DISTINCT);
      case MKLIST -> new Gathered(argument, Gathered.Result.LIST);
      case MKSET -> new Gathered(argument, Gathered.Result.SET);
      case UNION -> new Union(argument);
      case TOPK -> Ranked.first(argument, parameter, true);
      case BOTTOMK, LIMIT -> Ranked.first(argument, parameter, false);
      case MEDIAN -> Ranked.percentile(argument, 50.0);
      case PERCENTILE -> Ranked.percentile(argument, parameter);
      case ANY -> new Conditions(argument, true);
      case ALL -> new Conditions(argument, false);
      case SAMPLE -> new Sample(argument, random);
    };
  }

  /**
   * Adds a match by its first argument; null is the null value. {@code count<*>} may be given any
   * value.
   */
  public abstract void add(Object value);

  /**
   * Throws what {@link #add} would throw for the value, and adds nothing: a match is part of all
   * aggregates of a head or of none.
   */
  public void test(Object value) {}

  /**
   * As {@link #add} for an unboxed int, or the nanoseconds of a time or duration, by the argument's
   * static type.
   */
  public void addLong(long value) {
    add(boxed(argument, value));
  }

  static Object boxed(Type type, long value) {
    return switch (type) {
      case TIME -> new Time(value);
      case DURATION -> new Duration(value);
      default -> value;
    };
  }

  /** As {@link #add} for an unboxed double. */
  public void addDouble(double value) {
    add(value);
  }

  /** As {@link #add} for an unboxed bool. */
  public void addBoolean(boolean value) {
    add(value);
  }

  /** Adds a match with all arguments, for {@code min<X, Y1..Yk>}; the array may be kept. */
  public void addAll(Object[] values) {
    add(values[0]);
  }

  /**
   * The value so far, boxed; a sum of opposite infinities is P2-R03. Not for multi-row aggregates.
   *
   * @param output 0, or 1..k for a companion of {@code min<X, Y1..Yk>}
   */
  public abstract Object result(int output);

  /**
   * Which of two matches with the same {@code X} counts in {@code min<X, Y1..Yk>} and {@code max}:
   * the one with the least companions.
   *
   * @return whether it is {@code values} rather than {@code best}
   */
  public static boolean companionsLess(Object[] values, Object[] best) {
    for (int i = 1; i < values.length; i++) {
      int order = Ordering.compareExactly(values[i], best[i]);
      if (order != 0) return order < 0;
    }
    return Ordering.compareExactly(values[0], best[0]) < 0;
  }

  /** How many rows the group has so far: 1 but for multi-row aggregates. */
  public int rows() {
    return 1;
  }

  /** The value in a row of a multi-row aggregate, the greatest first for topk, else the least. */
  public Object rowResult(int row) {
    return result(row);
  }
}
