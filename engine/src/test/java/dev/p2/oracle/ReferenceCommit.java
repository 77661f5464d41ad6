package dev.p2.oracle;

import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Relation.TableSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The end of a round (7.3, 7.4, 9.2, 9.3): deletes, inserts, evictions, and what really changed.
 */
final class ReferenceCommit {
  /** What happens to one key in this commit. */
  private static final class Change {
    final Row before;
    Row after;
    boolean expired;
    boolean evicted;

    /** An identical row was inserted. */
    boolean touched;

    /** Rule and place of the last insert; null while none came. */
    Op insert;

    /** All inserts that came. */
    final List<Op> inserts = new ArrayList<>();

    Place place;

    Change(Row before) {
      this.before = before;
      this.after = before;
    }
  }

  private final ReferenceStep step;
  private final ReferenceNode node;
  private final boolean boot;

  /** Number of the step's first commit. */
  private final long first;

  private List<Change> changes = new ArrayList<>();

  ReferenceCommit(ReferenceStep step, boolean boot) {
    this.step = step;
    this.node = step.node;
    this.boot = boot;
    this.first = node.commits + 1;
  }

  /** 7.3, 9.1: rows past their lifetime go, before anything else. */
  void expire() {
    node.commits++;
    long order = 0;
    for (List<Row> rows : List.copyOf(node.tables.values())) {
      for (Row row : List.copyOf(rows)) {
        if (!ReferenceNode.expired(row, node.now)) continue;
        Change change = change(row, Place.START.thenOpen(order++));
        change.expired = true;
        remove(change);
      }
    }
    publish(true);
  }

  /**
   * @param netting whether a change of a key that a rule has not seen yet is one with it (9.1: not
   *     between expiry and the event)
   */
  void run(boolean netting) {
    node.commits++;
    Map<Relation, List<Row>> before = copy();
    List<Op> ops = step.takeOps();
    // 8.4: whether a row goes by its last withdrawal must not hang on the order of a commit's
    // deletes, so lapses go first
    for (Op op : ops) if (op.kind() == Op.Kind.LAPSE) withdraw(op);
    for (Op op : ops) {
      if (op.kind() == Op.Kind.DELETE) delete(op);
      else if (op.kind() == Op.Kind.WITHDRAW) withdraw(op);
    }
    for (Op op : ops) {
      switch (op.kind()) {
        case DELETE, WITHDRAW, LAPSE -> {}
        case INSERT, SUPPORT, REFRESH -> insert(op);
        case DERIVE -> {
          if (!step.views().losing.contains(step.views().component(op.fact().relation))) insert(op);
        }
      }
    }
    for (int component : step.views().losing) {
      if (!step.views().softComponent(component)) settle(component, before);
      else if (ops.stream().anyMatch(o -> derives(o, component)))
        throw new LeftOpen("a recursive view gains while it loses a row from elsewhere");
      else takeAway(component, before);
    }
    evict(boot && !netting); // 7.6: of facts the order in the text counts
    publish(netting);
    step.views().losing.clear();
    step.views().suspects.clear();
  }

  private boolean derives(Op op, int component) {
    return op.kind() == Op.Kind.DERIVE && step.views().component(op.fact().relation) == component;
  }

  private Map<Relation, List<Row>> copy() {
    Map<Relation, List<Row>> copy = new HashMap<>();
    node.tables.forEach((r, rows) -> copy.put(r, List.copyOf(rows)));
    return copy;
  }

  // Deletes

  private Change change(Row before, Place place) {
    for (Change c : changes) if (c.before == before || c.after == before) return c;
    Change change = new Change(before);
    change.place = place;
    changes.add(change);
    return change;
  }

  private void remove(Change change) {
    node.rows(change.after.fact.relation).remove(change.after);
    change.after.endSupports();
    change.after = null;
  }

  /** 7.4: by key; in a table with {@code keys()} all rows that are equal. */
  private void delete(Op op) {
    for (Row row : List.copyOf(node.rows(op.fact().relation))) {
      if (!deletes(op.fact(), row.fact)) continue;
      if (step.views().component(row.fact.relation) >= 0)
        throw new LeftOpen("a delete of a recursive view's row");
      remove(change(row, op.place()));
    }
  }

  private static boolean deletes(Fact asked, Fact row) {
    return spec(row).bag() ? asked.equals(row) : asked.sameKey(row);
  }

  private static TableSpec spec(Fact fact) {
    return fact.relation.table().orElseThrow();
  }

