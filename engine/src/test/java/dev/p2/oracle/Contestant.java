package dev.p2.oracle;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Host;
import dev.p2.engine.Moved;
import dev.p2.engine.Node;
import dev.p2.engine.StepPool;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Id;
import dev.p2.oracle.programs.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The engine with one variant of a program: its nodes, and what the step that ran last has done.
 */
final class Contestant implements Host {
  final Variant variant;
  final CompiledProgram compiled;
  final List<String> events = new ArrayList<>();
  final List<String> changes = new ArrayList<>();
  final List<ErrorReport> reports = new ArrayList<>();
  final List<Message> messages = new ArrayList<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final StepPool steps = new StepPool();

  /** What happens from here on is left open for this order of the text. */
  boolean out;

  Contestant(Scenario scenario, Variant variant, CompiledProgram compiled) {
    this.variant = variant;
    this.compiled = compiled;
    Program program = compiled.plan().program();
    List<String> names = scenario.nodes();
    for (int i = 0; i < names.size(); i++) {
      var config =
          new NodeConfig(
              names.get(i),
              Id.of(i),
              names.getFirst(),
              i,
              names.size(),
              1,
              Duel.ROUNDS_MAX,
              Duel.DERIVATIONS_MAX);
      Node node = new Node(compiled, config, this);
      for (Relation r : program.relations()) if (!r.system()) node.watch(r.id());
      nodes.put(names.get(i), node);
    }
  }

  Node node(String name) {
    return nodes.get(name);
  }

  /** From here on a node made from the state of the one before. */
  void move(String name) {
    nodes.computeIfPresent(name, (_, last) -> Moved.copy(last, this));
  }

  /** A tuple of a relation that the reference's program calls the same. */
  Tuple tuple(String relation, List<Object> values) {
    return compiled.make(relation(relation).id(), values.toArray());
  }

  Stream<Tuple> rows(String node, Relation relation, long now) {
    var rows = new ArrayList<Tuple>();
    nodes.get(node).rows(relation(relation.name()).id(), now).forEach(rows::add);
    return rows.stream();
  }

  private Relation relation(String name) {
    return compiled.plan().program().relation(name).orElseThrow();
  }

  /** Forgets the last step. */
  void clear() {
    events.clear();
    reports.clear();
    messages.clear();
    changes.clear();
  }

  @Override
  public StepPool steps() {
    return steps;
  }

  @Override
  public void send(Node from, Message message) {
    messages.add(message);
  }

  @Override
  public void observe(Node at, Observation what) {
    switch (what.kind()) {
      case EVENT -> events.add(what.tuple().toString());
      case SEND, RECEIVE, DROP -> {}
      default ->
          changes.add(
              what.kind()
                  + " "
                  + what.replaced().map(old -> old + " -> ").orElse("")
                  + what.tuple());
    }
  }

  @Override
  public void report(Node at, ErrorReport report) {
    reports.add(report);
  }

  @Override
  public Object callExtern(String name, Object[] arguments) {
    return HostFunction.call(arguments);
  }
}
