package dev.p2.sim;

import dev.p2.net.record.Entry;

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

  /** A clock of a recording. */
  static SkewedClock of(Entry.Detail.Clock clock) {
    return new SkewedClock(
        clock.sinceNanos(), clock.skewNanos(), clock.driftShare(), clock.floorNanos());
  }

  /** The clock for a recording. */
  Entry.Detail.Clock recorded() {
    return new Entry.Detail.Clock(sinceNanos, skewNanos, driftShare, floorNanos);
  }

  /** What it shows at a true time. */
  long local(long nanos) {
    return Math.max(floorNanos, running(nanos));
  }

  private long running(long nanos) {
    return sum(sum(nanos, skewNanos), gained(nanos - sinceNanos));
  }

  /** In whole numbers, rounded down: with each nanosecond that passes it shows the same or more. */
  private long gained(long passedNanos) {
    long share = (long) (driftShare * 0x1p63);
    return (Math.multiplyHigh(passedNanos, share) << 1) | ((passedNanos * share) >>> 63);
  }

  private static long sum(long one, long other) {
    long sum = one + other;
    if (((one ^ sum) & (other ^ sum)) >= 0) return sum;
    return one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /**
   * The first time, from when it was set on, at which it shows {@code localNanos} or more;
   * Long.MAX_VALUE if that is never.
   */
  long real(long localNanos) {
    if (local(sinceNanos) >= localNanos) return sinceNanos;
    if (running(Long.MAX_VALUE) < localNanos) return Long.MAX_VALUE;
    double missing = (double) localNanos - running(sinceNanos);
    long guess = sum(sinceNanos, (long) (missing / (1 + driftShare)));
    // The first time is behind `early` and not behind `late`: near the guess.
    long early = guess;
    long late = guess;
    for (long width = 1; early > sinceNanos && running(early) >= localNanos; width *= 2)
      early = Math.max(sinceNanos, guess - width);
    for (long width = 1; running(late) < localNanos; width *= 2) late = sum(guess, width);
    while (late - early > 1) {
      long middle = early + (late - early) / 2;
      if (running(middle) < localNanos) early = middle;
      else late = middle;
    }
    return late;
  }
}
