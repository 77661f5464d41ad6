package dev.p2.net.element;

/**
 * How long an answer takes, and how long to wait for one. Source: RFC 6298, with other bounds:
 * loopback and overlays want to know sooner than its second.
 */
final class RoundTrip {
  private static final long GRANULARITY_NANOS = 1_000_000;

  private final long timeoutNanosMin;
  private final long timeoutNanosMax;
  private long smoothedNanos = -1;
  private long varianceNanos;
  private long timeoutNanos;

  RoundTrip(long timeoutNanosInitial, long timeoutNanosMin, long timeoutNanosMax) {
    this.timeoutNanosMin = timeoutNanosMin;
    this.timeoutNanosMax = timeoutNanosMax;
    this.timeoutNanos = timeoutNanosInitial;
  }

  /** Takes a measurement; never of a packet that was sent twice (Karn). */
  void measured(long nanos) {
    if (smoothedNanos < 0) {
      smoothedNanos = nanos;
      varianceNanos = nanos / 2;
    } else {
      varianceNanos += (Math.abs(smoothedNanos - nanos) - varianceNanos) / 4;
      smoothedNanos += (nanos - smoothedNanos) / 8;
    }
    long wanted = smoothedNanos + Math.max(GRANULARITY_NANOS, 4 * varianceNanos);
    timeoutNanos = Math.clamp(wanted, timeoutNanosMin, timeoutNanosMax);
  }

  /** Nothing came: wait twice as long the next time, until a measurement says better. */
  void backOff() {
    timeoutNanos = Math.min(2 * timeoutNanos, timeoutNanosMax);
  }

  long timeoutNanos() {
    return timeoutNanos;
  }

  /** 0 before the first measurement. */
  long smoothedNanos() {
    return Math.max(0, smoothedNanos);
  }

  long varianceNanos() {
    return varianceNanos;
  }
}
