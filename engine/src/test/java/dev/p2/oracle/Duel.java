package dev.p2.oracle;

import dev.p2.engine.Node;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.check.Checker;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parsed;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Values;
import dev.p2.oracle.programs.Scenario;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The reference evaluator and the engine, in several variants, on one scenario, step by step. All
 * are given the same inputs and the same messages; after each step everything that either has done,
 * and every row that it holds, is compared.
 */
final class Duel {
  /** So many rounds a step: endless loops are cheap to find, and both must give up. */
  static final int ROUNDS_MAX = 40;

  /**
   * So many derivations a step: no program here comes near it but by events that go on for ever.
   */
  static final long DERIVATIONS_MAX = 20_000;

  private static final int MESSAGES_MAX = 60;

  private static final Pattern NEGATIVE_ZERO = Pattern.compile("-0\\.0(?![0-9])");

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
   * @param variant which variant differs; of no use with another end
   * @param open how many variants have not come to the end, as the order of rules decided something
   */
  record Result(End end, String why, Optional<Variant> variant, int steps, int open) {}

  /** A message as the reference sent it, and as each contestant did. */
  private record UnderWay(
      Outcome.Sent reference, Map<Contestant, Message> engines, String source) {}

  private final Scenario scenario;
  private final Program program;
  private final List<Contestant> contestants = new ArrayList<>();
  private final Map<String, ReferenceNode> references = new LinkedHashMap<>();
  private final Queue<UnderWay> network = new ArrayDeque<>();
  private final Coverage coverage;
  private Optional<Contestant> underTest = Optional.empty();
  private int steps;
  private long now;

  private Duel(Scenario scenario, Program reference, List<Variant> variants, Coverage coverage) {
    this.scenario = scenario;
    this.coverage = coverage;
    this.program = reference;
    List<String> names = scenario.nodes();
    for (int i = 0; i < names.size(); i++) {
      references.put(
          names.get(i),
          new ReferenceNode(
              reference,
              names.get(i),
              names.getFirst(),
              i,
              names.size(),
              ROUNDS_MAX,
              DERIVATIONS_MAX));
    }
  }

  private void enter(Variant variant, Workshop workshop) {
    contestants.add(new Contestant(scenario, variant, workshop.compile(variant)));
  }

  /** The program of a text, or what is wrong with it. */
  static Checked check(String text) {
    return Checker.check(parse(text), CheckOptions.defaults());
  }

  static Parsed parse(String text) {
    return Parser.parse(List.of(new Source("random.olg", text)), ParseOptions.plain());
  }

  /** Runs the scenario on the reference, and its variants on the engine. */
  static Result fight(Scenario scenario, List<Variant> variants, Coverage coverage) {
    return fight(scenario, variants, coverage, new Workshop());
  }

  /** The same where the program may have been checked and compiled before. */
  static Result fight(
      Scenario scenario, List<Variant> variants, Coverage coverage, Workshop workshop) {
    Checked checked = workshop.check(scenario.program());
    if (checked.program().isEmpty()) {
      String why =
          checked.diagnostics().stream()
              .filter(d -> d.isError())
              .findFirst()
              .orElseThrow()
              .toString();
      return new Result(End.REFUSED, why, Optional.empty(), 0, 0);
    }
    var duel = new Duel(scenario, checked.program().get(), variants, coverage);
    try {
      for (Variant v : variants) {
        duel.underTest = Optional.empty();
        duel.enter(v, workshop);
      }
      coverage.program(scenario.program(), duel.program);
      duel.run();
      return duel.result(End.AGREED, "");
    } catch (LeftOpen e) {
      return duel.result(End.OPEN, String.valueOf(e.getMessage()));
    } catch (Difference e) {
      return duel.result(End.DIFFERENT, String.valueOf(e.getMessage()));
    } catch (EvalException e) {
      return duel.result(End.REFUSED, "an input does not fit: " + e.getMessage());
    } catch (RuntimeException | LinkageError | AssertionError e) {
      var trace = new StringBuilder();
      for (StackTraceElement at : Stream.of(e.getStackTrace()).limit(12).toList())
        trace.append("\n    at ").append(at);
      return duel.result(End.DIFFERENT, "crash: " + e + trace);
    }
  }

  private Result result(End end, String why) {
    int open = (int) contestants.stream().filter(c -> c.out).count();
    return new Result(end, why, underTest.map(c -> c.variant), steps, open);
  }