  /** 8.4: a row goes with its last support, unless that lapsed. */
  private void withdraw(Op op) {
    Support support = op.support().orElseThrow();
    for (Row row : List.copyOf(node.rows(op.fact().relation))) {
      if (!row.fact.equals(op.fact()) || !row.supports.remove(support)) continue;
      if (!row.supported() && op.kind() == Op.Kind.WITHDRAW) {
        int component = step.views().component(row.fact.relation);
        if (component >= 0) {
          step.views().losing.add(component);
          step.views().suspects.add(row.fact);
        } else remove(change(row, op.place()));
      }
      return;
    }
  }

  // Inserts

  /** 7.4 */
  private void insert(Op op) {
    Row there = null;
    Change mine = null;
    if (spec(op.fact()).bag()) {
      there = op.kind() == Op.Kind.REFRESH ? derived(op) : null;
    } else {
      there =
          node.rows(op.fact().relation).stream()
              .filter(r -> r.fact.sameKey(op.fact()))
              .findFirst()
              .orElse(null);
      mine = changeOfKey(op.fact());
    }
    if (there == null) add(op, mine);
    else if (there.fact.equals(op.fact())) repeat(op, there, mine);
    else replace(op, there, mine);
  }

  /** The row of a table with {@code keys()} that a derivation made. */
  private Row derived(Op op) {
    return node.rows(op.fact().relation).stream()
        .filter(r -> r.fact.equals(op.fact()) && r.supports.contains(op.support().orElseThrow()))
        .findFirst()
        .orElse(null);
  }

  private Change changeOfKey(Fact fact) {
    for (Change c : changes) {
      Row any = c.before != null ? c.before : c.after;
      if (any != null && any.fact.relation == fact.relation && any.fact.sameKey(fact)) return c;
    }
    return null;
  }

  private void add(Op op, Change deleted) {
    Change change = deleted;
    if (change == null) {
      change = new Change(null);
      changes.add(change);
    }
    boolean same = change.before != null && change.before.fact.equals(op.fact());
    Row row =
        same
            ? change.before
            : new Row(op.fact()); // deleted and inserted identically is no other row (9.2)
    change.after = row;
    change.touched = true;
    change.insert = op;
    change.inserts.add(op);
    change.place = op.place();
    arrive(row);
    node.rows(op.fact().relation).add(row);
    support(row, op);
  }

  private void repeat(Op op, Row row, Change mine) {
    Support support = op.support().orElse(null);
    // Round a cycle of soft views one refresh a step is enough (8.4).
    if (op.kind() == Op.Kind.DERIVE
        && mine == null
        && spec(op.fact()).soft()
        && row.commit >= first) return;
    boolean more =
        op.kind() == Op.Kind.INSERT
            || op.kind() == Op.Kind.SUPPORT
            || (op.kind() == Op.Kind.REFRESH && !row.supports.contains(support));
    boolean renews = spec(op.fact()).soft() || (more && spec(op.fact()).sized());
    if (renews) arrive(row);
    Change change = mine != null ? mine : change(row, op.place());
    change.touched = true;
    if (change.insert == null) change.insert = op; // the first that brought a row is its rule
    change.inserts.add(op);
    support(row, op);
  }

  private void replace(Op op, Row there, Change mine) {
    if (step.views().component(op.fact().relation) >= 0)
      throw new LeftOpen("a recursive view's row is replaced");
    Change change = mine != null ? mine : change(there, op.place());
    if (change.insert != null) conflict(op, change);
    node.rows(op.fact().relation).remove(there);
    there.endSupports();
    boolean same = change.before != null && change.before.fact.equals(op.fact());
    Row row = same ? change.before : new Row(op.fact());
    change.after = row;
    change.touched = true;
    change.insert = op;
    change.inserts.add(op);
    change.place = op.place();
    arrive(row);
    node.rows(op.fact().relation).add(row);
    support(row, op);
  }

  /**
   * 9.4: the later wins; between rules it is a conflict (11.2), and between matches of one strand
   * it is open who is later (9.6), be it that one of them repeats the row of a third.
   */
  private void conflict(Op later, Change change) {
    Op earlier = change.insert;
    for (Op other : change.inserts) {
      if (!other.fact().equals(later.fact()) && later.place().openAgainst(other.place()))
        throw new LeftOpen("which of conflicting inserts wins");
    }
    step.outcome.conflicts = true;
    if (later.rule().isEmpty() || earlier.rule().isEmpty()) return;
    step.conflicts.merge(
        List.of(later.fact().relation.name(), later.rule(), earlier.rule()), 1L, Long::sum);
  }

  private void arrive(Row row) {
    row.time = node.now;
    row.arrival = node.arrivals++;
    row.commit = node.commits;
  }

