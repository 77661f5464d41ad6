package dev.p2.bench.twin;

import dev.p2.compile.Compiler;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.ErrorReport;
import dev.p2.engine.Observation;
import dev.p2.engine.RandomStream;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checker;
import dev.p2.lang.check.Relation;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.Id;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import dev.p2.sim.Guest;
import dev.p2.sim.RunListener;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.network.BuiltInTopologies;
import dev.p2.sim.network.LinkNetwork;
import dev.p2.sim.network.NetworkModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lookups on the network of the published Chord experiments while nodes come and go: joins over 230
 * s, then exponential sessions and downtimes of everybody, from {@code lookupsFrom} on every ten
 * seconds one key from ten vantages. A lookup that is not answered counts as failed; a right answer
 * names who was responsible for the key when it was asked or when it was answered.
 */
public final class ChurnRun implements RunListener {
  private static final long SECOND = 1_000_000_000L;
  private static final long JOIN_NANOS = 230 * SECOND;
  private static final long EVERY_NANOS = 10 * SECOND;
  private static final long PATIENCE_NANOS = 10 * SECOND;
  private static final int VANTAGES = 10;

  /**
   * One run.
   *
   * @param sessionNanos the mean session, 0 for nodes that stay
   * @param downtimeNanos the mean time that a node is off between two sessions
   */
  public record Plan(
      int nodes,
      long seed,
      long sessionNanos,
      long downtimeNanos,
      long lookupsFromNanos,
      long endNanos) {}

  /**
   * What came out. Shares are 0 to 1, of all lookups asked but for {@code consistent}: that is the
   * mean over keys of the largest group of equal answers over all answers.
   *
   * @param bytes of datagrams with their headers, a second and node, before the first lookup
   */
  public record Outcome(
      int asked,
      double right,
      double consistent,
      double hops,
      double meanMillis,
      double withinTwoSeconds,
      double bytes) {}

  private static final class Asked {
    private final long atNanos;
    private final Id key;
    private final int owner;
    private String answer = "";
    private long afterNanos;
    private long hops;
    private boolean right;

    Asked(long atNanos, Id key, int owner) {
      this.atNanos = atNanos;
      this.key = key;
      this.owner = owner;
    }
  }

  private final CompiledProgram program;
  private final Plan plan;
  private final Relation lookup;
  private final Relation found;
  private final Counter network;
  private final Simulation simulation;
  private final TreeMap<Id, Integer> running = new TreeMap<>();
  private final Map<Long, Asked> asked = new HashMap<>();
  private final RandomStream random;

  private ChurnRun(CompiledProgram program, Optional<Guest.Kind> guest, Plan plan) {
    this.program = program;
    this.plan = plan;
    lookup = program.plan().program().relation("lookup").orElseThrow();
    found = program.plan().program().relation("found").orElseThrow();
    var options = SimulationOptions.of(plan.nodes).withSeed(plan.seed);
    var topology = BuiltInTopologies.paper(100, Math.max(4, (plan.nodes + 99) / 100));
    network = new Counter(new LinkNetwork(topology, options.addresses(), plan.seed));
    simulation = new Simulation(program, options, network, this);
    guest.ifPresent(simulation::settle);
    simulation.watch(found);
    random = RandomStream.of(plan.seed, 0, "lookups and churn");
  }

  /** The program of sources, with {@code -D}. */
  public static CompiledProgram compile(List<Source> sources, Map<String, String> definitions) {
    var parsed =
        Parser.parse(sources, new ParseOptions(definitions, name -> Optional.empty(), false));
    var checked = Checker.check(parsed, CheckOptions.defaults());
    return Compiler.compile(
        Planner.plan(
            checked
                .program()
                .orElseThrow(() -> new IllegalArgumentException("" + checked.diagnostics())),
            PlanOptions.DEFAULT));
  }

  /** Runs a program, or a guest in a program of declarations. */
  public static Outcome of(CompiledProgram program, Optional<Guest.Kind> guest, Plan plan) {
    return new ChurnRun(program, guest, plan).run();
  }

  private Outcome run() {
    running.put(id(0), 0);
    for (int node = 1; node < plan.nodes; node++) {
      int joining = node;
      long at = JOIN_NANOS / plan.nodes * node;
      simulation.bootAt(node, at);
      simulation.at(at, () -> running.put(id(joining), joining));
    }
    if (plan.sessionNanos > 0)
      for (int node = 0; node < plan.nodes; node++) {
        int churned = node;
        simulation.at(JOIN_NANOS + EVERY_NANOS, () -> session(churned));
      }
    for (long at = plan.lookupsFromNanos; at < plan.endNanos; at += EVERY_NANOS)
      simulation.at(at, this::ask);
    simulation.runUntil(plan.lookupsFromNanos / 2);
    long before = network.octets;
    simulation.runUntil(plan.lookupsFromNanos - 1);
    double seconds = plan.lookupsFromNanos / 2 / (double) SECOND;
    double bytes = (network.octets - before) / seconds / plan.nodes;
    simulation.runUntil(plan.endNanos + PATIENCE_NANOS);
    return outcome(bytes);
  }

