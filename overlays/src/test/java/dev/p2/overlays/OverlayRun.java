package dev.p2.overlays;

import dev.p2.compile.Compiler;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checker;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import dev.p2.sim.RunListener;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** An overlay of the library in virtual time, and what its nodes know. */
final class OverlayRun {
  private static final long SECOND = 1_000_000_000L;
  private static final long YEAR_2026 = 1_780_000_000L;

  private final CompiledProgram program;
  private final Simulation simulation;
  private final List<Heard> heard = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private long epochSeconds;

  /** An event of a watched relation. */
  record Heard(double seconds, int node, Tuple tuple) {}

  OverlayRun(CompiledProgram program, SimulationOptions options, String... watched) {
    this.program = program;
    simulation = new Simulation(program, options, new Ears());
    for (String relation : watched) simulation.watch(relation(relation));
  }

  /** Notes the events of watched relations, and every error. */
  private final class Ears implements RunListener {
    @Override
    public void observed(long timeNanos, int node, Observation what) {
      if (what.kind() == Observation.Kind.EVENT)
        heard.add(new Heard(timeNanos / (double) SECOND, node, what.tuple()));
    }

    @Override
    public void reported(int node, ErrorReport report) {
      errors.add("n" + node + ": " + report);
    }
  }

  /** An overlay of the library, compiled together with other sources. */
  static CompiledProgram compile(String overlay, Source... more) {
    var sources = new ArrayList<Source>(Overlays.find(overlay).orElseThrow());
    sources.addAll(List.of(more));
    var parsed = Parser.parse(sources, new ParseOptions(Map.of(), name -> Optional.empty(), false));
    var checked = Checker.check(parsed, CheckOptions.defaults());
    var checkedProgram =
        checked.program().orElseThrow(() -> new AssertionError(checked.diagnostics()));
    return Compiler.compile(Planner.plan(checkedProgram, PlanOptions.DEFAULT));
  }

  /** {@code n0}, {@code n1}, … */
  static List<String> addresses(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  Simulation simulation() {
    return simulation;
  }

  Relation relation(String name) {
    return program
        .plan()
        .program()
        .relation(name)
        .orElseThrow(() -> new AssertionError("no relation " + name));
  }

  Tuple tuple(String relation, Object... values) {
    return program.make(relation(relation).id(), values);
  }

  void until(double seconds) {
    simulation.runUntil(nanos(seconds));
  }

  double now() {
    return (simulation.nowNanos() - epochSeconds * SECOND) / (double) SECOND;
  }

  void inject(double atSeconds, int node, String relation, Object... values) {
    simulation.inject(nanos(atSeconds), node, tuple(relation, values));
  }

  /** Boots all nodes at a time of our days instead of 1970; times are then counted from there. */
  void bootInTheYear2026() {
    epochSeconds = YEAR_2026;
    for (int node = 0; node < count(); node++) simulation.bootAt(node, YEAR_2026 * SECOND);
  }

  /** The live rows of a table at a node. */
  List<Tuple> rows(int node, String relation) {
    var rows = new ArrayList<Tuple>();
    simulation.rows(node, relation(relation)).forEach(rows::add);
    return rows;
  }

  /** What was heard of a watched relation. */
  List<Heard> heard(String relation) {
    return heard.stream().filter(h -> h.tuple().relationName().equals(relation)).toList();
  }

  List<String> errors() {
    return errors;
  }

  int count() {
    return simulation.nodes().size();
  }

  boolean running(int node) {
    return simulation.running(node);
  }

  private long nanos(double seconds) {
    return Math.round(seconds * SECOND) + epochSeconds * SECOND;
  }
}
