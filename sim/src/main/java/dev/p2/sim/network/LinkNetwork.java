package dev.p2.sim.network;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;

/**
 * Datagrams go through the links of a topology: each link delays, sends at its rate, drops what its
 * queue has no room for, and loses by chance.
 *
 * <p>Shared exactly if a link has a rate or bursts: then what one sender does meets what others
 * did. Independent losses are drawn from the sender's stream, bursts from the link's.
 */
public final class LinkNetwork implements NetworkModel {
  private final Topology topology;
  private final Routes routes;
  private final int[] siteOf;
  private final LinkQueue[] queues;
  private final boolean[] inBurst;
  private final RandomGenerator[] bursts;
  private final RandomGenerator[] losses;
  private final boolean shared;
  private final boolean sized;
  private final boolean lossless;
  private final long delayNanosMin;
  private final AtomicReferenceArray<int[]> paths;
  private final int[] hostNumber;
  private final int hosts;

  /**
   * @throws IllegalArgumentException if there are more nodes than places, or hosts that cannot
   *     reach each other
   */
  public LinkNetwork(Topology topology, List<String> addresses, long seed) {
    this.topology = topology;
    topology
        .gap()
        .ifPresent(
            gap -> {
              throw new IllegalArgumentException(
                  "there is no way from " + gap.from().name() + " to " + gap.to().name());
            });
    routes = new Routes(topology);
    siteOf = topology.placed(addresses);
    int links = topology.links().size();
    queues = new LinkQueue[links];
    inBurst = new boolean[links];
    bursts = new RandomGenerator[links];
    boolean anySized = false;
    boolean anyBurst = false;
    boolean anyLoss = false;
    for (int i = 0; i < links; i++) {
      Topology.Wire wire = topology.links().get(i).wire();
      if (wire.bitsPerSecond() != Topology.Wire.UNLIMITED) {
        queues[i] = new LinkQueue(wire);
        anySized = true;
      }
      if (wire.loss().bursty()) {
        bursts[i] = Streams.perNode(seed, 1, "bursts of link " + i)[0];
        anyBurst = true;
      }
      anyLoss |= !wire.loss().none();
    }
    sized = anySized;
    shared = anySized || anyBurst;
    lossless = !anyLoss;
    losses = Streams.perNode(seed, anyLoss ? addresses.size() : 0, "loss on links");
    hostNumber = new int[topology.sites().size()];
    int numbered = 0;
    for (int i = 0; i < hostNumber.length; i++)
      hostNumber[i] = topology.sites().get(i).host() ? numbered++ : -1;
    hosts = numbered;
    paths = new AtomicReferenceArray<>((long) hosts * hosts <= PATHS_KEPT_MAX ? hosts * hosts : 0);
    delayNanosMin = leastDelay();
  }

  /** Ways are kept where there are at most so many: 16 MB of references. */
  private static final long PATHS_KEPT_MAX = 4_000_000;

  /** Two hosts are at least the shortest ways out of one and into the other apart. */
  private long leastDelay() {
    long[] out = new long[hostNumber.length];
    long[] in = new long[hostNumber.length];
    java.util.Arrays.fill(out, Long.MAX_VALUE);
    java.util.Arrays.fill(in, Long.MAX_VALUE);
    long direct = Long.MAX_VALUE;
    for (Topology.Link link : topology.links()) {
      long nanos = link.wire().delayNanos();
      boolean fromHost = topology.sites().get(link.from()).host();
      boolean toHost = topology.sites().get(link.to()).host();
      if (fromHost && toHost) direct = Math.min(direct, nanos);
      else if (fromHost) out[link.from()] = Math.min(out[link.from()], nanos);
      else if (toHost) in[link.to()] = Math.min(in[link.to()], nanos);
    }
    long least = direct;
    long outMin = least(out);
    long inMin = least(in);
    if (outMin != Long.MAX_VALUE && inMin != Long.MAX_VALUE)
      least = Math.min(least, outMin + inMin);
    boolean together = siteOf.length > java.util.Arrays.stream(siteOf).distinct().count();
    if (together) least = Math.min(least, topology.localNanos());
    return least == Long.MAX_VALUE ? topology.localNanos() : least;
  }

  private static long least(long... nanos) {
    return java.util.Arrays.stream(nanos).min().orElse(Long.MAX_VALUE);
  }

  @Override
  public void send(int from, int to, int octets, long nowNanos, Arrivals arrivals) {
    int fromSite = siteOf[from];
    int toSite = siteOf[to];
    if (fromSite == toSite) {
      arrivals.at(nowNanos + topology.localNanos());
      return;
    }
    long at = nowNanos;
    for (int index : path(fromSite, toSite)) {
      Topology.Wire wire = topology.links().get(index).wire();
      if (queues[index] != null) {
        at = queues[index].take(nowNanos, at, octets);
        if (at == LinkQueue.DROPPED) return;
      }
      if (!lossless && lost(index, wire.loss(), from)) return;
      at += wire.delayNanos();
    }
    arrivals.at(at);
  }

  private boolean lost(int link, Loss loss, int sender) {
    return !loss.none() && loss.loses(link, inBurst, loss.bursty() ? bursts[link] : losses[sender]);
  }

  private int[] path(int fromSite, int toSite) {
    if (paths.length() == 0) return routes.path(fromSite, toSite);
    int key = hostNumber[fromSite] * hosts + hostNumber[toSite];
    int[] path = paths.get(key);
    if (path == null) {
      path = routes.path(fromSite, toSite);
      paths.set(key, path);
    }
    return path;
  }

  /**
   * How long a datagram takes between two nodes where nothing is in its way and rates are no limit.
   */
  public long delayNanos(int from, int to) {
    if (siteOf[from] == siteOf[to]) return topology.localNanos();
    long nanos = 0;
    for (int link : path(siteOf[from], siteOf[to]))
      nanos += topology.links().get(link).wire().delayNanos();
    return nanos;
  }

  /** The name of the host that a node is on. */
  public String hostOf(int node) {
    return topology.sites().get(siteOf[node]).name();
  }

  @Override
  public long delayNanosMin() {
    return delayNanosMin;
  }

  @Override
  public boolean shared() {
    return shared;
  }

  @Override
  public boolean needsSize() {
    return sized;
  }

  @Override
  public boolean orderly() {
    return lossless && !sized;
  }
}
