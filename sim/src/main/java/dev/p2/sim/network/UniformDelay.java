package dev.p2.sim.network;

import java.util.random.RandomGenerator;

/**
 * Every datagram takes a time drawn evenly from a range, both ends included, so that datagrams
 * overtake each other. Shares nothing: each sender draws from a stream of its own.
 */
public final class UniformDelay implements NetworkModel {
  private final long nanosMin;
  private final long nanosMax;
  private final RandomGenerator[] delays;

  public UniformDelay(long nanosMin, long nanosMax, int nodeCount, long seed) {
    if (nanosMin < 0 || nanosMax < nanosMin)
      throw new IllegalArgumentException("delay " + nanosMin + ".." + nanosMax + " ns");
    this.nanosMin = nanosMin;
    this.nanosMax = nanosMax;
    delays = Streams.perNode(seed, nodeCount, "latency");
  }

  @Override
  public void send(int from, int to, int octets, long nowNanos, Arrivals arrivals) {
    arrivals.at(nowNanos + delays[from].nextLong(nanosMin, nanosMax + 1));
  }

  @Override
  public long delayNanosMin() {
    return nanosMin;
  }

  @Override
  public boolean orderly() {
    return nanosMin == nanosMax;
  }
}
