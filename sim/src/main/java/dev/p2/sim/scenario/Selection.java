package dev.p2.sim.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which nodes something concerns: the union of {@code parts} without those of {@code spared}. A
 * random part chooses, when its time comes, among the nodes to which it can happen.
 */
public record Selection(List<Part> parts, List<Part> spared) {
  /** Every node. */
  public static final Selection ALL = of(new Part.All());

  public Selection {
    parts = List.copyOf(parts);
    spared = List.copyOf(spared);
    if (parts.isEmpty()) throw new IllegalArgumentException("a selection without nodes");
    for (Part part : spared)
      if (part.random()) throw new IllegalArgumentException("protected at random: " + part);
  }

  /** The union of these parts, nothing spared. */
  public static Selection of(Part... parts) {
    return new Selection(List.of(parts), List.of());
  }

  /** One node by its index. */
  public static Selection node(int index) {
    return of(new Part.Range(index, index));
  }

  /** The same, sparing these. */
  public Selection sparing(Part... more) {
    var all = new ArrayList<>(spared);
    all.addAll(List.of(more));
    return new Selection(parts, all);
  }

  /** Nodes by one rule. */
  public sealed interface Part {
    /** Whether chance decides. */
    default boolean random() {
      return false;
    }

    /** Every node. */
    record All() implements Part {}

    /** The nodes from index {@code first} to {@code last}, both included. */
    record Range(int first, int last) implements Part {
      public Range {
        if (first < 0 || last < first)
          throw new IllegalArgumentException("nodes " + first + " to " + last);
      }
    }

    /** This share of the nodes, rounded to the nearest number, chosen at random. */
    record Share(double share) implements Part {
      public Share {
        if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("share " + share);
      }

      @Override
      public boolean random() {
        return true;
      }
    }

    /** So many nodes, or all if there are not so many, chosen at random. */
    record Count(int count) implements Part {
      public Count {
        if (count < 1) throw new IllegalArgumentException(count + " nodes");
      }

      @Override
      public boolean random() {
        return true;
      }
    }
  }

  /**
   * The indexes of the chosen nodes in ascending order.
   *
   * @param nodeCount how many nodes there are
   * @param possible whether it can happen to a node now; others are never chosen, and a share is
   *     one of the possible nodes
   */
  public List<Integer> choose(int nodeCount, IntPredicate possible, RandomGenerator random) {
    var chosen = new TreeSet<Integer>();
    List<Integer> candidates = new ArrayList<>();
    for (int node = 0; node < nodeCount; node++)
      if (possible.test(node) && !spares(node)) candidates.add(node);
    for (Part part : parts) {
      switch (part) {
        case Part.All _ -> chosen.addAll(candidates);
        case Part.Range range ->
            candidates.stream()
                .filter(n -> range.first() <= n && n <= range.last())
                .forEach(chosen::add);
        case Part.Share share ->
            chosen.addAll(sample(candidates, share.share() * candidates.size(), random));
        case Part.Count count -> chosen.addAll(sample(candidates, count.count(), random));
      }
    }
    return List.copyOf(chosen);
  }

  /** The chosen nodes in ascending order, if chance has no part in it. */
  public Optional<List<Integer>> named(int nodeCount) {
    if (parts.stream().anyMatch(Part::random)) return Optional.empty();
    return Optional.of(
        IntStream.range(0, nodeCount)
            .filter(node -> !spares(node) && parts.stream().anyMatch(part -> holds(part, node)))
            .boxed()
            .toList());
  }

  /** Whether a node is spared, whatever the parts say. */
  private boolean spares(int node) {
    return spared.stream().anyMatch(part -> holds(part, node));
  }

  private static boolean holds(Part part, int node) {
    return part instanceof Part.All
        || part instanceof Part.Range range && range.first() <= node && node <= range.last();
  }

  private static List<Integer> sample(
      List<Integer> candidates, double wanted, RandomGenerator random) {
    int count = (int) Math.min(candidates.size(), Math.round(wanted));
    var pool = new ArrayList<>(candidates);
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(pool.size() - i);
      Integer swapped = pool.get(i);
      pool.set(i, pool.get(other));
      pool.set(other, swapped);
    }
    return pool.subList(0, count);
  }
}
