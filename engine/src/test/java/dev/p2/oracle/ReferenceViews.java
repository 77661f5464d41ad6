package dev.p2.oracle;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Variable;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.ListValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Views and {@code #kind} rules (8.3, 8.4, 9.3). */
final class ReferenceViews {
  /** Each match is compared with each. */
  private static final int MATCHES_MAX = 3_000;

  private final ReferenceStep step;
  private final ReferenceNode node;

  /** Aggregate views of which the one group has not been evaluated yet (6.2). */
  private final Set<CheckedRule> unborn = new LinkedHashSet<>();

  /** Recursive components that have lost derivations in this round, and settle in its commit. */
  final Set<Integer> losing = new HashSet<>();

  /** In components with soft tables: heads of the derivations that were withdrawn in this round. */
  final List<Fact> suspects = new ArrayList<>();

  private long unique;

  ReferenceViews(ReferenceStep step) {
    this.step = step;
    this.node = step.node;
  }

  /** 6.2: one group exists from the first step on. */
  void boot() {
    for (CheckedRule rule : node.program.rules())
      if (rule.isView() && rule.fixedGroup()) unborn.add(rule);
  }

  boolean pending() {
    return !unborn.isEmpty() || node.pending.values().stream().anyMatch(p -> !p.isEmpty());
  }

  private boolean pending(CheckedRule rule) {
    return unborn.contains(rule) || !node.pending.getOrDefault(rule, List.of()).isEmpty();
  }

  /** The recursive component of a relation (8.3), -1 if none. */
  int component(Relation relation) {
    for (CheckedRule rule : node.program.rules()) {
      if (rule.component() >= 0 && rule.head().relation() == relation) return rule.component();
    }
    return -1;
  }

  /** 9.3: whoever reads a component from outside waits until it has settled. */
  private boolean waits(CheckedRule rule) {
    for (Relation read : reads(rule)) {
      int component = component(read);
      if (component < 0 || component == rule.component()) continue;
      for (CheckedRule other : node.program.rules()) {
        if (other.component() == component && pending(other)) return true;
      }
    }
    return false;
  }

  /** The tables of which changes a rule has to see. */
  static Set<Relation> reads(CheckedRule rule) {
    var reads = new LinkedHashSet<Relation>();
    if (rule.event().isPresent()) {
      reads.add(rule.event().get().relation());
      return reads;
    }
    for (BodyTerm term : rule.body())
      if (term instanceof BodyTerm.Predicate p) reads.add(p.relation());
    return reads;
  }

  /** 9.3: of all that are pending those of the lowest stratum run. */
  void runLowestStratum() {
    List<CheckedRule> all = node.program.rules().stream().filter(this::pending).toList();
    int lowest = all.stream().mapToInt(CheckedRule::stratum).min().orElse(0);
    List<CheckedRule> chosen =
        all.stream().filter(r -> r.stratum() == lowest && !waits(r)).toList();
    var losingNow = new HashSet<Integer>();
    for (CheckedRule rule : chosen)
      if (inSoftComponent(rule) && withdrawsAny(rule)) losingNow.add(rule.component());
    for (CheckedRule rule : chosen) {
      if (rule.component() >= 0 && losingNow.contains(rule.component())) {
        runLosses(rule);
        continue;
      }
      if (rule.event().isPresent()) runKind(rule);
      else if (rule.head().aggregating()) runAggregate(rule);
      else runView(rule);
      node.pending.get(rule).clear();
      unborn.remove(rule);
    }
  }

  /**
   * Whether nothing can tell in which round, while a recursive view settles, the other changes of
   * this commit and those that rules wait for are seen: nothing depends both on these and on it.
   */
  boolean apart(List<Delta> deltas) {
    if (!unborn.isEmpty()) return false;
    var circle = new HashSet<Relation>();
    for (Relation r : node.program.relations()) if (losing.contains(component(r))) circle.add(r);
    var others = new HashSet<Relation>();
    for (Delta d : deltas) if (!circle.contains(d.relation())) others.add(d.relation());
    var waiting = new HashSet<CheckedRule>();
    node.pending.forEach(
        (rule, unseen) -> {
          if (!losing.contains(rule.component()) && !unseen.isEmpty()) waiting.add(rule);
        });
    dependents(circle, new HashSet<>());
    dependents(others, waiting);
    return Collections.disjoint(circle, others)
        && node.program.rules().stream()
            .noneMatch(
                r ->
                    (runs(r, circle) && reads(r, others))
                        || ((runs(r, others) || waiting.contains(r)) && reads(r, circle)));
  }

  /**
   * The relations, and what can be derived here in this step from a change of one of them, or by
   * one of the rules, and from that in turn. Nothing else happens: events come one a step.
   */
  private void dependents(Set<Relation> relations, Set<CheckedRule> rules) {
    boolean again = true;
    while (again) {
      again = false;
      for (CheckedRule rule : node.program.rules()) {
        if (!rules.contains(rule) && !runs(rule, relations) || rule.head().remote()) continue;
        again |= relations.add(rule.head().relation());
      }
    }
  }

  /** Whether a change or an event of one of the relations makes the rule run. */
  private static boolean runs(CheckedRule rule, Set<Relation> relations) {
    return rule.event().isPresent()
        ? relations.contains(rule.event().get().relation())
        : reads(rule, relations);
  }

  private static boolean reads(CheckedRule rule, Set<Relation> relations) {
    return rule.event().filter(e -> relations.contains(e.relation())).isPresent()
        || rule.body().stream()
            .anyMatch(t -> t instanceof BodyTerm.Predicate p && relations.contains(p.relation()));
  }

  // Recursive views with soft tables (8.4): what is withdrawn goes first, and what is new comes in
  // the rounds after it

  /** Whether a component has a table of which rows live out their lifetime. */
  boolean softComponent(int component) {
    return node.program.rules().stream()
        .anyMatch(r -> r.component() == component && soft(r.head().relation()));
  }

  private boolean inSoftComponent(CheckedRule rule) {
    return rule.isView() && rule.component() >= 0 && softComponent(rule.component());
  }

  private boolean withdrawsAny(CheckedRule rule) {
    return difference(rule).lost.stream().anyMatch(m -> !lapses(rule, m));
  }

  private void runLosses(CheckedRule rule) {
    for (Match m : difference(rule).lost) {
      if (!lapses(rule, m)) head(rule, m, false).ifPresent(head -> lost(rule, m, head));
    }
    List<Delta> unseen = node.pending.get(rule);
    List<Delta> gains = new ArrayList<>();
    for (Delta d : unseen) {
      boolean negated = reads(rule, d.relation(), true);
      if (negated && reads(rule, d.relation(), false))
        throw new LeftOpen("a recursive rule reads a table and its negation");
      Row before = negated ? d.before() : null;
      Row after = negated ? null : d.after();
      if (d.refreshed()) gains.add(d);
      else if (before != null || after != null)
        gains.add(new Delta(d.relation(), before, after, false, d.place()));
    }
    unseen.clear();
    unseen.addAll(gains);
  }

  private static boolean reads(CheckedRule rule, Relation relation, boolean negated) {
    return rule.body().stream()
        .anyMatch(
            t ->
                t instanceof BodyTerm.Predicate p
                    && p.relation() == relation
                    && p.negated() == negated);
  }

  private boolean lapses(CheckedRule rule, Match match) {
    return soft(rule.head().relation()) && lostByExpiry(rule, match);
  }

  // #kind rules (7.9)

  private void runKind(CheckedRule rule) {
    for (Delta d : List.copyOf(node.pending.get(rule))) {
      Row seen =
          switch (rule.event().orElseThrow().modifier()) {
            case INSERT -> d.refreshed() ? null : d.after();
            case DELETE -> d.refreshed() ? null : d.before();
            case REFRESH -> d.refreshed() ? d.after() : null;
            case CHANGE -> d.refreshed() ? null : d.any();
            case NONE -> throw new AssertionError(rule);
          };
      if (seen == null) continue;
      step.runEventRule(rule, seen.fact, 0, Place.START.then(0).then(d.place()).then(rule.index()));
    }
  }

  // Maintained views (8.4)

  /**
   * The rows of a table as the rule saw it last: what is now, without what has come, with what has
   * gone.
   */
  private List<Row> seen(CheckedRule rule, Relation relation) {
    var rows = new ArrayList<>(node.rows(relation));
    for (Delta d : node.pending.get(rule))
      if (d.relation() == relation && !d.refreshed()) rows.remove(d.after());
    for (Delta d : node.pending.get(rule)) {
      if (d.relation() == relation && !d.refreshed() && d.before() != null) rows.add(d.before());
    }
    return rows;
  }

  /** The table as it would be if nothing had expired. */
  private List<Row> withExpired(CheckedRule rule, Relation relation) {
    var rows = new ArrayList<>(node.rows(relation));
    for (Delta d : node.pending.get(rule))
      if (d.relation() == relation && d.expired()) rows.add(d.before());
    return rows;
  }

  /** What changed for a rule: derivations that went, came, and stayed with a refreshed row. */
  private record Difference(
      List<Match> lost, List<Match> gained, List<Match> refreshed, List<Match> now) {}

  private Difference difference(CheckedRule rule) {
    List<Match> before = new Body(rule, node, r -> seen(rule, r)).matches(Optional.empty());
    List<Match> now = new Body(rule, node, node::rows).matches(Optional.empty());
    if (before.size() + now.size() > MATCHES_MAX)
      throw new LeftOpen("a view that is too large for the evaluator");
    var fresh = new HashSet<Row>();
    for (Delta d : node.pending.get(rule)) if (d.refreshed()) fresh.add(d.after());
    var difference =
        new Difference(
            before.stream().filter(m -> !m.isAmong(now)).toList(),
            now.stream().filter(m -> !m.isAmong(before)).toList(),
            now.stream()
                .filter(m -> m.isAmong(before) && m.rows().stream().anyMatch(fresh::contains))
                .toList(),
            now);
    step.derivedByView(
        difference.lost.size() + difference.gained.size() + difference.refreshed.size());
    return difference;
  }

  /** 4.6: a view reports a match once, when it is new. */
  private Optional<Fact> head(CheckedRule rule, Match match, boolean reports) {
    try {
      if (match.error().isPresent()) throw match.error().get();
      return Optional.of(step.head(rule, match.bound()));
    } catch (EvalException e) {
      if (reports) step.fail(rule, e, Optional.empty());
      return Optional.empty();
    }
  }

  private void runView(CheckedRule rule) {
    Difference d = difference(rule);
    for (Match m : d.gained)
      head(rule, m, true).ifPresent(head -> gained(rule, m, head, Op.Kind.SUPPORT));
    for (Match m : d.refreshed)
      head(rule, m, false).ifPresent(head -> gained(rule, m, head, Op.Kind.REFRESH));
    if (!maintained(rule)) return;
    for (Match m : d.lost) head(rule, m, false).ifPresent(head -> lost(rule, m, head));
  }

  private static boolean maintained(CheckedRule rule) {
    return rule.maintained() && !rule.head().delete() && rule.head().relation().isTable();
  }

  private void gained(CheckedRule rule, Match match, Fact head, Op.Kind kind) {
    Place place = place(rule, match);
    if (!maintained(rule)) {
      step.act(rule, head, 0, place);
    } else if (rule.head().remote()) {
      if (kind == Op.Kind.SUPPORT || soft(head.relation)) send(rule, head, kind.name());
    } else if (rule.component() >= 0) {
      step.ops.add(new Op(Op.Kind.DERIVE, head, Optional.empty(), rule.label(), place));
    } else {
      step.ops.add(
          new Op(
              kind,
              head,
              Optional.of(Support.Derivation.of(rule.label(), match)),
              rule.label(),
              place));
    }
  }

  private void lost(CheckedRule rule, Match match, Fact head) {
    boolean lapses = lapses(rule, match);
    if (rule.head().remote()) {
      send(rule, head, lapses ? "LAPSE" : "WITHDRAW");
    } else if (rule.component() >= 0) {
      if (lapses) return;
      losing.add(rule.component());
      suspects.add(head);
    } else {
      Op.Kind kind = lapses ? Op.Kind.LAPSE : Op.Kind.WITHDRAW;
      step.ops.add(
          new Op(
              kind,
              head,
              Optional.of(Support.Derivation.of(rule.label(), match)),
              rule.label(),
              place(rule, match)));
    }
  }

  /**
   * 8.4: a derivation is lost by expiry only if every body row that it lost expired, and no negated
   * predicate ended it.
   */
  private boolean lostByExpiry(CheckedRule rule, Match match) {
    return match.isAmong(new Body(rule, node, r -> withExpired(rule, r)).matches(Optional.empty()));
  }

  private void send(CheckedRule rule, Fact head, String kind) {
    step.destination(rule, head)
        .ifPresent(to -> step.viewSends.add(new Outcome.Sent(to, kind, head, rule.label())));
  }

  private static boolean soft(Relation relation) {
    return relation.table().orElseThrow().soft();
  }

  /**
   * 9.4: that of the one change that made the difference; of several, which of them is left open.
   */
  private Place place(CheckedRule rule, Match match) {
    List<Delta> causes =
        node.pending.get(rule).stream()
            .filter(d -> match.rows().stream().anyMatch(r -> r == d.after() || r == d.before()))
            .toList();
    Place start = Place.START.then(0);
    Place cause =
        causes.size() == 1 ? start.then(causes.getFirst().place()) : start.thenOpen(- ++unique);
    return cause.then(rule.index()).thenOpen(unique++);
  }

  // Aggregate views (6.2)

  private void runAggregate(CheckedRule rule) {
    var aggregation = new Aggregation(rule, node);
    Difference d = difference(rule);
    for (Match m : d.gained) m.error().ifPresent(e -> step.fail(rule, e, Optional.empty()));
    Map<ListValue, Boolean> touched = new LinkedHashMap<>();
    for (Match m : d.lost) touch(aggregation, m, touched, false);
    for (Match m : d.gained) touch(aggregation, m, touched, true);
    for (Match m : d.refreshed) touch(aggregation, m, touched, true);
    if (unborn.contains(rule)) touched.putIfAbsent(aggregation.key(fixedKey(rule)), true);

    List<Match> matches = d.now.stream().filter(m -> m.error().isEmpty()).toList();
    Map<ListValue, Aggregation.Group> groups = new HashMap<>();
    for (Aggregation.Group g :
        aggregation.groups(
            matches,
            (m, e) -> {
              if (d.gained.contains(m)) step.fail(rule, e, Optional.empty());
            })) groups.put(g.key(), g);
    for (var each : touched.entrySet()) {
      ListValue key = each.getKey();
      boolean empty = !groups.containsKey(key);
      var group =
          groups.getOrDefault(key, new Aggregation.Group(key, List.of(), new ArrayList<>()));
      if (rule.head().relation().isTable())
        stored(rule, aggregation, group, empty, each.getValue());
      else emitted(rule, aggregation, group, empty);
      report(rule, group);
    }
  }

  /** A row that a group cannot make is reported once, until the group can. */
  private void report(CheckedRule rule, Aggregation.Group group) {
    Map<Object, Integer> failing = node.failing.computeIfAbsent(rule, r -> new HashMap<>());
    int before = failing.getOrDefault(group.key(), 0);
    for (EvalException e : group.errors().stream().skip(before).toList())
      step.fail(rule, e, Optional.empty());
    failing.put(group.key(), group.errors().size());
  }

  /** The group-by columns of the one group are constants and the location (6.2). */
  private Map<Variable, Object> fixedKey(CheckedRule rule) {
    Map<Variable, Object> bound = new HashMap<>();
    rule.location().ifPresent(v -> bound.put(v, node.address));
    return bound;
  }

  private void touch(
      Aggregation aggregation, Match m, Map<ListValue, Boolean> touched, boolean derives) {
    if (m.error().isPresent()) return;
    try {
      touched.merge(aggregation.key(m.bound()), derives, Boolean::logicalOr);
    } catch (EvalException e) {
      // reported where the groups are made
    }
  }

  private List<Fact> had(CheckedRule rule, ListValue key) {
    return node.groups.getOrDefault(rule, Map.of()).getOrDefault(key, List.of());
  }

  private void remember(CheckedRule rule, ListValue key, List<Fact> rows) {
    Map<Object, List<Fact>> groups = node.groups.computeIfAbsent(rule, r -> new LinkedHashMap<>());
    if (rows.isEmpty()) groups.remove(key);
    else groups.put(key, List.copyOf(rows));
  }

  /** A table head: as in SQL, but for the one group that always exists. */
  private void stored(
      CheckedRule rule,
      Aggregation aggregation,
      Aggregation.Group group,
      boolean empty,
      boolean derives) {
    ListValue key = group.key();
    List<Fact> has = new ArrayList<>(new LinkedHashSet<>(group.rows()));
    if (empty && rule.fixedGroup() && aggregation.keepsEmpty())
      has.addAll(aggregation.rows(key, List.of(), group.errors()));
    List<Fact> had = had(rule, key);
    for (Fact row : had) if (!has.contains(row)) change(rule, row, Op.Kind.WITHDRAW);
    for (Fact row : has) {
      if (!had.contains(row)) change(rule, row, Op.Kind.SUPPORT);
      else if (derives) change(rule, row, Op.Kind.REFRESH);
    }
    remember(rule, key, has);
  }

  private void change(CheckedRule rule, Fact row, Op.Kind kind) {
    if (rule.head().remote()) {
      if (kind != Op.Kind.REFRESH || soft(row.relation)) send(rule, row, kind.name());
      return;
    }
    Place place = Place.START.then(0).thenOpen(- ++unique);
    step.ops.add(
        new Op(kind, row, Optional.of(new Support.Group(rule.label(), row)), rule.label(), place));
  }

  /** An event head: emitted where the value changes; of several rows the new ones. */
  private void emitted(
      CheckedRule rule, Aggregation aggregation, Aggregation.Group group, boolean empty) {
    ListValue key = group.key();
    List<Fact> had = had(rule, key);
    boolean many = rule.head().aggregates().stream().anyMatch(a -> a.function().multiRow());
    List<Fact> has = new ArrayList<>(group.rows());
    if (empty && !many && (rule.fixedGroup() || !had.isEmpty()))
      has.addAll(aggregation.rows(key, List.of(), group.errors()));
    boolean silent = empty && had.isEmpty(); // nothing is emitted at start for empty groups
    var old = new ArrayList<>(had);
    for (Fact row : has) {
      if (old.remove(row) || silent) continue;
      step.act(rule, row, 0, Place.START.then(0).thenOpen(- ++unique));
    }
    remember(rule, key, empty && !rule.fixedGroup() ? List.of() : has);
  }
}
