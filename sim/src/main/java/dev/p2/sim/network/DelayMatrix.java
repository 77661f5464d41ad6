package dev.p2.sim.network;

import java.util.List;

/**
 * Sites with measured delays between them.
 *
 * @param nanos one-way delays, from the row's site to the column's; square
 * @param placesPerSite how many nodes a site takes
 * @param localNanos how long a datagram takes between two nodes of one site
 */
public record DelayMatrix(long[][] nanos, int placesPerSite, long localNanos) implements Blueprint {
  public DelayMatrix {
    if (placesPerSite < 1) throw new IllegalArgumentException(placesPerSite + " places");
  }

  @Override
  public int places() {
    return (int) Math.min(Integer.MAX_VALUE, (long) nanos.length * placesPerSite);
  }

  @Override
  public NetworkModel build(List<String> addresses, long seed) {
    if (addresses.size() > places())
      throw new IllegalArgumentException(addresses.size() + " nodes for " + places() + " places");
    return new MatrixDelay(nanos, addresses.size(), localNanos);
  }
}
