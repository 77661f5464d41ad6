package dev.p2.sim.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The ways of least delay through a topology; of two equally long ones that with fewer links, then
 * that over the links that were named first.
 *
 * <p>Dijkstra from a site when first asked for it, links and sites in order, so that ties fall the
 * same way in every run. A host with one link shares the tree of its neighbour: a hundred thousand
 * hosts at a few routers need a few trees.
 */
final class Routes {
  private static final int NONE = -1;

  private final Topology topology;
  private final int[][] outgoing;
  private final int[] onlyLinkOut;
  private final int[] onlyLinkIn;
  private final int[] core;
  private final int coreSize;
  private final int[][] trees;

  Routes(Topology topology) {
    this.topology = topology;
    int count = topology.sites().size();
    List<List<Integer>> out = lists(count);
    List<List<Integer>> in = lists(count);
    for (int i = 0; i < topology.links().size(); i++) {
      Topology.Link link = topology.links().get(i);
      out.get(link.from()).add(i);
      in.get(link.to()).add(i);
    }
    outgoing = new int[count][];
    onlyLinkOut = new int[count];
    onlyLinkIn = new int[count];
    core = new int[count];
    for (int site = 0; site < count; site++) {
      outgoing[site] = out.get(site).stream().mapToInt(Integer::intValue).toArray();
      boolean leaf =
          out.get(site).size() == 1
              && in.get(site).size() == 1
              && topology.sites().get(site).host();
      onlyLinkOut[site] = leaf ? out.get(site).getFirst() : NONE;
      onlyLinkIn[site] = leaf ? in.get(site).getFirst() : NONE;
    }
    // Two hosts with nothing but a link between them are no leaves of each other.
    for (int site = 0; site < count; site++) {
      if (onlyLinkOut[site] == NONE) continue;
      int neighbour = topology.links().get(onlyLinkOut[site]).to();
      boolean hangs = topology.links().get(onlyLinkIn[site]).from() == neighbour;
      if (!hangs || onlyLinkOut[neighbour] != NONE) onlyLinkOut[site] = onlyLinkIn[site] = NONE;
    }
    int inner = 0;
    for (int site = 0; site < count; site++)
      core[site] = onlyLinkOut[site] == NONE ? inner++ : NONE;
    coreSize = inner;
    trees = new int[inner][];
  }

  private static List<List<Integer>> lists(int count) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < count; i++) lists.add(new ArrayList<>());
    return lists;
  }

  /** The links from one site to another, in order; empty between a site and itself. */
  int[] path(int from, int to) {
    if (from == to) return new int[0];
    int start = onlyLinkOut[from] == NONE ? from : topology.links().get(onlyLinkOut[from]).to();
    int end = onlyLinkIn[to] == NONE ? to : topology.links().get(onlyLinkIn[to]).from();
    int[] parent = tree(start);
    int length = 0;
    for (int at = end; at != start; at = topology.links().get(parent[core[at]]).from()) {
      if (parent[core[at]] == NONE)
        throw new IllegalStateException(
            "no way from " + topology.sites().get(from) + " to " + topology.sites().get(to));
      length++;
    }
    int first = start == from ? 0 : 1;
    int[] path = new int[first + length + (end == to ? 0 : 1)];
    if (first > 0) path[0] = onlyLinkOut[from];
    int place = first + length;
    for (int at = end; at != start; at = topology.links().get(parent[core[at]]).from())
      path[--place] = parent[core[at]];
    if (end != to) path[path.length - 1] = onlyLinkIn[to];
    return path;
  }

  /** By core number of a site the link over which the way from {@code start} reaches it. */
  private synchronized int[] tree(int start) {
    int number = core[start];
    if (trees[number] == null) trees[number] = dijkstra(start);
    return trees[number];
  }

  private record Reached(long nanos, int links, int site) implements Comparable<Reached> {
    @Override
    public int compareTo(Reached other) {
      int byNanos = Long.compare(nanos, other.nanos);
      if (byNanos != 0) return byNanos;
      int byLinks = Integer.compare(links, other.links);
      return byLinks != 0 ? byLinks : Integer.compare(site, other.site);
    }
  }

  private int[] dijkstra(int start) {
    int[] parent = new int[coreSize];
    long[] nanos = new long[coreSize];
    int[] hops = new int[coreSize];
    Arrays.fill(parent, NONE);
    Arrays.fill(nanos, Long.MAX_VALUE);
    var done = new boolean[coreSize];
    nanos[core[start]] = 0;
    var queue = new PriorityQueue<Reached>();
    queue.add(new Reached(0, 0, start));
    while (!queue.isEmpty()) {
      Reached reached = queue.remove();
      int number = core[reached.site()];
      if (done[number]) continue;
      done[number] = true;
      for (int index : outgoing[reached.site()]) {
        Topology.Link link = topology.links().get(index);
        int next = core[link.to()];
        if (next == NONE || done[next]) continue;
        long length = reached.nanos() + link.wire().delayNanos();
        int links = reached.links() + 1;
        if (length > nanos[next] || length == nanos[next] && links >= hops[next]) continue;
        nanos[next] = length;
        hops[next] = links;
        parent[next] = index;
        queue.add(new Reached(length, links, link.to()));
      }
    }
    return parent;
  }
}
