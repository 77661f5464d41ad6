package dev.p2.sim.network;

/**
 * Delays between sites by a measured matrix, as those of King and PlanetLab are. Shares nothing.
 *
 * <p>Node {@code i} is at site {@code i} modulo the number of sites. Two nodes of one site are
 * {@code localNanos} apart.
 */
public final class MatrixDelay implements NetworkModel {
  private final long[][] nanos;
  private final long localNanos;
  private final long nanosMin;

  /**
   * @param nanos one-way delays, from the row's site to the column's; square
   */
  public MatrixDelay(long[][] nanos, int nodeCount, long localNanos) {
    if (nanos.length == 0) throw new IllegalArgumentException("a matrix without sites");
    this.nanos = new long[nanos.length][];
    this.localNanos = localNanos;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < nanos.length; i++) {
      if (nanos[i].length != nanos.length)
        throw new IllegalArgumentException("row " + i + " has " + nanos[i].length + " columns");
      this.nanos[i] = nanos[i].clone();
      for (int j = 0; j < nanos.length; j++) {
        if (i == j) continue;
        if (nanos[i][j] < 0)
          throw new IllegalArgumentException("delay " + nanos[i][j] + " ns from " + i + " to " + j);
        least = Math.min(least, nanos[i][j]);
      }
    }
    boolean together = nodeCount > nanos.length;
    nanosMin = together || least == Long.MAX_VALUE ? Math.min(least, localNanos) : least;
  }

  @Override
  public void send(int from, int to, int octets, long nowNanos, Arrivals arrivals) {
    arrivals.at(nowNanos + delayNanos(from, to));
  }

  /** How long a datagram takes between two nodes. */
  public long delayNanos(int from, int to) {
    int fromSite = from % nanos.length;
    int toSite = to % nanos.length;
    return fromSite == toSite ? localNanos : nanos[fromSite][toSite];
  }

  @Override
  public long delayNanosMin() {
    return nanosMin;
  }

  @Override
  public boolean orderly() {
    return true;
  }
}
