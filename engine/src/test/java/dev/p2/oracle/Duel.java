package dev.p2.oracle;

import dev.p2.compile.Compiler;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.ErrorReport;
import dev.p2.engine.Host;
import dev.p2.engine.Message;
import dev.p2.engine.Moved;
import dev.p2.engine.Node;
import dev.p2.engine.NodeConfig;
import dev.p2.engine.Observation;
import dev.p2.engine.Tuple;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.check.CheckedRule;
import dev.p2.lang.check.Checker;
import dev.p2.lang.check.Program;
import dev.p2.lang.check.Relation;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.EvalException;
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
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The engine and the reference evaluator on one scenario, step by step. Both nodes of a name are
 * given the same inputs and the same messages; after each step everything that either has done, and
 * every row that it holds, is compared.
 */
final class Duel implements Host {
  /** So many rounds a step: endless loops are cheap to find, and both must give up. */
  static final int ROUNDS_MAX = 40;

  private static final int MESSAGES_MAX = 60;

  /** How a duel ended. */
  enum End {
    AGREED,
    /** The program has errors, so there was none. */
    REFUSED,
    /** From some step on the definition leaves the result open. */
    OPEN,
    DIFFERENT
  }

  /**
   * @param why what differs, what is open, or why the program was refused
   */
  record Result(End end, String why, int steps) {}

  private record UnderWay(Message engine, Outcome.Sent reference, String source) {}

  private final Scenario scenario;
  private final Program program;
  private final CompiledProgram compiled;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, ReferenceNode> references = new LinkedHashMap<>();
  private final Queue<UnderWay> network = new ArrayDeque<>();
  private final List<String> events = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private final List<ErrorReport> reports = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();

  /**
   * Whether rules or terms stand in another order than the reference has them: which of several
   * errors comes first is not compared.
   */
  private final boolean reordered;

  private final Coverage coverage;
  private int steps;
  private long now;

  private Duel(
      Scenario scenario,
      Program reference,
      Program program,
      PlanOptions options,
      boolean reordered,
      Coverage coverage) {
    this.scenario = scenario;
    this.coverage = coverage;
    this.program = reference;
    this.reordered = reordered;
    compiled = Compiler.compile(Planner.plan(program, options));
    List<String> names = scenario.nodes();
    for (int i = 0; i < names.size(); i++) {
      var config =
          new NodeConfig(
              names.get(i), Id.of(i), names.getFirst(), i, names.size(), 1, ROUNDS_MAX, 1_000_000);
      Node node = new Node(compiled, config, this);
      for (Relation r : program.relations()) if (!r.system()) node.watch(r.id());
      nodes.put(names.get(i), node);
      references.put(
          names.get(i),
          new ReferenceNode(
              reference, names.get(i), names.getFirst(), i, names.size(), ROUNDS_MAX));
    }
  }

  static Optional<Program> check(String text) {
    Checked checked =
        Checker.check(
            Parser.parse(List.of(new Source("random.olg", text)), ParseOptions.plain()),
            CheckOptions.defaults());
    return checked.program();
  }

  /**
   * The reference runs the scenario's program, the engine the same with its text in another order.
   */
  static Result fight(
      Scenario scenario, String engineText, PlanOptions options, Coverage coverage) {
    Checked checked =
        Checker.check(
            Parser.parse(
                List.of(new Source("random.olg", scenario.program())), ParseOptions.plain()),
            CheckOptions.defaults());
    if (checked.program().isEmpty()) {
      return new Result(
          End.REFUSED,
          checked.diagnostics().stream()
              .filter(d -> d.isError())
              .findFirst()
              .orElseThrow()
              .toString(),
          0);
    }
    boolean reordered = !engineText.equals(scenario.program());
    Program reference = checked.program().get();
    Program engine = reordered ? check(engineText).orElseThrow() : reference;
    Duel duel = null;
    try {
      duel = new Duel(scenario, reference, engine, options, reordered, coverage);
      coverage.program(reference);
      duel.run();
      return new Result(End.AGREED, "", duel.steps);
    } catch (LeftOpen e) {
      return new Result(End.OPEN, String.valueOf(e.getMessage()), duel == null ? 0 : duel.steps);
    } catch (Difference e) {
      return new Result(
          End.DIFFERENT, String.valueOf(e.getMessage()), duel == null ? 0 : duel.steps);
    } catch (EvalException e) {
      return new Result(End.REFUSED, "an input does not fit: " + e.getMessage(), 0);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      var trace = new StringBuilder();
      for (StackTraceElement at : Stream.of(e.getStackTrace()).limit(12).toList())
        trace.append("\n    at ").append(at);
      return new Result(End.DIFFERENT, "crash: " + e + trace, duel == null ? 0 : duel.steps);
    }
  }

