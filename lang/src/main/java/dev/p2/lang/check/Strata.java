package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.syntax.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Strata and recursive components of views (overlog.md 8.3). The graph has an edge from body
 * relation to head relation for each view rule with a table head at the same node; an edge through
 * negation or an aggregate on a cycle is P2-034.
 */
final class Strata {
  private record Edge(RelationDraft from, RelationDraft to, boolean strict, RuleForm rule) {}

  private final List<RuleForm> rules;
  private final Report report;
  private final List<Edge> edges = new ArrayList<>();
  private final Map<RelationDraft, List<Edge>> outgoing = new LinkedHashMap<>();
  private final Map<RelationDraft, Integer> components = new HashMap<>();
  private final Map<RelationDraft, Integer> strata = new HashMap<>();
  private int componentCount;

  private Strata(List<RuleForm> rules, Report report) {
    this.rules = rules;
    this.report = report;
  }

  static Strata of(List<RuleForm> rules, Report report) {
    var strata = new Strata(rules, report);
    strata.collect();
    strata.findComponents();
    strata.rejectStrictCycles();
    strata.number();
    return strata;
  }

  /** The stratum of a view or {@code #kind} rule; 0 of others. */
  int stratum(RuleForm rule) {
    if (rule.isView()) return stratumOfView(rule);
    return rule.eventPredicate().map(p -> strata.getOrDefault(p.relation(), 0)).orElse(0);
  }

  /** The recursive component that head and some body relation share; -1 for none. */
  int component(RuleForm rule) {
    if (!maintainsHere(rule)) return -1;
    int component = components.getOrDefault(rule.head().relation(), -1);
    if (component < 0) return -1;
    boolean inside =
        rule.predicates().stream()
            .anyMatch(p -> !p.negated() && components.getOrDefault(p.relation(), -1) == component);
    return inside ? component : -1;
  }

  private static boolean maintainsHere(RuleForm rule) {
    return rule.isView()
        && rule.head().relation().isTable()
        && !rule.head().remote()
        && !rule.head().delete();
  }

  private void collect() {
    for (RuleForm rule : rules) {
      if (!maintainsHere(rule)) continue;
      for (PredicateForm p : rule.predicates()) {
        boolean strict = p.negated() || rule.head().aggregating();
        var edge = new Edge(p.relation(), rule.head().relation(), strict, rule);
        edges.add(edge);
        outgoing.computeIfAbsent(edge.from(), r -> new ArrayList<>()).add(edge);
      }
    }
  }

  /** Relations that reach each other; the graphs are small, so reachability is computed plainly. */
  private void findComponents() {
    Map<RelationDraft, Set<RelationDraft>> reach = new HashMap<>();
    for (RelationDraft r : outgoing.keySet()) reach.put(r, reachable(r));
    for (Edge edge : edges) {
      RelationDraft r = edge.to();
      if (components.containsKey(r) || !reach.getOrDefault(r, Set.of()).contains(r)) continue;
      int number = componentCount++;
      for (RelationDraft other : reach.get(r)) {
        if (reach.getOrDefault(other, Set.of()).contains(r)) components.put(other, number);
      }
    }
  }

  private Set<RelationDraft> reachable(RelationDraft start) {
    Set<RelationDraft> seen = new HashSet<>();
    Deque<RelationDraft> todo = new ArrayDeque<>(List.of(start));
    while (!todo.isEmpty()) {
      for (Edge e : outgoing.getOrDefault(todo.remove(), List.of())) {
        if (seen.add(e.to())) todo.add(e.to());
      }
    }
    return seen;
  }

  private boolean inside(Edge edge) {
    int component = components.getOrDefault(edge.from(), -1);
    return component >= 0 && component == components.getOrDefault(edge.to(), -1);
  }

  private void rejectStrictCycles() {
    Set<Integer> reported = new HashSet<>();
    for (Edge edge : edges) {
      if (!edge.strict() || !inside(edge) || !reported.add(components.get(edge.to()))) continue;
      String through = edge.rule().head().aggregating() ? "an aggregate" : "negation";
      report.add(
          Diagnostic.error(
                  "P2-034",
                  edge.rule().head().span(),
                  "recursion through " + through + ": " + cycle(edge))
              .hint("let one of the rules on the way be triggered by an event, such as t#insert"));
    }
  }

  /** The way from an edge's head back to where it started: {@code a → b → a}. */
  private String cycle(Edge edge) {
    Map<RelationDraft, RelationDraft> before = new HashMap<>();
    Deque<RelationDraft> todo = new ArrayDeque<>(List.of(edge.to()));
    while (!todo.isEmpty() && !before.containsKey(edge.from()) && edge.from() != edge.to()) {
      RelationDraft at = todo.remove();
      for (Edge e : outgoing.getOrDefault(at, List.of())) {
        if (e.to() != edge.to() && before.putIfAbsent(e.to(), at) == null) todo.add(e.to());
      }
    }
    var way = new ArrayDeque<RelationDraft>();
    way.addFirst(edge.to());
    for (RelationDraft at = edge.from(); at != edge.to() && at != null; at = before.get(at))
      way.addFirst(at);
    way.addFirst(edge.to());
    return way.stream().map(RelationDraft::toString).collect(Collectors.joining(" → "));
  }

  private void number() {
    boolean again = true;
    // Strata grow by at most one a relation; a strict cycle, which is an error, would let them grow
    // for ever.
    for (int i = 0; again && i <= outgoing.size() + 1; i++) {
      again = false;
      for (RuleForm rule : rules) {
        if (!maintainsHere(rule)) continue;
        int stratum = stratumOfView(rule);
        if (stratum > strata.getOrDefault(rule.head().relation(), -1)) {
          strata.put(rule.head().relation(), stratum);
          again = true;
        }
      }
    }
  }

  private int stratumOfView(RuleForm rule) {
    int stratum = 0;
    for (PredicateForm p : rule.predicates()) {
      Integer below = strata.get(p.relation());
      if (below == null) continue;
      boolean strict = p.negated() || rule.head().aggregating();
      stratum = Math.max(stratum, strict ? below + 1 : below);
    }
    return stratum;
  }
}
