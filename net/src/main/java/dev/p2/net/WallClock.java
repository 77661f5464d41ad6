package dev.p2.net;

import dev.p2.engine.host.Clock;
import java.time.Instant;

/**
 * The time of day when the process began, moved on by the machine's steady clock: setting the day's
 * clock does not show.
 */
final class WallClock implements Clock {
  private final long startNanos = epochNanos(Instant.now());
  private final long startTicks = System.nanoTime();

  private static long epochNanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  @Override
  public long nowNanos() {
    return startNanos + (System.nanoTime() - startTicks);
  }
}