  private static final class Difference extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Difference(String what) {
      super(what);
    }
  }

  private void run() {
    for (String name : scenario.nodes()) {
      both(name, "boot", n -> n.boot(0), r -> r.boot(0));
    }
    for (String name : scenario.nodes()) both(name, "start", n -> n.start(0), r -> r.start(0));
    deliver();
    for (Scenario.Input input : scenario.inputs()) {
      now = input.nanos();
      input(input);
      deliver();
    }
  }

  private void input(Scenario.Input input) {
    String what = "input " + input;
    if (input.relation().isEmpty()) {
      both(input.node(), what, n -> n.wake(now), r -> r.wake(now));
    } else if (input.relation().equals("periodic")) {
      int timer = ((Long) input.values().getFirst()).intValue();
      List<CheckedRule> rules =
          program.rules().stream().filter(r -> r.timer().isPresent()).toList();
      if (timer >= rules.size()) return;
      CheckedRule rule = rules.get(timer);
      String label = rule.label();
      int engineTimer =
          nodes.get(input.node()).timers().stream()
              .filter(t -> t.rule().equals(label))
              .findFirst()
              .orElseThrow()
              .id();
      Relation periodic = rule.event().orElseThrow().relation();
      var values = new ArrayList<Object>();
      values.add(input.node());
      while (values.size() < periodic.arity())
        values.add(null); // the number is random, and the rest joins with nothing
      both(
          input.node(),
          what,
          n -> n.fire(engineTimer, now),
          r -> r.fire(rule, Fact.of(periodic, values), now));
    } else {
      Optional<Relation> relation = program.relation(input.relation());
      if (relation.isEmpty() || relation.get().arity() != input.values().size()) return;
      Tuple tuple = compiled.make(engineRelation(relation.get()).id(), input.values().toArray());
      Fact fact = fact(relation.get(), tuple);
      both(input.node(), what, n -> n.inject(tuple, now), r -> r.inject(fact, now));
    }
  }

  private Relation engineRelation(Relation relation) {
    return compiled.plan().program().relation(relation.name()).orElseThrow();
  }

  private static Fact fact(Relation relation, Tuple tuple) {
    var values = new ArrayList<Object>();
    for (int i = 0; i < tuple.arity(); i++) values.add(tuple.get(i));
    return Fact.of(relation, values);
  }

  private void deliver() {
    for (int i = 0; !network.isEmpty(); i++) {
      if (i == MESSAGES_MAX) {
        network.clear();
        return;
      }
      UnderWay next = network.remove();
      String to = next.engine.destination();
      if (!nodes.containsKey(to)) continue;
      both(
          to,
          "message " + text(next.reference),
          n -> n.receive(next.engine, next.source, now),
          r -> r.receive(next.reference, next.source, now));
    }
  }

  /** Runs a step, and those of the system's rows after it, on both sides. */
  private void both(
      String name,
      String what,
      Function<Node, Boolean> engine,
      Function<ReferenceNode, Outcome> reference) {
    // Now and then the engine goes on with a node made from the state of the one before.
    if (steps % 3 == 2) nodes.computeIfPresent(name, (_, last) -> Moved.copy(last, this));
    Node node = nodes.get(name);
    ReferenceNode oracle = references.get(name);
    Outcome outcome = reference.apply(oracle);
    boolean well = engine.apply(node);
    compare(name, what, well, outcome);
    for (int i = 0; i < 20; i++) {
      Optional<Outcome> more = oracle.followUp(now);
      boolean any = node.followUp(now);
      if (any != more.isPresent())
        throw different(
            name, what, "a step of sysError or sysConflict rows", more.isPresent(), any);
      if (!any) return;
      compare(name, "follow-up of " + what, !more.get().undone, more.get());
    }
    throw new LeftOpen("steps of sysConflict rows that make conflicts");
  }

  private void compare(String name, String what, boolean well, Outcome outcome) {
    steps++;
    coverage.step(outcome);
    if (reordered && outcome.conflicts) throw new LeftOpen("the order of rules decides a conflict");
    if (well == outcome.undone)
      throw different(name, what, "whether the step goes well", !outcome.undone, well);
    same(
        name,
        what,
        "events",
        outcome.events.stream().filter(f -> !f.relation.system()).map(Fact::toString),
        events.stream());
    same(
        name,
        what,
        "errors",
        outcome.failures.stream().map(this::text),
        reports.stream().map(this::text));
    List<Outcome.Sent> sent = sorted(outcome.messages, this::text);
    List<Message> engineSent = sorted(messages, this::text);
    same(
        name, what, "messages", sent.stream().map(this::text), engineSent.stream().map(this::text));
    for (Relation relation : program.relations()) {
      if (!relation.isTable()
          || relation.name().equals("sysError")
          || (relation.system() && !relation.name().equals("sysConflict"))) continue;
      same(
          name,
          what,
          "rows of " + relation.name(),
          references.get(name).liveRows(relation, now).stream().map(Fact::toString),
          rows(name, relation).map(Tuple::toString));
    }
    same(
        name,
        what,
        "changes",
        outcome.changes.stream().filter(this::compared),
        changes.stream().filter(this::compared));
    for (int i = 0; i < sent.size(); i++)
      network.add(new UnderWay(engineSent.get(i), sent.get(i), name));
    events.clear();
    reports.clear();
    messages.clear();
    changes.clear();
  }

  /**
   * Changes of recursive views are told when the component has settled, and those of system tables
   * are not watched.
   */
  private boolean compared(String change) {
    String name = change.substring(change.indexOf(' ') + 1, change.indexOf('('));
    Optional<Relation> relation = program.relation(name);
    if (relation.isEmpty() || relation.get().system()) return false;
    return program.rules().stream()
        .noneMatch(r -> r.component() >= 0 && r.head().relation() == relation.get());
  }

  private Stream<Tuple> rows(String name, Relation relation) {
    var rows = new ArrayList<Tuple>();
    nodes.get(name).rows(engineRelation(relation).id(), now).forEach(rows::add);
    return rows.stream();
  }

  private void same(
      String name, String what, String kind, Stream<String> expected, Stream<String> actual) {
    List<String> a = expected.sorted().toList();
    List<String> b = actual.sorted().toList();
    if (!a.equals(b)) throw different(name, what, kind, a, b);
  }

  private Difference different(
      String name, String what, String kind, Object expected, Object actual) {
    return new Difference(
        kind
            + " at "
            + name
            + " in step "
            + steps
            + ", "
            + what
            + "\n  reference: "
            + expected
            + "\n  engine:    "
            + actual);
  }

  private static <T> List<T> sorted(List<T> all, Function<T, String> by) {
    return all.stream().sorted((a, b) -> by.apply(a).compareTo(by.apply(b))).toList();
  }

  private String text(Outcome.Failure f) {
    return code(f.code())
        + " in "
        + f.rule()
        + (ofView(f.rule())
            ? ""
            : ", " + f.event().filter(t -> !t.relation.system()).map(Fact::toString).orElse(""));
  }

  private String text(ErrorReport r) {
    boolean shows = !ofView(r.rule()) && !r.code().equals("P2-R10");
    String tuple =
        r.tuple()
            .filter(t -> !program.relation(t.relationName()).orElseThrow().system())
            .map(Tuple::toString)
            .orElse("");
    return code(r.code())
        + " in "
        + r.rule()
        + (ofView(r.rule()) ? "" : ", " + (shows ? tuple : ""));
  }

  private String code(String code) {
    return reordered && !code.equals("P2-R10") ? "error" : code;
  }

  /** Which tuple a view's error names is the plan's choice. */
  private boolean ofView(String label) {
    return program.rules().stream().anyMatch(r -> r.label().equals(label) && r.isView());
  }

  private String text(Outcome.Sent s) {
    return s.kind()
        + " to "
        + s.destination()
        + ": "
        + asked(s.kind(), s.fact().relation, s.fact()::get, s.fact().toString())
        + " by "
        + s.rule();
  }

  private String text(Message m) {
    Tuple t = m.tuple();
    String rule = m.rule() < 0 ? "" : compiled.plan().program().rules().get(m.rule()).label();
    Relation relation = program.relation(t.relationName()).orElseThrow();
    return m.kind()
        + " to "
        + m.destination()
        + ": "
        + asked(m.kind().name(), relation, t::get, t.toString())
        + " by "
        + rule;
  }

  /** Of a delete only the key means something. */
  private static String asked(
      String kind, Relation relation, Function<Integer, Object> column, String all) {
    if (!kind.equals("DELETE")) return all;
    return relation.name()
        + relation.table().orElseThrow().keys().stream()
            .map(k -> Values.sourceText(column.apply(k)))
            .toList();
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
    throw new IllegalStateException("no " + name + " here");
  }
}
