package dev.p2.sim.scenario;

/**
 * When something happens: once, or again and again.
 *
 * <p>With {@code everyNanos} above 0 it happens at {@code fromNanos}, {@code fromNanos +
 * everyNanos}, … up to {@code toNanos}. With 0 it is spread evenly from {@code fromNanos} to {@code
 * toNanos}, both included, over what it concerns; if the two are equal it happens once.
 */
public record Times(long fromNanos, long toNanos, long everyNanos) {
  /** An end that never comes. */
  public static final long FOREVER = Long.MAX_VALUE;

  public Times {
    requireOrder(fromNanos, toNanos);
    if (everyNanos < 0) throw new IllegalArgumentException("every " + everyNanos + " ns");
  }

  /** Once. */
  public static Times at(long nanos) {
    return new Times(nanos, nanos, 0);
  }

  /** Spread evenly. */
  public static Times spread(long fromNanos, long toNanos) {
    return new Times(fromNanos, toNanos, 0);
  }

  /** Whether it happens once, all at one time. */
  public boolean once() {
    return fromNanos == toNanos;
  }

  /** Whether it happens again and again for ever. */
  public boolean endless() {
    return everyNanos > 0 && toNanos == FOREVER;
  }

  /** The time of the {@code i}-th of {@code count} things, from 0. */
  public long nanos(int i, int count) {
    if (everyNanos > 0) return fromNanos + i * everyNanos;
    if (count <= 1 || once()) return fromNanos;
    long step = (toNanos - fromNanos) / (count - 1);
    long rest = (toNanos - fromNanos) % (count - 1);
    return fromNanos + step * i + rest * i / (count - 1);
  }

  static void requireOrder(long earlierNanos, long laterNanos) {
    if (earlierNanos < 0 || laterNanos < earlierNanos)
      throw new IllegalArgumentException("from " + earlierNanos + " to " + laterNanos + " ns");
  }
}
