package dev.p2.engine;

import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Time;

/**
 * Values as longs that sort like them, for {@link OrderedIndex}. Exact but for ids, of which only
 * the upper 64 bits count: values with different longs are in that order, values with the same long
 * may be in any.
 */
public final class Order {
  private Order() {}

  /** An int, or the nanoseconds of a time or duration. */
  public static long of(long value) {
    return value;
  }

  /** A double; the zeros are equal. */
  public static long of(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
  }

  public static long of(Id value) {
    return ((long) value.high() << 32 | value.mid() >>> 32) ^ Long.MIN_VALUE;
  }

  /** Of a column's value. */
  static long of(Object value) {
    return switch (value) {
      case Long v -> of((long) v);
      case Double v -> of((double) v);
      case Id v -> of(v);
      case Time v -> v.nanos();
      case Duration v -> v.nanos();
      default -> throw new IllegalArgumentException("no order over " + value.getClass());
    };
  }

  /**
   * Whether a ring interval goes from {@code low} over the greatest value and the least to {@code
   * high} (4.3).
   */
  public static boolean wraps(long low, long high) {
    return low >= high;
  }

  public static boolean wraps(double low, double high) {
    return low >= high;
  }

  public static boolean wraps(Id low, Id high) {
    return low.compareTo(high) >= 0;
  }
}
