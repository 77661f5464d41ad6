package dev.p2.engine;

import dev.p2.engine.AggregateLayout.Key;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message.Kind;
import dev.p2.engine.tuple.Tuple;
import dev.p2.plan.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Aggregate views: collects the groups that changes touch, evaluates each once from the tables as
 * they are, and turns the difference from what the group had before into supports or events
 * (overlog.md 6.2).
 */
final class Groups {
  /**
   * What a group had when it was last evaluated.
   *
   * @param errors the matches that failed, by {@link Views#matchPrint}, and {@link #RESULT} for
   *     each row that could not be made of the others: reported once, when they are new
   */
  record State(List<Tuple> rows, List<Long> errors) {
    static final State NONE = new State(List.of(), List.of());

    boolean isNothing() {
      return rows.isEmpty() && errors.isEmpty();
    }
  }

  /** Stands for no match, but for a row that all of them make. */
  static final long RESULT = 0x9E37_79B9_7F4A_7C15L;

  private record Failure(long match, ErrorReport report) {}

  private final Step step;

  /** Groups to evaluate, and whether a match came or was refreshed. */
  private final Map<Key, Boolean> touched = new LinkedHashMap<>();

  private final List<Tuple> results = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private Tuple emptyValue;

  Groups(Step step) {
    this.step = step;
  }

  void touch(StrandLayout strand, Tuple group) {
    AggregateLayout rule = step.layout.aggregates[strand.rule];
    if (rule.sendsBy(strand.locationColumn) && group.get(strand.locationColumn) == null) {
      step.journal.nullLocation(strand.rule); // a group of nobody (9.5)
      return;
    }
    touched.merge(
        new Key(rule, group), step.views.mode() != Views.Mode.WITHDRAW, Boolean::logicalOr);
  }

  void row(Tuple head) {
    results.add(head);
  }

  void empty(Tuple head) {
    emptyValue = head;
  }

  void failure(long match, ErrorReport report) {
    failures.add(new Failure(match, report));
  }

  /**
   * The lowest stratum of the groups to evaluate: before a round those that the boot step has
   * named.
   */
  int lowestStratum() {
    int lowest = Integer.MAX_VALUE;
    if (touched.isEmpty()) return lowest;
    for (Key key : touched.keySet()) lowest = Math.min(lowest, key.rule().stratum());
    return lowest;
  }

  /** Evaluates the groups of that stratum that were touched. */
  void evaluate(int stratum) {
    if (touched.isEmpty()) return;
    var now = new ArrayList<Map.Entry<Key, Boolean>>();
    for (var entry : touched.entrySet()) {
      if (entry.getKey().rule().stratum() == stratum)
        now.add(Map.entry(entry.getKey(), entry.getValue()));
    }
    for (var entry : now) {
      touched.remove(entry.getKey());
      evaluate(entry.getKey(), entry.getValue());
    }
  }

  private void evaluate(Key key, boolean derives) {
    AggregateLayout rule = key.rule();
    results.clear();
    failures.clear();
    emptyValue = null;
    step.views.runIn(Views.Mode.GROUP, rule.strand(), key.group);
    GroupStates states = step.node.groupStates();
    State had = states.get(key);
    List<Tuple> has = rule.emits() ? emitted(rule, had) : stored(rule, had, derives);
    State state =
        has.isEmpty() && failures.isEmpty()
            ? State.NONE
            : new State(List.copyOf(has), reported(had.errors));
    keep(states, key, had, state);
  }

  /** Reports the matches that failed and are new; all that failed. */
  private List<Long> reported(List<Long> before) {
    if (failures.isEmpty()) return List.of();
    var known = new ArrayList<>(before);
    var failed = new ArrayList<Long>();
    for (Failure failure : failures) {
      failed.add(failure.match);
      if (!known.remove((Long) failure.match)) step.journal.error(failure.report);
    }
    return List.copyOf(failed);
  }

  private void keep(GroupStates states, Key key, State had, State has) {
    states.put(key, has);
    if (step.undo != null) step.undo.record(() -> states.put(key, had));
  }

