package dev.p2.sim.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hosts and routers and the links between them.
 *
 * @param sites hosts and routers, which links name by index
 * @param links each in one direction; what is called a link elsewhere is two of these
 * @param localNanos how long a datagram takes between two nodes of one host
 */
public record Topology(List<Site> sites, List<Link> links, long localNanos) implements Blueprint {
  /** Through the loopback interface of one machine. */
  public static final long LOCAL_NANOS_DEFAULT = 50_000;

  public Topology {
    sites = List.copyOf(sites);
    links = List.copyOf(links);
    if (localNanos < 0) throw new IllegalArgumentException("local delay " + localNanos + " ns");
    for (Link link : links) {
      if (link.from() >= sites.size() || link.to() >= sites.size())
        throw new IllegalArgumentException("a link to no site: " + link);
    }
  }

  /**
   * A host or a router.
   *
   * @param places how many nodes it takes, 0 for a router
   */
  public record Site(String name, int places) {
    public Site {
      if (places < 0) throw new IllegalArgumentException(places + " places");
    }

    public boolean host() {
      return places > 0;
    }
  }

  /** A link in one direction. */
  public record Link(int from, int to, Wire wire) {
    public Link {
      if (from < 0 || to < 0 || from == to)
        throw new IllegalArgumentException("a link from " + from + " to " + to);
    }
  }

  /**
   * What a link is like.
   *
   * @param bitsPerSecond {@link #UNLIMITED} for a link that sends at once
   * @param queueMax datagrams that wait or are being sent; one more is dropped (drop tail)
   */
  public record Wire(long delayNanos, long bitsPerSecond, int queueMax, Loss loss) {
    public static final long UNLIMITED = 0;

    /** As in ns-2. */
    public static final int QUEUE_DEFAULT = 50;

    public Wire {
      if (delayNanos < 0 || bitsPerSecond < 0 || queueMax < 1)
        throw new IllegalArgumentException(
            delayNanos + " ns, " + bitsPerSecond + " b/s, queue " + queueMax);
    }

    public static Wire of(long delayNanos, long bitsPerSecond) {
      return new Wire(delayNanos, bitsPerSecond, QUEUE_DEFAULT, Loss.NONE);
    }

    public Wire withQueue(int other) {
      return new Wire(delayNanos, bitsPerSecond, other, loss);
    }
  }

  /** Collects sites and links. */
  public static final class Builder {
    private final List<Site> sites = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private long localNanos = LOCAL_NANOS_DEFAULT;

    /** Adds a router; its index. */
    public int router(String name) {
      sites.add(new Site(name, 0));
      return sites.size() - 1;
    }

    /** Adds a host; its index. */
    public int host(String name, int places) {
      sites.add(new Site(name, places));
      return sites.size() - 1;
    }

    /** Adds a link in both directions. */
    public Builder duplex(int one, int other, Wire wire) {
      return simplex(one, other, wire).simplex(other, one, wire);
    }

    /** Adds a link in one direction. */
    public Builder simplex(int from, int to, Wire wire) {
      links.add(new Link(from, to, wire));
      return this;
    }

    public Builder local(long nanos) {
      localNanos = nanos;
      return this;
    }

    public Topology build() {
      return new Topology(sites, links, localNanos);
    }
  }

  @Override
  public NetworkModel build(List<String> addresses, long seed) {
    return new LinkNetwork(this, addresses, seed);
  }

  @Override
  public int places() {
    return (int) Math.min(Integer.MAX_VALUE, sites.stream().mapToLong(Site::places).sum());
  }

  /**
   * The site of each node. A node that has the name of a host is there; the others are dealt out:
   * one a host in the order of the hosts, then a second one each, and so on while there are places.
   *
   * @throws IllegalArgumentException if there are more nodes than places
   */
  int[] placed(List<String> addresses) {
    if (addresses.size() > places())
      throw new IllegalArgumentException(addresses.size() + " nodes for " + places() + " places");
    Map<String, Integer> hosts = new HashMap<>();
    for (int site = 0; site < sites.size(); site++)
      if (sites.get(site).host()) hosts.put(sites.get(site).name(), site);
    int[] siteOf = new int[addresses.size()];
    int[] taken = new int[sites.size()];
    for (int node = 0; node < siteOf.length; node++) {
      siteOf[node] = hosts.getOrDefault(addresses.get(node), -1);
      if (siteOf[node] >= 0) taken[siteOf[node]]++;
    }
    int site = 0;
    int round = 1;
    for (int node = 0; node < siteOf.length; node++) {
      if (siteOf[node] >= 0) continue;
      while (taken[site] >= Math.min(round, sites.get(site).places())) {
        if (++site < sites.size()) continue;
        site = 0;
        round++;
      }
      siteOf[node] = site;
      taken[site]++;
    }
    return siteOf;
  }

  /** Two hosts, the second of which cannot be reached from the first, if there are such. */
  public Optional<Gap> gap() {
    int first = -1;
    for (int site = 0; site < sites.size() && first < 0; site++)
      if (sites.get(site).host()) first = site;
    if (first < 0) return Optional.empty();
    boolean[] there = reached(first, true);
    boolean[] back = reached(first, false);
    for (int site = 0; site < sites.size(); site++) {
      if (!sites.get(site).host()) continue;
      if (!there[site]) return Optional.of(new Gap(sites.get(first), sites.get(site)));
      if (!back[site]) return Optional.of(new Gap(sites.get(site), sites.get(first)));
    }
    return Optional.empty();
  }

  /** A host that cannot be reached from another. */
  public record Gap(Site from, Site to) {}

  private boolean[] reached(int start, boolean forward) {
    List<List<Integer>> next = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) next.add(new ArrayList<>());
    for (Link link : links) {
      if (forward) next.get(link.from()).add(link.to());
      else next.get(link.to()).add(link.from());
    }
    var seen = new boolean[sites.size()];
    seen[start] = true;
    var queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      for (int site : next.get(queue.remove())) {
        if (seen[site]) continue;
        seen[site] = true;
        queue.add(site);
      }
    }
    return seen;
  }
}