  private static void support(Row row, Op op) {
    switch (op.kind()) {
      case INSERT -> row.base = true;
      case SUPPORT -> row.supports.add(op.support().orElseThrow());
      case REFRESH -> {
        if (!row.supports.contains(op.support().orElseThrow()))
          row.supports.add(op.support().orElseThrow());
      }
      case DERIVE -> {}
      case DELETE, WITHDRAW, LAPSE -> throw new AssertionError(op);
    }
  }

  // Recursive components (8.4)

  /**
   * Exactly the rows that have a well-founded derivation: from those with a support of their own,
   * whatever the rules reach.
   */
  private void settle(int component, Map<Relation, List<Row>> before) {
    List<CheckedRule> rules =
        node.program.rules().stream().filter(r -> r.component() == component).toList();
    Map<Relation, List<Row>> alive = new LinkedHashMap<>();
    for (CheckedRule rule : rules) {
      alive.put(
          rule.head().relation(),
          new ArrayList<>(
              node.rows(rule.head().relation()).stream().filter(Row::supported).toList()));
    }
    boolean again = true;
    while (again) {
      again = false;
      for (CheckedRule rule : rules) {
        List<Row> rows = alive.get(rule.head().relation());
        for (Match m :
            new Body(rule, node, r -> alive.getOrDefault(r, before.getOrDefault(r, List.of())))
                .matches(Optional.empty())) {
          if (m.error().isPresent()) throw new LeftOpen("an error in a recursive view");
          Fact head = step.head(rule, m.bound());
          if (rows.stream().anyMatch(r -> r.fact.equals(head))) continue;
          rows.add(
              node.rows(head.relation).stream()
                  .filter(r -> r.fact.equals(head))
                  .findFirst()
                  .orElseGet(() -> new Row(head)));
          again = true;
        }
      }
    }
    alive.forEach(
        (relation, rows) -> {
          for (Row row : List.copyOf(node.rows(relation))) {
            if (!rows.contains(row)) remove(change(row, Place.START));
          }
          for (Row row : rows) {
            if (node.rows(relation).contains(row)) continue;
            insert(new Op(Op.Kind.DERIVE, row.fact, Optional.empty(), "", Place.START));
          }
        });
    for (CheckedRule rule : rules) node.pending.get(rule).clear();
  }

  /**
   * The same where soft tables take part: a row that only expiry took derivations from lives out
   * its lifetime, so nothing but what was withdrawn, and what was derived from that, has to show a
   * derivation from what stays. A row that does keeps its time.
   */
  private void takeAway(int component, Map<Relation, List<Row>> before) {
    List<CheckedRule> rules =
        node.program.rules().stream().filter(r -> r.component() == component).toList();
    List<Row> doubtful = new ArrayList<>();
    for (Fact head : step.views().suspects)
      if (step.views().component(head.relation) == component) doubt(head, doubtful);
    boolean again = true;
    while (again) {
      again = false;
      for (CheckedRule rule : rules) {
        for (Match m : matches(rule, r -> stood(rule, before.getOrDefault(r, List.of())))) {
          if (m.rows().stream().anyMatch(doubtful::contains))
            again |= doubt(step.head(rule, m.bound()), doubtful);
        }
      }
    }
    Map<Relation, List<Row>> alive = new LinkedHashMap<>();
    for (CheckedRule rule : rules) {
      alive.put(rule.head().relation(), new ArrayList<>(node.rows(rule.head().relation())));
      alive.get(rule.head().relation()).removeAll(doubtful);
    }
    again = true;
    while (again) {
      again = false;
      for (CheckedRule rule : rules) {
        for (Match m :
            matches(rule, r -> alive.getOrDefault(r, before.getOrDefault(r, List.of())))) {
          Fact head = step.head(rule, m.bound());
          for (Row row : List.copyOf(doubtful)) {
            if (!row.fact.equals(head)) continue;
            doubtful.remove(row);
            alive.get(head.relation).add(row);
            again = true;
          }
        }
      }
    }
    for (Row row : doubtful) remove(change(row, Place.START));
  }

  /** Without what has come and a rule has not seen: nothing was derived from that. */
  private List<Row> stood(CheckedRule rule, List<Row> rows) {
    var stood = new ArrayList<>(rows);
    for (Delta d : node.pending.get(rule)) if (!d.refreshed()) stood.remove(d.after());
    return stood;
  }