  private static final class Difference extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Difference(String what) {
      super(what);
    }
  }

  private void run() {
    for (String name : scenario.nodes()) boot(name);
    for (String name : List.copyOf(references.keySet()))
      both(name, "start", c -> c.node(name).start(0), r -> r.start(0));
    deliver();
    for (Scenario.Input input : scenario.inputs()) {
      now = input.nanos();
      input(input);
      deliver();
    }
  }

  /** A node that fails to boot does not start, and nothing is asked of it (7.7). */
  private void boot(String name) {
    ReferenceNode oracle = references.get(name);
    Map<Contestant, Boolean> well = new LinkedHashMap<>();
    Outcome outcome = oracle.boot(0);
    for (Contestant c : playing()) {
      underTest = Optional.of(c);
      well.put(c, c.node(name).boot(0));
    }
    if (outcome.undone) references.remove(name);
    compare(name, "boot", well, outcome);
    if (!outcome.undone) followUps(name, "boot", oracle);
  }

  private void input(Scenario.Input input) {
    String what = "input " + input;
    String at = input.node();
    if (!references.containsKey(at)) return;
    if (input.relation().isEmpty()) {
      both(at, what, c -> c.node(at).wake(now), r -> r.wake(now));
    } else if (input.relation().equals("periodic")) {
      fire(input, what);
    } else {
      Optional<Relation> relation = program.relation(input.relation());
      if (relation.isEmpty() || relation.get().arity() != input.values().size()) return;
      Tuple typed = contestants.getFirst().tuple(input.relation(), input.values());
      Fact fact = fact(relation.get(), typed);
      both(
          at,
          what,
          c -> c.node(at).inject(c.tuple(input.relation(), input.values()), now),
          r -> r.inject(fact, now));
    }
  }

  private void fire(Scenario.Input input, String what) {
    int timer = ((Long) input.values().getFirst()).intValue();
    List<CheckedRule> rules = program.rules().stream().filter(r -> r.timer().isPresent()).toList();
    if (timer >= rules.size()) return;
    CheckedRule rule = rules.get(timer);
    Relation periodic = rule.event().orElseThrow().relation();
    var values = new ArrayList<Object>();
    values.add(input.node());
    while (values.size() < periodic.arity())
      values.add(null); // the number is random, and the rest joins with nothing
    Fact event = Fact.of(periodic, values);
    both(
        input.node(),
        what,
        c -> {
          Node node = c.node(input.node());
          int id =
              node.timers().stream()
                  .filter(t -> t.rule().equals(rule.label()))
                  .findFirst()
                  .orElseThrow()
                  .id();
          return node.fire(id, now);
        },
        r -> r.fire(rule, event, now));
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
      String to = next.reference.destination();
      if (!references.containsKey(to)) continue;
      both(
          to,
          "message " + text(next.reference),
          c -> c.node(to).receive(next.engines.get(c), next.source, now),
          r -> r.receive(next.reference, next.source, now));
    }
  }

  private List<Contestant> playing() {
    return contestants.stream().filter(c -> !c.out).toList();
  }

  /** Runs a step, and those of the system's rows after it, on both sides. */
  private void both(
      String name,
      String what,
      Function<Contestant, Boolean> engine,
      Function<ReferenceNode, Outcome> reference) {
    ReferenceNode oracle = references.get(name);
    underTest = Optional.empty();
    Outcome outcome = reference.apply(oracle);
    Map<Contestant, Boolean> well = new LinkedHashMap<>();
    for (Contestant c : playing()) {
      underTest = Optional.of(c);
      if (steps % 3 == 2) c.move(name);
      well.put(c, engine.apply(c));
    }
    compare(name, what, well, outcome);
    followUps(name, what, oracle);
  }

  private void followUps(String name, String what, ReferenceNode oracle) {
    for (int i = 0; i < 20; i++) {
      underTest = Optional.empty();
      Optional<Outcome> more = oracle.followUp(now);
      Map<Contestant, Boolean> fine = new LinkedHashMap<>();
      for (Contestant c : playing()) {
        underTest = Optional.of(c);
        boolean any = c.node(name).followUp(now);
        if (any != more.isPresent())
          throw different(
              name, what, "a step of sysError or sysConflict rows", more.isPresent(), any);
        fine.put(c, any && !more.orElseThrow().undone);
      }
      if (more.isEmpty()) return;
      compare(name, "follow-up of " + what, fine, more.get());
    }
    throw new LeftOpen("steps of sysConflict rows that make conflicts");
  }

  private void compare(String name, String what, Map<Contestant, Boolean> well, Outcome outcome) {
    steps++;
    coverage.step(outcome);
    List<Outcome.Sent> sent = sorted(outcome.messages, this::text);
    List<Map<Contestant, Message>> engineSent = new ArrayList<>();
    for (Outcome.Sent _ : sent) engineSent.add(new LinkedHashMap<>());
    for (Contestant c : playing()) {
      underTest = Optional.of(c);
      if (c.variant.reordered() && outcome.conflicts) {
        c.out = true; // the order of rules decides a conflict
        continue;
      }
      compare(name, what, c, well.get(c), outcome);
      List<Message> messages = sorted(c.messages, m -> text(c, m));
      for (int i = 0; i < sent.size(); i++) engineSent.get(i).put(c, messages.get(i));
      c.clear();
    }
    for (int i = 0; i < sent.size(); i++)
      network.add(new UnderWay(sent.get(i), engineSent.get(i), name));
  }

  private void compare(String name, String what, Contestant c, boolean well, Outcome outcome) {
    if (well == outcome.undone)
      throw different(name, what, "whether the step goes well", !outcome.undone, well);
    same(
        name,
        what,
        "events",
        outcome.events.stream().filter(f -> !f.relation.system()).map(Fact::toString),
        c.events.stream());
    boolean exact = !c.variant.reordered();
    same(
        name,
        what,
        "errors",
        outcome.failures.stream().map(f -> text(f, exact)),
        c.reports.stream().map(r -> text(r, exact)));
    same(
        name,
        what,
        "messages",
        outcome.messages.stream().map(this::text),
        c.messages.stream().map(m -> text(c, m)));
    ReferenceNode oracle = references.get(name);
    for (Relation relation : oracle == null ? List.<Relation>of() : program.relations()) {
      if (!relation.isTable()
          || relation.name().equals("sysError")
          || (relation.system() && !relation.name().equals("sysConflict"))) continue;
      same(
          name,
          what,
          "rows of " + relation.name(),
          oracle.liveRows(relation, now).stream().map(Fact::toString),
          c.rows(name, relation, now).map(Tuple::toString));
    }
    same(
        name,
        what,
        "changes",
        outcome.changes.stream().filter(this::compared),
        c.changes.stream().filter(this::compared));
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

  private void same(
      String name, String what, String kind, Stream<String> expected, Stream<String> actual) {
    List<String> a = expected.map(Duel::unsigned).sorted().toList();
    List<String> b = actual.map(Duel::unsigned).sorted().toList();
    if (!a.equals(b)) throw different(name, what, kind, a, b);
  }

  /** Of the two zeros, which are equal (3.2), any derivation may bring either. */
  private static String unsigned(String text) {
    return NEGATIVE_ZERO.matcher(text).replaceAll("0.0");
  }

  private Difference different(
      String name, String what, String kind, Object expected, Object actual) {
    return new Difference(
        kind
            + " at "
            + name
            + " in step "
            + steps
            + underTest.map(c -> " (" + c.variant.name() + ")").orElse("")
            + ", "
            + what
            + "\n  reference: "
            + expected
            + "\n  engine:    "
            + actual);
  }

  private static <T> List<T> sorted(List<T> all, Function<T, String> by) {
    return all.stream().sorted(Comparator.comparing(by.andThen(Duel::unsigned))).toList();
  }

  private String text(Outcome.Failure f, boolean exact) {
    return code(f.code(), exact)
        + " in "
        + f.rule()
        + (ofView(f.rule())
            ? ""
            : ", "
                + f.event()
                    .filter(t -> !t.relation.system())
                    .map(t -> told(f.code(), f.rule(), t.relation, t::get, t.toString()))
                    .orElse(""));
  }

  private String text(ErrorReport r, boolean exact) {
    boolean shows = !ofView(r.rule()) && !r.code().equals("P2-R10");
    String tuple =
        r.tuple()
            .filter(t -> !relation(t).system())
            .map(t -> told(r.code(), r.rule(), relation(t), t::get, t.toString()))
            .orElse("");
    return code(r.code(), exact)
        + " in "
        + r.rule()
        + (ofView(r.rule()) ? "" : ", " + (shows ? tuple : ""));
  }

  private Relation relation(Tuple tuple) {
    return program.relation(tuple.relationName()).orElseThrow();
  }

  /**
   * An error's tuple: of a location that is no address (P2-R08) the head, which may be a delete's.
   */
  private String told(
      String code, String label, Relation relation, Function<Integer, Object> column, String all) {
    boolean deletes =
        code.equals("P2-R08")
            && program.rules().stream()
                .anyMatch(rule -> rule.label().equals(label) && rule.head().delete());
    return asked(deletes ? "DELETE" : "", relation, column, all);
  }

  /** Of several errors the first in the text is told. */
  private static String code(String code, boolean exact) {
    return exact || code.equals("P2-R10") ? code : "error";
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

  private String text(Contestant c, Message m) {
    Tuple t = m.tuple();
    String rule = m.rule() < 0 ? "" : c.compiled.plan().program().rules().get(m.rule()).label();
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
}
