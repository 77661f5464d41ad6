package dev.p2.lang.value;

import java.time.Instant;

/** An instant. @param nanos nanoseconds since 1970-01-01T00:00Z */
public record Time(long nanos) implements Comparable<Time> {
  @Override
  public int compareTo(Time other) {
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

  /** ISO 8601 in UTC. */
  @Override
  public String toString() {
    long seconds = Math.floorDiv(nanos, Duration.NANOS_PER_SECOND);
    return Instant.ofEpochSecond(seconds, Math.floorMod(nanos, Duration.NANOS_PER_SECOND))
        .toString();
  }
}