  private List<Match> matches(CheckedRule rule, Function<Relation, List<Row>> tables) {
    List<Match> matches = new Body(rule, node, tables).matches(Optional.empty());
    if (matches.stream().anyMatch(m -> m.error().isPresent()))
      throw new LeftOpen("an error in a recursive view");
    return matches;
  }

  private boolean doubt(Fact head, List<Row> doubtful) {
    boolean any = false;
    for (Row row : node.rows(head.relation)) {
      if (!row.fact.equals(head) || row.supported() || doubtful.contains(row)) continue;
      doubtful.add(row);
      any = true;
    }
    return any;
  }

  // Evictions

  /** 7.3: the oldest go first; among rows of one commit it is left open (9.6). */
  private void evict(boolean inTextOrder) {
    node.tables.forEach(
        (relation, rows) -> {
          TableSpec spec = relation.table().orElseThrow();
          while (spec.sized() && rows.size() > spec.sizeMax()) {
            if (step.views().component(relation) >= 0)
              throw new LeftOpen("a recursive view's row is evicted");
            Row oldest =
                rows.stream()
                    .min(
                        Comparator.<Row>comparingLong(r -> r.time)
                            .thenComparingLong(r -> r.arrival))
                    .orElseThrow();
            boolean open =
                !inTextOrder
                    && rows.stream()
                        .anyMatch(
                            r -> r != oldest && r.time == oldest.time && r.commit == oldest.commit);
            if (open) throw new LeftOpen("which of the rows of one commit is evicted first");
            Change change = change(oldest, Place.START.thenOpen(oldest.arrival));
            change.evicted = true;
            remove(change);
          }
        });
  }

  // What really changed (9.2)

  private void publish(boolean netting) {
    List<Delta> deltas = new ArrayList<>();
    for (Change c : changes) {
      if (c.before == null && c.after == null) continue; // came and went in one commit
      if (c.before == c.after && !(c.touched && spec(c.before.fact).soft())) continue;
      Row any = c.before != null ? c.before : c.after;
      int phase = c.evicted ? 2 : c.after == null ? 0 : 1;
      Place place = Place.START.then(node.commits).then(phase).then(c.place);
      deltas.add(new Delta(any.fact.relation, c.before, c.after, c.expired, place));
    }
    changes = new ArrayList<>();
    deltas.sort(Comparator.comparing(Delta::place, Place::compare));
    boolean apart = step.views().losing.isEmpty() || step.views().apart(deltas);
    for (Delta d : deltas) {
      tell(d);
      for (CheckedRule rule : node.pending.keySet()) {
        if (!ReferenceViews.reads(rule).contains(d.relation())) continue;
        int component = step.views().component(d.relation());
        if (component >= 0
            && component == rule.component()
            && step.views().losing.contains(component)
            && (d.after() == null || !step.views().softComponent(component))) continue;
        if (!apart && !step.views().losing.contains(component))
          throw new LeftOpen("something else happens while a recursive view settles");
        see(rule, d, netting);
      }
    }
    if (!step.views().losing.isEmpty() && !step.idle())
      throw new LeftOpen("events run while a recursive view settles");
  }

  private void tell(Delta d) {
    if (step.views().component(d.relation()) >= 0) return;
    String what;
    if (d.refreshed()) what = "REFRESH " + d.after().fact;
    else if (d.before() == null) what = "INSERT " + d.after().fact;
    else if (d.after() != null) what = "REPLACE " + d.before().fact + " -> " + d.after().fact;
    else
      what =
          (d.expired() ? "EXPIRE " : d.place().parts().get(1).value() == 2 ? "EVICT " : "DELETE ")
              + d.before().fact;
    step.outcome.changes.add(what);
  }

  /** 9.3: a rule that waits is shown the net change. */
  private void see(CheckedRule rule, Delta d, boolean netting) {
    List<Delta> unseen = node.pending.get(rule);
    Delta earlier =
        netting ? unseen.stream().filter(u -> u.sameKey(d)).reduce((a, b) -> b).orElse(null) : null;
    if (earlier == null) {
      unseen.add(d);
      return;
    }
    int at = unseen.indexOf(earlier);
    Row before = earlier.before();
    Row after = d.after();
    if (before == null && after == null) {
      unseen.remove(at);
    } else if (before != null && after != null && before.fact.equals(after.fact)) {
      boolean refreshed =
          d.refreshed() || (spec(after.fact).soft() && step.views().component(d.relation()) < 0);
      if (refreshed) unseen.set(at, new Delta(d.relation(), after, after, false, earlier.place()));
      else unseen.remove(at);
    } else {
      unseen.set(
          at,
          new Delta(d.relation(), before, after, after == null && d.expired(), earlier.place()));
    }
  }
}
