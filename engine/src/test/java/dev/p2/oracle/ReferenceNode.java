package dev.p2.oracle;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Time;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A node as section 9 describes it, one step at a time. */
final class ReferenceNode {
  final Program program;
  final String address;
  final String landmark;
  final long index;
  final long count;

  /** So many rows a step are looked at: nested loops over thousands of rows take minutes. */
  private static final int VISITS_MAX = 300_000;

  final int roundsMax;
  final long derivationsMax;
  private int visits;

  /** 9.1: never less than in the step before. */
  long now = Long.MIN_VALUE;

  /** The rows of each table (7). */
  Map<Relation, List<Row>> tables = new LinkedHashMap<>();

  /**
   * For each view and {@code #kind} rule the net changes that it has not seen (9.3); empty between
   * steps.
   */
  final Map<CheckedRule, List<Delta>> pending = new LinkedHashMap<>();

  /** What each group of an aggregate view was when it was last evaluated (6.2). */
  Map<CheckedRule, Map<Object, List<Fact>>> groups = new HashMap<>();

  /** How many rows each of them could not make then. */
  Map<CheckedRule, Map<Object, Integer>> failing = new HashMap<>();

  private final Map<List<String>, Long> newConflicts = new LinkedHashMap<>();
  private final List<Outcome.Failure> newFailures = new ArrayList<>();
  private long sequence;
  long arrivals;
  long commits;

  ReferenceNode(
      Program program,
      String address,
      String landmark,
      long index,
      long count,
      int roundsMax,
      long derivationsMax) {
    this.program = program;
    this.address = address;
    this.landmark = landmark;
    this.index = index;
    this.count = count;
    this.roundsMax = roundsMax;
    this.derivationsMax = derivationsMax;
    for (Relation r : program.relations()) if (r.isTable()) tables.put(r, new ArrayList<>());
    for (CheckedRule rule : program.rules())
      if (readers(rule)) pending.put(rule, new ArrayList<>());
  }

  private static boolean readers(CheckedRule rule) {
    return rule.isView() || rule.event().orElseThrow().modifier() != BodyTerm.Modifier.NONE;
  }

  List<Row> rows(Relation relation) {
    return tables.get(relation);
  }

  /** 7.3: the rows that are live at a time. */
  List<Fact> liveRows(Relation relation, long at) {
    return rows(relation).stream().filter(r -> !expired(r, at)).map(r -> r.fact).toList();
  }

  static boolean expired(Row row, long now) {
    var spec = row.fact.relation.table().orElseThrow();
    return spec.soft() && now - row.time > spec.lifetimeNanos();
  }

  /** 7.7: the boot step. */
  Outcome boot(long time) {
    return run(time, true, true, step -> step.installFacts(program.facts()));
  }

  /** 7.7: the step of {@code sysStart}. */
  Outcome start(long time) {
    return run(
        time,
        false,
        true,
        s ->
            s.arrive(
                Fact.of(
                    program.relation("sysStart").orElseThrow(), List.of(address, new Time(now)))));
  }

  /** 9.1: an event or a row from the host. */
  Outcome inject(Fact fact, long time) {
    return run(time, false, true, s -> s.request("DELIVER", fact, address));
  }

  /** A message from another node, or from this one. */
  Outcome receive(Outcome.Sent message, String source, long time) {
    return run(time, false, true, s -> s.request(message.kind(), message.fact(), source));
  }

  /** A step without event. */
  Outcome wake(long time) {
    return run(time, false, true, s -> {});
  }

  /** 7.8: one firing of the timer of a rule. */
  Outcome fire(CheckedRule rule, Fact event, long time) {
    return run(time, false, true, s -> s.arriveFor(rule, event));
  }

  /**
   * 11.2: the rows of {@code sysError}, then of {@code sysConflict}, that the last step made run in
   * a step of their own.
   */
  Optional<Outcome> followUp(long time) {
    var rows = new ArrayList<Fact>();
    if (!newFailures.isEmpty()) {
      for (Outcome.Failure f : newFailures) rows.add(errorRow(f));
      newFailures.clear();
    } else if (!newConflicts.isEmpty()) {
      newConflicts.forEach((conflict, n) -> rows.add(conflictRow(conflict, n)));
      newConflicts.clear();
    } else {
      return Optional.empty();
    }
    return Optional.of(
        run(time, false, false, s -> rows.forEach(row -> s.request("DELIVER", row, address))));
  }

  private Fact errorRow(Outcome.Failure f) {
    Relation relation = program.relation("sysError").orElseThrow();
    long line =
        program.rules().stream()
            .filter(r -> r.label().equals(f.rule()))
            .mapToLong(r -> r.span().line())
            .findFirst()
            .orElse(0);
    var values =
        new ArrayList<Object>(
            List.of(address, ++sequence, new Time(now), f.code(), f.rule(), line, "message"));
    values.add(f.event().orElse(null));
    return Fact.of(relation, values);
  }

  private Fact conflictRow(List<String> conflict, long more) {
    Relation relation = program.relation("sysConflict").orElseThrow();
    long before = 0;
    for (Row row : rows(relation)) {
      if (row.fact.values().subList(1, 4).equals(conflict)) before = (Long) row.fact.get(4);
    }
    return Fact.of(
        relation,
        List.of(address, conflict.get(0), conflict.get(1), conflict.get(2), before + more));
  }

  /** A join looks at a row. */
  void visit() {
    if (++visits > VISITS_MAX) throw new LeftOpen("a step that is too large for the evaluator");
  }

  /** 9.1: a step is a transaction. */
  private Outcome run(long time, boolean boot, boolean makesRows, Consumer<ReferenceStep> cause) {
    Map<Relation, List<Row>> savedTables = new LinkedHashMap<>();
    Map<Row, Row> savedRows = new IdentityHashMap<>();
    tables.forEach((r, rows) -> savedTables.put(r, new ArrayList<>(rows)));
    tables.values().forEach(rows -> rows.forEach(row -> savedRows.put(row, row.copy())));
    Map<CheckedRule, Map<Object, List<Fact>>> savedGroups = new HashMap<>();
    groups.forEach((r, g) -> savedGroups.put(r, new LinkedHashMap<>(g)));
    Map<CheckedRule, Map<Object, Integer>> savedFailing = new HashMap<>();
    failing.forEach((r, f) -> savedFailing.put(r, new HashMap<>(f)));
    now = Math.max(now, time);
    visits = 0;
    var step = new ReferenceStep(this, boot);
    try {
      step.run(cause);
    } catch (ReferenceStep.OverBudget e) {
      tables = savedTables; // the same rows, as derivations of them are held by identity
      savedRows.forEach(Row::restore);
      groups = savedGroups;
      failing = savedFailing;
      pending.values().forEach(List::clear);
      Outcome undone = new Outcome();
      undone.undone = true;
      undone.failures.add(new Outcome.Failure("P2-R10", "", Optional.empty()));
      if (makesRows) newFailures.addAll(undone.failures);
      return undone;
    }
    if (makesRows) {
      newFailures.addAll(step.outcome.failures);
      step.conflicts.forEach((conflict, n) -> newConflicts.merge(conflict, n, Long::sum));
    }
    return step.outcome;
  }
}