  /**
   * A table head: rows that are new are supported, rows that are gone withdrawn, the others
   * refreshed.
   */
  private List<Tuple> stored(AggregateLayout rule, State had, boolean derives) {
    List<Tuple> has = distinct(results);
    if (has.isEmpty() && rule.keepsEmpty() && emptyValue != null) has.add(emptyValue);
    StrandLayout strand = step.layout.strands[rule.strand()];
    for (Tuple row : had.rows) {
      if (indexOf(has, row) < 0) change(rule, strand, Ops.WITHDRAW, row);
    }
    for (int i = 0; i < has.size(); i++) {
      int before = indexOf(had.rows, has.get(i));
      if (before < 0) {
        change(rule, strand, Ops.SUPPORT, has.get(i));
        continue;
      }
      has.set(i, had.rows.get(before)); // the table holds it already: one object is enough
      if (derives) change(rule, strand, Ops.REFRESH, has.get(i));
    }
    return has;
  }

  private void change(AggregateLayout rule, StrandLayout strand, byte verb, Tuple row) {
    step.derived();
    if (verb == Ops.SUPPORT && rule.verb() == Action.Verb.SUPPORT) step.trace(strand, row);
    switch (rule.verb()) {
      case SUPPORT -> {
        long print = strand.identified ? Fingerprints.notZero(strand.rulePrint) : 0;
        Ops ops = verb == Ops.WITHDRAW ? step.deletes : step.inserts;
        ops.add(verb, strand.id, row, print);
      }
      case SEND_SUPPORT -> {
        if (verb == Ops.REFRESH && !strand.headSoft) return;
        Kind kind =
            verb == Ops.WITHDRAW
                ? Kind.WITHDRAW
                : verb == Ops.SUPPORT ? Kind.SUPPORT : Kind.REFRESH;
        step.send(strand, row.get(strand.locationColumn), kind, row);
      }
      case EMIT, SEND, INSERT, SEND_INSERT, DELETE, SEND_DELETE ->
          throw new IllegalStateException(strand.label + " is no aggregate view with a table head");
    }
  }

  /** An event head: emitted where the value changed; of several rows the new ones. */
  private List<Tuple> emitted(AggregateLayout rule, State had) {
    StrandLayout strand = step.layout.strands[rule.strand()];
    List<Tuple> has = new ArrayList<>(results);
    boolean ended = has.isEmpty() && emptyValue != null;
    if (ended && (rule.fixed() || !had.rows.isEmpty())) has.add(emptyValue);
    List<Tuple> old = new ArrayList<>(had.rows);
    boolean saysNothing = ended && old.isEmpty();
    for (Tuple row : has) {
      int before = indexOf(old, row);
      if (before >= 0) old.remove(before);
      else if (!saysNothing) emit(rule, strand, row);
    }
    return ended && !rule.fixed() ? List.of() : has;
  }

  private void emit(AggregateLayout rule, StrandLayout strand, Tuple row) {
    if (rule.verb() == Action.Verb.EMIT) step.emit(strand.id, row);
    else step.send(strand, row.get(strand.locationColumn), Kind.DELIVER, row);
  }

  private static List<Tuple> distinct(List<Tuple> rows) {
    var distinct = new ArrayList<Tuple>(rows.size());
    for (Tuple row : rows) {
      if (indexOf(distinct, row) < 0) distinct.add(row);
    }
    return distinct;
  }

  private static int indexOf(List<Tuple> rows, Tuple row) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).sameRow(row)) return i;
    }
    return -1;
  }

  /** Withdraws all that some groups had, and forgets them. */
  void withdraw(Predicate<Key> gone) {
    GroupStates states = step.node.groupStates();
    var keys = new ArrayList<Key>();
    states.forEach(
        (key, _) -> {
          if (gone.test(key)) keys.add(key);
        });
    for (Key key : keys) {
      State had = states.get(key);
      StrandLayout strand = step.layout.strands[key.rule().strand()];
      if (!key.rule().emits())
        for (Tuple row : had.rows) change(key.rule(), strand, Ops.WITHDRAW, row);
      keep(states, key, had, State.NONE);
    }
  }

  void clear() {
    if (!touched.isEmpty()) touched.clear();
    if (!results.isEmpty()) results.clear();
    if (!failures.isEmpty()) failures.clear();
    emptyValue = null;
  }
}
