package dev.p2.lang.value;

import java.math.BigDecimal;

/** A length of time. @param nanos nanoseconds, negative too */
public record Duration(long nanos) implements Comparable<Duration> {
  static final long NANOS_PER_SECOND = 1_000_000_000L;

  /**
   * A number of seconds to the nearest nanosecond; beyond some 292 years, infinity too, the longest
   * there is.
   */
  public static long nanosOfSeconds(double seconds) {
    if (Math.abs(seconds) >= 9.2e9) {
      return seconds > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    long whole = (long) seconds;
    return whole * NANOS_PER_SECOND + (long) Math.rint((seconds - whole) * NANOS_PER_SECOND);
  }

  /** A number of seconds; beyond some 292 years the longest there is. */
  public static long nanosOfSeconds(long seconds) {
    long high = Math.multiplyHigh(seconds, NANOS_PER_SECOND);
    long nanos = seconds * NANOS_PER_SECOND;
    if (high != nanos >> 63) {
      return seconds > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    return nanos;
  }

  public double seconds() {
    return (double) nanos / NANOS_PER_SECOND;
  }

  @Override
  public int compareTo(Duration other) {
    return Long.compare(nanos, other.nanos);
  }

  /**
   * As {@link Values#hash(Object)}: that of the nanoseconds, so that boxed and unboxed columns
   * agree.
   */
  @Override
  public int hashCode() {
    return Values.hash(nanos);
  }

  /** Seconds without needless digits: {@code 1.5s}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + "s";
  }
}
