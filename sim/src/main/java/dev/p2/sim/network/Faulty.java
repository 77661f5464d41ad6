package dev.p2.sim.network;

import java.util.random.RandomGenerator;

/**
 * Another network whose datagrams are also lost, held back and doubled by chance. Each sender draws
 * from streams of its own, one a purpose, so this adds nothing that senders share; burst states are
 * kept by sender too.
 */
public final class Faulty extends NetworkOver {
  private static final long HELD_BACK_NANOS_LEAST = 1_000_000;

  private final Loss loss;
  private final double reorderShare;
  private final double duplicateShare;
  private final long heldBackNanosMax;
  private final RandomGenerator[] losses;
  private final RandomGenerator[] reorders;
  private final RandomGenerator[] duplicates;
  private final boolean[] inBurst;

  /**
   * @param reorderShare of datagrams held back, for up to {@code heldBackNanosMax} but at least
   *     possibly 1 ms, so that later ones overtake them
   * @param duplicateShare of datagrams that come twice
   */
  public Faulty(
      NetworkModel network,
      Loss loss,
      double reorderShare,
      double duplicateShare,
      long heldBackNanosMax,
      int nodeCount,
      long seed) {
    super(network);
    this.loss = loss;
    this.reorderShare = reorderShare;
    this.duplicateShare = duplicateShare;
    this.heldBackNanosMax = Math.max(HELD_BACK_NANOS_LEAST, heldBackNanosMax);
    losses = Streams.perNode(seed, loss.none() ? 0 : nodeCount, "loss");
    reorders = Streams.perNode(seed, reorderShare > 0 ? nodeCount : 0, "reorder");
    duplicates = Streams.perNode(seed, duplicateShare > 0 ? nodeCount : 0, "duplicate");
    inBurst = new boolean[loss.bursty() ? nodeCount : 0];
  }

  @Override
  public void send(int from, int to, int octets, long nowNanos, Arrivals arrivals) {
    if (!loss.none() && loss.loses(from, inBurst, losses[from])) return;
    sendCopy(from, to, octets, nowNanos, arrivals);
    if (duplicateShare > 0 && duplicates[from].nextDouble() < duplicateShare)
      sendCopy(from, to, octets, nowNanos, arrivals);
  }

  private void sendCopy(int from, int to, int octets, long nowNanos, Arrivals arrivals) {
    boolean held = reorderShare > 0 && reorders[from].nextDouble() < reorderShare;
    long later = held ? 1 + reorders[from].nextLong(heldBackNanosMax) : 0;
    below.sendLater(from, to, octets, nowNanos, later, arrivals);
  }

  @Override
  public boolean orderly() {
    return super.orderly() && loss.none() && reorderShare == 0 && duplicateShare == 0;
  }
}
