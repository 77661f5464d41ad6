package dev.p2.sim.network;

/** Every datagram takes equally long. Shares nothing. */
public record ConstantDelay(long delayNanos) implements NetworkModel {
  public ConstantDelay {
    if (delayNanos < 0) throw new IllegalArgumentException("delay " + delayNanos + " ns");
  }

  @Override
  public void send(int from, int to, int octets, long nowNanos, Arrivals arrivals) {
    arrivals.at(nowNanos + delayNanos);
  }

  @Override
  public long delayNanosMin() {
    return delayNanos;
  }

  @Override
  public boolean orderly() {
    return true;
  }
}