  private Id id(int node) {
    return simulation.nodes().get(node).nodeId();
  }

  private long exponential(long mean) {
    return (long) (-StrictMath.log(1 - random.nextDouble()) * mean);
  }

  private void session(int node) {
    simulation.at(simulation.nowNanos() + exponential(plan.sessionNanos), () -> end(node));
  }

  private void end(int node) {
    simulation.crash(node);
    running.remove(id(node));
    simulation.at(
        simulation.nowNanos() + exponential(plan.downtimeNanos),
        () -> {
          List<Integer> contacts = List.copyOf(running.values());
          int contact = contacts.isEmpty() ? node : contacts.get(random.nextInt(contacts.size()));
          simulation.restart(node, simulation.address(contact));
          running.put(id(node), node);
          session(node);
        });
  }

  private void ask() {
    Id key = Id.of(random.nextInt(), random.nextLong(), random.nextLong());
    List<Integer> vantages = new ArrayList<>(running.values());
    vantages.removeIf(node -> !simulation.running(node));
    Collections.sort(vantages);
    for (int i = 0; i < VANTAGES && !vantages.isEmpty(); i++) {
      int node = vantages.remove(random.nextInt(vantages.size()));
      String address = simulation.address(node);
      long tag = -1L - asked.size();
      asked.put(tag, new Asked(simulation.nowNanos(), key, owner(key)));
      var values = new Object[] {address, key, address, tag, 0L};
      simulation.inject(simulation.nowNanos(), node, program.make(lookup.id(), values));
    }
  }

  private int owner(Id key) {
    var owner = running.ceilingEntry(key);
    return (owner == null ? running.firstEntry() : owner).getValue();
  }

  @Override
  public void observed(long timeNanos, int node, Observation what) {
    if (what.kind() != Observation.Kind.EVENT || what.tuple().relation() != found.id()) return;
    Asked lookedUp = asked.get((Long) what.tuple().get(4));
    if (lookedUp == null || !lookedUp.answer.isEmpty()) return;
    lookedUp.answer = what.tuple().get(3).toString();
    lookedUp.afterNanos = timeNanos - lookedUp.atNanos;
    lookedUp.hops = (Long) what.tuple().get(5);
    lookedUp.right =
        lookedUp.answer.equals(simulation.address(lookedUp.owner))
            || lookedUp.answer.equals(simulation.address(owner(lookedUp.key)));
  }

  @Override
  public void reported(int node, ErrorReport report) {
    throw new IllegalStateException("n" + node + ": " + report);
  }

  private Outcome outcome(double bytes) {
    List<Asked> answered =
        asked.values().stream().filter(lookedUp -> !lookedUp.answer.isEmpty()).toList();
    Map<Id, Map<String, Integer>> groups = new HashMap<>();
    for (Asked lookedUp : answered)
      groups
          .computeIfAbsent(lookedUp.key, key -> new HashMap<>())
          .merge(lookedUp.answer, 1, Integer::sum);
    double consistent =
        groups.values().stream()
            .mapToDouble(
                group ->
                    Collections.max(group.values())
                        / (double) group.values().stream().mapToInt(Integer::intValue).sum())
            .average()
            .orElse(0);
    double all = Math.max(1, asked.size());
    return new Outcome(
        asked.size(),
        answered.stream().filter(lookedUp -> lookedUp.right).count() / all,
        consistent,
        answered.stream().mapToLong(lookedUp -> lookedUp.hops).average().orElse(0),
        answered.stream().mapToLong(lookedUp -> lookedUp.afterNanos).average().orElse(0) / 1e6,
        answered.stream().filter(lookedUp -> lookedUp.afterNanos <= 2 * SECOND).count() / all,
        bytes);
  }

  /** Counts what goes through a network. */
  private static final class Counter implements NetworkModel {
    private final NetworkModel network;
    private long octets;

    Counter(NetworkModel network) {
      this.network = network;
    }

    @Override
    public void send(int from, int to, int octets, long nowNanos, Arrivals arrivals) {
      this.octets += octets;
      network.send(from, to, octets, nowNanos, arrivals);
    }

    @Override
    public long delayNanosMin() {
      return network.delayNanosMin();
    }

    @Override
    public boolean shared() {
      return network.shared();
    }

    @Override
    public boolean needsSize() {
      return true;
    }

    @Override
    public boolean orderly() {
      return network.orderly();
    }
  }
}
