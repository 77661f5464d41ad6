package dev.p2.sim;

/**
 * A clock that is {@code skewNanos} ahead at a time, and from then on gains {@code driftShare} of
 * each second. One that is set back stands still until it has caught up, or what a step saw would
 * depend on whether there was a step before the change.
 *
 * @param floorNanos what it showed before it was set
 */
record SkewedClock(long sinceNanos, long skewNanos, double driftShare, long floorNanos) {
  SkewedClock {
    if (!(driftShare > -1 && driftShare < 1))
      throw new IllegalArgumentException("drift " + driftShare);
  }

  /** What it shows at a true time. */
  long local(long nanos) {
    return Math.max(floorNanos, running(nanos));
  }

  private long running(long nanos) {
    return nanos + skewNanos + (long) ((nanos - sinceNanos) * driftShare);
  }

  /** The first true time at which it shows {@code localNanos} or more. */
  long real(long localNanos) {
    if (localNanos <= floorNanos) return sinceNanos;
    long nanos = sinceNanos + (long) ((localNanos - skewNanos - sinceNanos) / (1 + driftShare));
    while (running(nanos) >= localNanos) nanos--;
    while (running(nanos) < localNanos) nanos++;
    return nanos;
  }
}
