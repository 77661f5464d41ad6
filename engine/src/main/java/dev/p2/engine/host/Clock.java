package dev.p2.engine.host;

/** Where a host's time comes from. */
@FunctionalInterface
public interface Clock {
  /** Nanoseconds since 1970-01-01T00:00Z; never goes back. */
  long nowNanos();
}
