package dev.p2.bench;

import dev.p2.bench.programs.Programs;
import dev.p2.compile.Compiler;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Node;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checker;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.Id;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import dev.p2.sim.RunListener;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The library's Chord in virtual time as the hand-written simulations run theirs: the same timers,
 * nodes that join one after the other over 230 s, and a lookup of a random key every 10 s at every
 * node. Without its health check, which walks the whole ring.
 */
final class ChordSimulation {
  static final long SECOND = 1_000_000_000L;
  static final long JOIN_NANOS = 230 * SECOND;
  static final long BOOT_NANOS = 8 * SECOND;

  private static final String LOOKUPS =
      """
      ask1 lookup(@N, Key, N, Tag, 0) :- periodic(@N, Tag, 10s, infinity, f_rand() % 10000 * 1ms), Key := f_randID().
      """;

  private static final Map<String, String> TIMERS =
      Map.of(
          "StabilizePeriod", "15s",
          "PingPeriod", "5s",
          "FixPeriod", "10s",
          "PingTimeout", "10s",
          "JoinPeriod", "10s");

  private ChordSimulation() {}

  static CompiledProgram program() {
    var sources = new ArrayList<Source>();
    for (Source source : Programs.overlay("chord"))
      if (!source.name().endsWith("health.olg")) sources.add(source);
    sources.add(new Source("lookups.olg", LOOKUPS));
    var parsed = Parser.parse(sources, ParseOptions.plain());
    var checked = Checker.check(parsed, new CheckOptions(TIMERS, false));
    return Compiler.compile(
        Planner.plan(
            checked
                .program()
                .orElseThrow(() -> new IllegalStateException("" + checked.diagnostics())),
            PlanOptions.DEFAULT));
  }

  /** A ring whose nodes join over {@link #JOIN_NANOS} through nodes that joined before. */
  static Simulation joining(CompiledProgram program, int nodes, int threads, boolean digest) {
    var options = SimulationOptions.of(nodes).withThreads(Threads.upTo(threads)).withDigest(digest);
    var simulation = new Simulation(program, options, RunListener.NONE);
    for (int node = 0; node < nodes; node++) simulation.bootAt(node, JOIN_NANOS / nodes * node);
    return simulation;
  }

  /**
   * A ring that stands: every node boots with the successors, predecessor and fingers that it
   * should have. Boots are spread over {@link #BOOT_NANOS}, so that timers are.
   */
  static Simulation warm(CompiledProgram program, int nodes, int threads, boolean digest) {
    var options = SimulationOptions.of(nodes).withThreads(Threads.upTo(threads)).withDigest(digest);
    var simulation = new Simulation(program, options, RunListener.NONE);
    var ring = new ArrayList<Node>(simulation.nodes());
    ring.sort(Comparator.comparing(Node::nodeId));
    var facts = new Facts(program, ring);
    for (int at = 0; at < nodes; at++) {
      int node = (int) ring.get(at).nodeIndex();
      simulation.bootAt(node, BOOT_NANOS / nodes * node);
      facts.load(simulation, at);
    }
    return simulation;
  }

  /** What the nodes of a standing ring know. */
  private static final class Facts {
    private static final int SUCCESSORS = 4;
    private final CompiledProgram program;
    private final List<Node> ring;
    private final Id[] ids;

    Facts(CompiledProgram program, List<Node> ring) {
      this.program = program;
      this.ring = ring;
      ids = ring.stream().map(Node::nodeId).toArray(Id[]::new);
    }

    void load(Simulation simulation, int at) {
      Node me = ring.get(at);
      int node = (int) me.nodeIndex();
      int count = ring.size();
      for (int i = 1; i <= Math.min(SUCCESSORS, count - 1); i++)
        load(simulation, node, "succ", me, ring.get((at + i) % count));
      load(simulation, node, "pred", me, ring.get((at + count - 1) % count));
      Id distance = ring.get((at + 1) % count).nodeId().sub(me.nodeId());
      // The first finger that the successor does not serve, and on behind each owner's own
      // distance.
      for (int i = Id.BITS - distance.leadingZeros(); i < Id.BITS; ) {
        Node owner = owner(me.nodeId().add(Id.of(1).shl(i)));
        if (owner == me) break;
        simulation.load(
            node,
            program.make(
                relation("finger"),
                new Object[] {me.address(), (long) i, owner.nodeId(), owner.address()}));
        i = Math.max(i + 1, Id.BITS - owner.nodeId().sub(me.nodeId()).leadingZeros());
      }
    }

    private void load(Simulation simulation, int node, String relation, Node me, Node other) {
      simulation.load(
          node,
          program.make(
              relation(relation), new Object[] {me.address(), other.nodeId(), other.address()}));
    }

    private int relation(String name) {
      return program.plan().program().relation(name).orElseThrow().id();
    }

    private Node owner(Id key) {
      int at = Arrays.binarySearch(ids, key);
      if (at < 0) at = -at - 1;
      return ring.get(at == ids.length ? 0 : at);
    }
  }

  /** The share of nodes that know their successor, of those that run. */
  static double rightShare(Simulation simulation) {
    Relation best =
        simulation.nodes().getFirst().program().plan().program().relation("bestSucc").orElseThrow();
    var byId = new TreeMap<Id, String>();
    for (int node = 0; node < simulation.nodes().size(); node++)
      if (simulation.running(node))
        byId.put(simulation.nodes().get(node).nodeId(), simulation.address(node));
    int right = 0;
    for (int node = 0; node < simulation.nodes().size(); node++) {
      if (!simulation.running(node)) continue;
      var next = byId.higherEntry(simulation.nodes().get(node).nodeId());
      String successor = (next == null ? byId.firstEntry() : next).getValue();
      for (Tuple row : simulation.rows(node, best)) if (row.get(3).equals(successor)) right++;
    }
    return (double) right / byId.size();
  }
}
