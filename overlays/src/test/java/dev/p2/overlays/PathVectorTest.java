package dev.p2.overlays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.ListValue;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Best paths against Dijkstra's algorithm. Seeds are in the names of the tests. */
class PathVectorTest {
  private static final int NODES = 30;
  private static final int EXTRA_LINKS = 45;
  private static final int COST_MAX = 20;
  private static final long INFINITE = Long.MAX_VALUE / 2;

  // Changes of the graph while it is in use.
  private static final CompiledProgram PROGRAM =
      OverlayRun.compile(
          "pathvector",
          new Source(
              "change.olg",
              """
              cut1 delete link(@N, Neighbor, _) :- cut(@N, Neighbor).
              lay1 link(@N, Neighbor, Cost)     :- lay(@N, Neighbor, Cost).
              """));

  /**
   * Costs of links by their ends; both directions of a link are rows of their own and may differ.
   */
  private final Map<Integer, Map<Integer, Long>> links = new TreeMap<>();

  private OverlayRun run;

  private void randomGraph(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int node = 1; node < NODES; node++) link(node, random.nextInt(node), random);
    for (int i = 0; i < EXTRA_LINKS; i++) {
      int from = random.nextInt(NODES);
      int to = random.nextInt(NODES);
      if (from != to) link(from, to, random);
    }
  }

  private void link(int a, int b, RandomGenerator random) {
    links.computeIfAbsent(a, node -> new TreeMap<>()).put(b, random.nextLong(1, COST_MAX));
    links.computeIfAbsent(b, node -> new TreeMap<>()).put(a, random.nextLong(1, COST_MAX));
  }

  private void start(SimulationOptions options) {
    run = new OverlayRun(PROGRAM, options);
    links.forEach(
        (from, tos) ->
            tos.forEach(
                (to, cost) ->
                    run.simulation().load(from, run.tuple("link", "n" + from, "n" + to, cost))));
  }

  private long[] dijkstra(int source) {
    long[] cost = new long[NODES];
    java.util.Arrays.fill(cost, INFINITE);
    cost[source] = 0;
    var left = new ArrayList<>(IntStream.range(0, NODES).boxed().toList());
    while (!left.isEmpty()) {
      Integer next =
          left.stream().min(java.util.Comparator.comparingLong(node -> cost[node])).orElseThrow();
      left.remove(next);
      links
          .getOrDefault(next, Map.of())
          .forEach((to, c) -> cost[to] = Math.min(cost[to], cost[next] + c));
    }
    return cost;
  }

  private void assertBest() {
    for (int node = 0; node < NODES; node++) {
      long[] cost = dijkstra(node);
      Map<String, Long> wanted = new TreeMap<>();
      for (int to = 0; to < NODES; to++)
        if (to != node && cost[to] < INFINITE) wanted.put("n" + to, cost[to]);
      Map<String, Long> known = new TreeMap<>();
      for (var row : run.rows(node, "best")) {
        known.put((String) row.get(1), (Long) row.get(2));
        assertThat(costAlong((ListValue) row.get(3)))
            .as("cost along the path of %s", row)
            .isEqualTo(row.get(2));
      }
      assertThat(known).as("costs at n%s", node).isEqualTo(wanted);
    }
    assertThat(run.errors()).isEmpty();
  }

  private long costAlong(ListValue path) {
    List<Integer> nodes =
        java.util.Arrays.stream(path.toArray())
            .map(node -> Integer.valueOf(((String) node).substring(1)))
            .toList();
    assertThat(nodes).doesNotHaveDuplicates();
    long cost = 0;
    for (int i = 1; i < nodes.size(); i++) cost += links.get(nodes.get(i - 1)).get(nodes.get(i));
    return cost;
  }

  private void cut(int from, int to) {
    links.get(from).remove(to);
    run.inject(run.now(), from, "cut", "n" + from, "n" + to);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bestCostsAreDijkstrasAlsoAfterLinksGoAndComeBack(long seed) {
    randomGraph(seed);
    start(SimulationOptions.of(NODES).withSeed(seed));
    run.until(60);
    assertBest();

    int neighbor = links.get(0).keySet().iterator().next();
    cut(0, neighbor);
    cut(neighbor, 0);
    run.until(120);
    assertBest();

    links.get(0).put(neighbor, 1L);
    run.inject(run.now(), 0, "lay", "n0", "n" + neighbor, 1L);
    run.until(180);
    assertBest();
  }

  @Test
  void aNodeThatLosesAllItsLinksIsForgottenByAll() {
    randomGraph(4);
    start(SimulationOptions.of(NODES));
    run.until(60);
    for (int neighbor : List.copyOf(links.get(7).keySet())) {
      cut(7, neighbor);
      cut(neighbor, 7);
    }
    run.until(120);
    assertBest();
    assertThat(run.rows(7, "best")).isEmpty();
  }

  @Test
  void lossAndReorderingChangeNothing() {
    randomGraph(5);
    start(SimulationOptions.of(NODES).withFaults(new Faults(0.05, 0.05, 0.02)));
    run.until(300);
    assertBest();
  }
}
