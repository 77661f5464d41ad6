package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.syntax.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  /** Every relation's component; what feeds another has the higher number. */
  private final Map<RelationDraft, Integer> order = new HashMap<>();

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

  /** Relations that reach each other; a relation alone only if it feeds itself. */
  private void findComponents() {
    Map<RelationDraft, Integer> all =
        Components.of(
            outgoing.keySet(),
            r -> outgoing.getOrDefault(r, List.of()).stream().map(Edge::to).toList());
    order.putAll(all);
    for (Edge edge : edges) {
      if (!all.get(edge.from()).equals(all.get(edge.to()))) continue;
      components.put(edge.from(), all.get(edge.from()));
      components.put(edge.to(), all.get(edge.to()));
    }
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
      List<Edge> cycle = cycle(edge);
      report.add(
          Diagnostic.error(
                  "P2-034",
                  edge.rule().head().span(),
                  "recursion through " + through + ": " + text(cycle))
              .notes(cycle.stream().map(Strata::step).toList())
              .hint("let one of the rules on the way be triggered by an event, such as t#insert"));
    }
  }

  /** The shortest way from an edge's head back to its head, the edge last. */
  private List<Edge> cycle(Edge last) {
    Map<RelationDraft, Edge> before = new HashMap<>();
    Deque<RelationDraft> todo = new ArrayDeque<>(List.of(last.to()));
    while (!todo.isEmpty() && !before.containsKey(last.from()) && last.from() != last.to()) {
      for (Edge e : outgoing.getOrDefault(todo.remove(), List.of())) {
        if (e.to() != last.to() && before.putIfAbsent(e.to(), e) == null) todo.add(e.to());
      }
    }
    var way = new ArrayDeque<Edge>(List.of(last));
    for (RelationDraft at = last.from(); at != last.to(); at = way.getFirst().from()) {
      way.addFirst(before.get(at));
    }
    return List.copyOf(way);
  }

  /** {@code a → b → a}. */
  private static String text(List<Edge> cycle) {
    return cycle.getFirst().from()
        + " → "
        + cycle.stream().map(e -> e.to().toString()).collect(Collectors.joining(" → "));
  }

  /** One rule of a cycle, for people. */
  private static String step(Edge edge) {
    String how =
        !edge.strict() ? "" : edge.rule().head().aggregating() ? "an aggregate over " : "not ";
    return edge.to()
        + " needs "
        + how
        + edge.from()
        + ": rule "
        + edge.rule().label()
        + " at "
        + edge.rule().head().span().place();
  }

  /** From the components that feed others to those that are fed; one component, one stratum. */
  private void number() {
    var byComponent = new TreeMap<Integer, List<RuleForm>>(Comparator.reverseOrder());
    for (RuleForm rule : rules) {
      if (!maintainsHere(rule)) continue;
      int component = order.getOrDefault(rule.head().relation(), -1);
      byComponent.computeIfAbsent(component, c -> new ArrayList<>()).add(rule);
    }
    for (List<RuleForm> component : byComponent.values()) {
      int highest = component.stream().mapToInt(this::stratumOfView).max().orElse(0);
      for (RuleForm rule : component) strata.put(rule.head().relation(), highest);
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
