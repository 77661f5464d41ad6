package dev.p2.sim;

/**
 * A clock that is {@code skewNanos} ahead at a time, and from then on gains {@code driftShare} of
 * each second.
 */
record SkewedClock(long sinceNanos, long skewNanos, double driftShare) {
  SkewedClock {
    if (!(driftShare > -1 && driftShare < 1))
      throw new IllegalArgumentException("drift " + driftShare);
  }

  /** What it shows at a true time. */
  long local(long nanos) {
    return nanos + skewNanos + (long) ((nanos - sinceNanos) * driftShare);
  }

  /** The first true time at which it shows {@code localNanos} or more. */
  long real(long localNanos) {
    long nanos = sinceNanos + (long) ((localNanos - skewNanos - sinceNanos) / (1 + driftShare));
    while (local(nanos) >= localNanos) nanos--;
    while (local(nanos) < localNanos) nanos++;
    return nanos;
  }
}
