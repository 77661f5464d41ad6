package dev.p2.compile;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Host;
import dev.p2.engine.Node;
import dev.p2.engine.StepPool;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.Observation;
import dev.p2.engine.host.Timer;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.check.Checker;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.Id;
import dev.p2.plan.Plan;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A program's text, compiled and run at one node called {@code a}: what goes in and what comes out,
 * as text.
 */
final class Run implements Host {
  private final CompiledProgram program;
  private final StepPool steps = new StepPool();
  private final Node node;
  private final List<String> out = new ArrayList<>();
  private final List<String> frames = new ArrayList<>();
  private long now = 1_000_000_000L;

  private Run(CompiledProgram program) {
    this.program = program;
    this.node =
        new Node(program, new NodeConfig("a", Id.of(10), "a", 0, 1, 1, 1_000, 100_000), this);
    for (Relation relation : program.plan().program().relations()) {
      if (!relation.system()) node.watch(relation.id());
    }
  }

  /** Boots a node. */
  static Run of(PlanOptions options, String... lines) {
    Source source = new Source("test.olg", String.join("\n", lines) + "\n");
    return boot(Verified.compile(plan(List.of(source), Map.of(), options)));
  }

  static Run boot(CompiledProgram program) {
    Run run = new Run(program);
    if (!run.node.boot(run.now)) run.out.add("boot failed");
    return run;
  }

  static Plan plan(List<Source> sources, Map<String, String> defines, PlanOptions options) {
    Checked checked =
        Checker.check(
            Parser.parse(sources, new ParseOptions(defines, _ -> Optional.empty(), false)),
            CheckOptions.defaults());
    return Planner.plan(
        checked.program().orElseThrow(() -> new AssertionError(checked.diagnostics().toString())),
        options);
  }

  /** What happened since the last call: observations, sends and errors, one line each. */
  List<String> out() {
    List<String> since = List.copyOf(out);
    out.clear();
    return since;
  }

  /** Injects a tuple; the first value is the location. Forgets what happened before. */
  Run inject(String relation, Object... values) {
    out.clear();
    now += 1_000_000_000L;
    Relation target = program.plan().program().relation(relation).orElseThrow();
    node.inject(program.make(target.id(), Arrays.stream(values).map(Run::value).toArray()), now);
    return this;
  }

  private static Object value(Object value) {
    return value instanceof Integer i ? (Object) (long) i : value;
  }

  /** The rows of a table, sorted. */
  List<String> rows(String relation) {
    List<String> rows = new ArrayList<>();
    Relation target = program.plan().program().relation(relation).orElseThrow();
    for (Tuple tuple : node.rows(target.id(), now)) rows.add(tuple.toString());
    rows.sort(null);
    return rows;
  }

  List<Timer> timers() {
    return node.timers();
  }

  /** The strands that called {@code f_trace}, as a stack trace shows them. */
  List<String> frames() {
    return frames;
  }

  /** The events and changes of one relation since the last input. */
  List<String> seen(String relation) {
    return out().stream().filter(line -> line.contains(" " + relation + "(")).toList();
  }

  @Override
  public StepPool steps() {
    return steps;
  }

  @Override
  public void send(Node from, Message message) {
    out.add("send " + message.tuple() + " to " + message.destination());
  }

  @Override
  public void observe(Node at, Observation what) {
    if (what.kind() == Observation.Kind.SEND) return;
    out.add(what.kind().name().toLowerCase(Locale.ROOT) + " " + what.tuple());
  }

  @Override
  public void report(Node at, ErrorReport report) {
    out.add("error " + report.code() + " in " + report.rule());
  }

  @Override
  public Object callExtern(String name, Object[] arguments) {
    if (name.equals("f_trace")) {
      for (StackTraceElement frame : new Throwable().getStackTrace()) {
        if (frame.toString().startsWith("olg//") && !frame.getMethodName().startsWith("run")) {
          frames.add(frame.toString());
        }
      }
      return 1L;
    }
    if (name.equals("f_boom")) throw new IllegalStateException("boom");
    return (long) arguments.length;
  }
}
