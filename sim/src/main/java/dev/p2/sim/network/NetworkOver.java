package dev.p2.sim.network;

/** A network that does something to datagrams on top of another one. */
public abstract class NetworkOver implements NetworkModel {
  protected final NetworkModel below;

  protected NetworkOver(NetworkModel below) {
    this.below = below;
  }

  @Override
  public long delayNanosMin() {
    return below.delayNanosMin();
  }

  @Override
  public boolean shared() {
    return below.shared();
  }

  @Override
  public boolean needsSize() {
    return below.needsSize();
  }

  @Override
  public boolean orderly() {
    return below.orderly();
  }
}
