package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.cli.program.ProgramFlags;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Tuple;
import dev.p2.net.NodeHandle;
import dev.p2.net.NodeOptions;
import dev.p2.net.RealtimeHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The overlay {@code pathvector} over UDP: thirty nodes on a random graph find the costs that
 * Dijkstra's algorithm finds.
 */
@Timeout(120)
class PathVectorOnSocketsTest {
  private static final int NODES = 30;
  private static final int EXTRA_LINKS = 30;
  private static final long SECONDS_MAX = 90;

  private final List<Map<Integer, Long>> links = new ArrayList<>();

  /** A tree, so that everybody is reached, and some links more; costs differ by direction. */
  private void randomGraph(SplittableRandom random) {
    for (int node = 0; node < NODES; node++) links.add(new TreeMap<>());
    for (int node = 1; node < NODES; node++) link(node, random.nextInt(node), random);
    for (int i = 0; i < EXTRA_LINKS; i++) {
      int from = random.nextInt(NODES);
      link(from, (from + 1 + random.nextInt(NODES - 1)) % NODES, random);
    }
  }

  private void link(int a, int b, SplittableRandom random) {
    links.get(a).put(b, random.nextLong(1, 20));
    links.get(b).put(a, random.nextLong(1, 20));
  }

  private long[] dijkstra(int source) {
    long[] cost = new long[NODES];
    java.util.Arrays.fill(cost, Long.MAX_VALUE);
    cost[source] = 0;
    var left = new ArrayList<Integer>();
    for (int node = 0; node < NODES; node++) left.add(node);
    while (!left.isEmpty()) {
      Integer next = left.stream().min(Comparator.comparingLong(node -> cost[node])).orElseThrow();
      left.remove(next);
      links.get(next).forEach((to, c) -> cost[to] = Math.min(cost[to], cost[next] + c));
    }
    return cost;
  }

  private Map<String, Long> wanted(int source, List<NodeHandle> nodes) {
    long[] cost = dijkstra(source);
    var wanted = new TreeMap<String, Long>();
    for (int to = 0; to < NODES; to++)
      if (to != source) wanted.put(nodes.get(to).address(), cost[to]);
    return wanted;
  }

  private static Map<String, Long> known(NodeHandle node, int best) throws Exception {
    return node.call(
            n -> {
              var known = new TreeMap<String, Long>();
              for (Tuple row : n.rows(best, n.now()))
                known.put((String) row.get(1), (Long) row.get(2));
              return (Map<String, Long>) known;
            })
        .get();
  }

  @Test
  void everyCostIsTheLeast() throws Exception {
    randomGraph(new SplittableRandom(30));
    var flags = new ProgramFlags();
    flags.files.add("pathvector");
    CompiledProgram program =
        ProgramLoader.compile(ProgramLoader.check(flags, false).program().orElseThrow());
    int best = program.plan().program().relation("best").orElseThrow().id();
    try (RealtimeHost host = RealtimeHost.start(2)) {
      var nodes = new ArrayList<NodeHandle>();
      for (int i = 0; i < NODES; i++)
        nodes.add(host.add(program, NodeOptions.listen("127.0.0.1:0").withIndex(i, NODES)));
      for (int from = 0; from < NODES; from++) {
        for (Map.Entry<Integer, Long> link : links.get(from).entrySet()) {
          NodeHandle node = nodes.get(from);
          assertThat(
                  node.inject(
                          "link",
                          node.address(),
                          nodes.get(link.getKey()).address(),
                          link.getValue())
                      .get())
              .isTrue();
        }
      }
      long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
      for (int i = 0; i < NODES; i++) {
        Map<String, Long> wanted = wanted(i, nodes);
        while (!known(nodes.get(i), best).equals(wanted) && System.nanoTime() < untilNanos)
          TimeUnit.MILLISECONDS.sleep(100);
      }
      for (int i = 0; i < NODES; i++) { // all at one time, too
        assertThat(known(nodes.get(i), best)).as("costs at node %s", i).isEqualTo(wanted(i, nodes));
        assertThat(nodes.get(i).report().get().node().errors()).isZero();
      }
    }
  }
}
