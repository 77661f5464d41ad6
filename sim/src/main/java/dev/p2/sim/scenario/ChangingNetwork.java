package dev.p2.sim.scenario;

import dev.p2.engine.host.RandomStream;
import dev.p2.sim.network.NetworkModel;
import dev.p2.sim.network.NetworkOver;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Another network in which a scenario cuts and spoils links. Changed between events only; asked by
 * the senders' threads. Each sender draws from streams of its own, one a purpose.
 */
final class ChangingNetwork extends NetworkOver {
  private static final long HELD_BACK_NANOS_MAX = 100_000_000;

  private final boolean changes;
  private final int nodeCount;
  private final long seed;
  private final List<int[]> partitions = new ArrayList<>();
  private final List<Ends> cuts = new ArrayList<>();
  private final List<Spoiled> spoiled = new ArrayList<>();
  private RandomGenerator[] random = new RandomGenerator[0];

  /** From whom to whom. */
  record Ends(BitSet from, BitSet to) {
    boolean meet(int sender, int receiver) {
      return from.get(sender) && to.get(receiver);
    }
  }

  /** Links with faults, and which senders are in a burst of loss on them. */
  record Spoiled(Ends ends, LinkFaults faults, boolean[] inBurst) {}

  /**
   * @param changes whether the scenario ever does anything to links
   */
  ChangingNetwork(NetworkModel network, boolean changes, int nodeCount, long seed) {
    super(network);
    this.changes = changes;
    this.nodeCount = nodeCount;
    this.seed = seed;
  }

  /** Whether an action changes links. */
  static boolean changesLinks(Action action) {
    return action instanceof Action.Partition
        || action instanceof Action.Cut
        || action instanceof Action.Link;
  }

  /** Separates groups; what it gives back ends that. */
  Runnable partition(int[] groupOf) {
    partitions.add(groupOf);
    return () -> partitions.removeIf(partition -> partition == groupOf);
  }

  /** Cuts links; what it gives back mends them. */
  Runnable cut(Ends ends) {
    cuts.add(ends);
    return () -> cuts.removeIf(cut -> cut == ends);
  }

  /** Spoils links; what it gives back ends that. */
  Runnable spoil(Ends ends, LinkFaults faults) {
    if (random.length == 0) {
      random = new RandomGenerator[nodeCount];
      for (int i = 0; i < nodeCount; i++) random[i] = RandomStream.of(seed, i, "scenario links");
    }
    var links = new Spoiled(ends, faults, new boolean[faults.loss().bursty() ? nodeCount : 0]);
    spoiled.add(links);
    return () -> spoiled.removeIf(other -> other == links);
  }

  /** Mends partitions and cuts. */
  void heal() {
    partitions.clear();
    cuts.clear();
  }

  @Override
  public void send(int from, int to, int octets, long nowNanos, Arrivals arrivals) {
    for (int[] groupOf : partitions) if (groupOf[from] != groupOf[to]) return;
    for (Ends cut : cuts) if (cut.meet(from, to)) return;
    long later = 0;
    int copies = 1;
    for (Spoiled links : spoiled) {
      if (!links.ends().meet(from, to)) continue;
      LinkFaults faults = links.faults();
      if (faults.loss().loses(from, links.inBurst(), random[from])) return;
      later += faults.delayNanos();
      if (happens(faults.reorderShare(), from))
        later += 1 + random[from].nextLong(HELD_BACK_NANOS_MAX);
      if (happens(faults.duplicateShare(), from)) copies++;
    }
    for (int i = 0; i < copies; i++) below.sendLater(from, to, octets, nowNanos, later, arrivals);
  }

  private boolean happens(double share, int from) {
    return share > 0 && random[from].nextDouble() < share;
  }

  @Override
  public boolean orderly() {
    return super.orderly() && !changes;
  }
}
