package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.compile.Compiler;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.check.Checker;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Values;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * A few nodes of one program, a clock in the hand, and a network in memory that delivers when told
 * to.
 */
final class World implements Host {
  static final long SECOND = 1_000_000_000L;

  /** A message under way, and who sent it. */
  record UnderWay(String source, Message message) {}

  final CompiledProgram program;
  final Map<String, Node> nodes = new LinkedHashMap<>();
  final Queue<UnderWay> network = new ArrayDeque<>();
  private final StepPool steps = new StepPool();

  /** Events at all nodes, in order, in source form. */
  final List<String> events = new ArrayList<>();

  /** All else that happened to user relations: {@code INSERT t("a", 1)}. */
  final List<String> changes = new ArrayList<>();

  final List<ErrorReport> errors = new ArrayList<>();

  /** What makes the programs that nodes install. */
  Optional<Programs> programs = Optional.empty();

  private long now;

  private World(CompiledProgram program) {
    this.program = program;
  }

  static CompiledProgram compile(String text) {
    return compile(text, PlanOptions.DEFAULT);
  }

  static CompiledProgram compile(String text, PlanOptions options) {
    var parsed = Parser.parse(List.of(new Source("test.olg", text)), ParseOptions.plain());
    Checked checked = Checker.check(parsed, CheckOptions.defaults());
    assertThat(checked.diagnostics().stream().filter(Diagnostic::isError).toList()).isEmpty();
    return Compiler.compile(Planner.plan(checked.program().orElseThrow(), options));
  }

  /** Boots and starts nodes of a program, all at time 0. */
  static World of(String text, String... names) {
    return of(compile(text), names);
  }

  static World of(CompiledProgram program, String... names) {
    World world = unbooted(program, NodeConfig.ROUNDS_MAX, NodeConfig.DERIVATIONS_MAX, names);
    world.boot();
    return world;
  }

  static World unbooted(
      CompiledProgram program, int roundsMax, long derivationsMax, String... names) {
    World world = new World(program);
    for (String name : names) {
      long index = world.nodes.size();
      Id id = Id.of(index);
      var config =
          new NodeConfig(name, id, names[0], index, names.length, 1, roundsMax, derivationsMax);
      Node node = new Node(program, config, world);
      for (Relation r : program.plan().program().relations()) if (!r.system()) node.watch(r.id());
      world.nodes.put(name, node);
    }
    return world;
  }

  void boot() {
    for (Node node : nodes.values()) {
      assertThat(node.boot(now)).isTrue();
      followUps(node);
    }
    for (Node node : nodes.values()) {
      node.start(now);
      followUps(node);
    }
  }

  World at(double seconds) {
    return atNanos(Math.round(seconds * SECOND));
  }

  World atNanos(long nanos) {
    now = nanos;
    return this;
  }

  long now() {
    return now;
  }

  /** One external event at the node named by the first value, which is a string; messages wait. */
  World inject(String relation, Object... values) {
    return injectAt((String) values[0], relation, values);
  }

  World injectAt(String name, String relation, Object... values) {
    Node node = nodes.get(name);
    node.inject(program.make(id(relation), values), now);
    followUps(node);
    return this;
  }

  World wake(String name) {
    Node node = nodes.get(name);
    node.wake(now);
    followUps(node);
    return this;
  }

  World fire(String name, int timer) {
    nodes.get(name).fire(timer, now);
    followUps(nodes.get(name));
    return this;
  }

  /** Delivers what is under way until the network is quiet; to unknown nodes, nothing. */
  World deliver() {
    while (!network.isEmpty()) deliverOne();
    return this;
  }

  World deliverOne() {
    UnderWay next = network.remove();
    Node to = nodes.get(next.message.destination());
    if (to == null) return this;
    to.receive(next.message, next.source, now);
    followUps(to);
    return this;
  }

  private void followUps(Node node) {
    while (node.followUp(now)) {}
  }

  int id(String relation) {
    return program
        .plan()
        .program()
        .relation(relation)
        .orElseThrow(() -> new AssertionError(relation))
        .id();
  }

  /** The live rows of a table at all nodes, in source form, sorted by the total order. */
  List<String> rows(String relation) {
    var rows = new ArrayList<Tuple>();
    for (Node node : nodes.values()) node.rows(id(relation), now).forEach(rows::add);
    rows.sort(Values::compare);
    return rows.stream().map(Tuple::toString).toList();
  }

  List<String> rowsAt(String name, String relation) {
    var rows = new ArrayList<Tuple>();
    nodes.get(name).rows(id(relation), now).forEach(rows::add);
    rows.sort(Values::compare);
    return rows.stream().map(Tuple::toString).toList();
  }

  /** Takes the events seen so far. */
  List<String> takeEvents() {
    var taken = List.copyOf(events);
    events.clear();
    changes.clear();
    return taken;
  }

  List<String> takeChanges() {
    var taken = List.copyOf(changes);
    changes.clear();
    return taken;
  }

  @Override
  public StepPool steps() {
    return steps;
  }

  @Override
  public void send(Node from, Message message) {
    network.add(new UnderWay(from.address(), message));
  }

  @Override
  public void observe(Node at, Observation what) {
    if (what.kind() == Observation.Kind.EVENT) events.add(what.tuple().toString());
    else
      changes.add(
          what.kind() + " " + what.replaced().map(old -> old + " -> ").orElse("") + what.tuple());
  }

  @Override
  public Optional<Programs> programs(Node of) {
    return programs;
  }

  @Override
  public void report(Node at, ErrorReport report) {
    errors.add(report);
  }

  @Override
  public Object callExtern(String name, Object[] arguments) {
    throw new IllegalStateException("no " + name + " here");
  }
}
