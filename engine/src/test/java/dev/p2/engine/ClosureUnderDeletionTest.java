package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.tuple.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The closure of a graph of 1,000 nodes with cycles, of which edges go and come back in random
 * order, is that of computing from scratch. {@code -Dp2.closure.every=1} compares after every
 * change, {@code -Dp2.closure.edges=1200} takes a denser graph.
 */
class ClosureUnderDeletionTest {
  private static final int NODES = 1_000;
  private static final int EDGES = Integer.getInteger("p2.closure.edges", 900);
  private static final int CHANGES = Integer.getInteger("p2.closure.changes", 10_000);
  private static final int EVERY = Integer.getInteger("p2.closure.every", 250);

  private static final String PROGRAM =
      """
      materialize(link, infinity, infinity, keys(1,2,3)).  materialize(reach, infinity, infinity, keys(1,2,3)).
      i link(@X, A, B)        :- add(@X, A, B).
      d delete link(@X, A, B) :- cut(@X, A, B).
      v1 reach(@X, A, B) :- link(@X, A, B).
      v2 reach(@X, A, C) :- link(@X, A, B), reach(@X, B, C).
      """;

  private record Edge(int from, int to) {}

  private final List<Edge> present = new ArrayList<>();
  private final List<Edge> absent = new ArrayList<>();
  private final World world = World.of(PROGRAM, "a");

  @Test
  void closureIsThatOfComputingFromScratchAfterTenThousandChanges() {
    Random random = new Random(1);
    for (int i = 0; i < EDGES; i++) {
      Edge edge = new Edge(random.nextInt(NODES), random.nextInt(NODES));
      if (present.contains(edge)) continue;
      change("add", edge, present);
    }
    long derivationsToBuild = derivations();
    long rows = closure(present).stream().mapToLong(BitSet::cardinality).sum();
    for (int i = 1; i <= CHANGES; i++) {
      // Few edges are missing at a time, so that the cycles live.
      boolean cut = absent.isEmpty() || (absent.size() < EDGES / 20 && random.nextBoolean());
      List<Edge> from = cut ? present : absent;
      Edge edge = from.remove(random.nextInt(from.size()));
      change(cut ? "cut" : "add", edge, cut ? absent : present);
      if (i % EVERY == 0 || i == CHANGES)
        assertThat(reached()).as("after change %d", i).isEqualTo(closure(present));
    }
    assertThat(world.errors).isEmpty();
    System.out.printf(
        "closure of %d rows: %d derivations to build, %.0f a change%n",
        rows, derivationsToBuild, (derivations() - derivationsToBuild) / (double) CHANGES);
  }

  private void change(String event, Edge edge, List<Edge> into) {
    into.add(edge);
    world.inject(event, "a", (long) edge.from, (long) edge.to);
    world.takeEvents();
  }

  private long derivations() {
    return world.nodes.get("a").stats().derivations();
  }

  private List<BitSet> reached() {
    List<BitSet> reached = empty();
    for (Tuple row : world.nodes.get("a").rows(world.id("reach"), world.now())) {
      reached.get(((Long) row.get(1)).intValue()).set(((Long) row.get(2)).intValue());
    }
    return reached;
  }

  private static List<BitSet> closure(List<Edge> edges) {
    List<List<Integer>> next = new ArrayList<>();
    for (int i = 0; i < NODES; i++) next.add(new ArrayList<>());
    for (Edge e : edges) next.get(e.from).add(e.to);
    List<BitSet> closure = empty();
    for (int start = 0; start < NODES; start++) {
      var todo = new ArrayDeque<>(List.of(start));
      while (!todo.isEmpty()) {
        for (int to : next.get(todo.remove())) {
          if (closure.get(start).get(to)) continue;
          closure.get(start).set(to);
          todo.add(to);
        }
      }
    }
    return closure;
  }

  private static List<BitSet> empty() {
    List<BitSet> sets = new ArrayList<>();
    for (int i = 0; i < NODES; i++) sets.add(new BitSet());
    return sets;
  }
}
