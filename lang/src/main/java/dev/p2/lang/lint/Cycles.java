package dev.p2.lang.lint;

import dev.p2.lang.check.Components;
import dev.p2.lang.program.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Circles of relations that feed each other. Time: in proportion to the edges. */
final class Cycles {
  /** A rule takes from one relation to another. */
  record Edge(Relation from, Relation to, Chain chain) {}

  private Cycles() {}

  /** The edges that lie on a circle, by groups that reach each other; each in the order given. */
  static List<List<Edge>> of(List<Edge> edges) {
    Map<Relation, List<Relation>> outgoing = new LinkedHashMap<>();
    for (Edge e : edges) outgoing.computeIfAbsent(e.from(), r -> new ArrayList<>()).add(e.to());
    Map<Relation, Integer> component =
        Components.of(outgoing.keySet(), r -> outgoing.getOrDefault(r, List.of()));
    Map<Integer, List<Edge>> groups = new LinkedHashMap<>();
    for (Edge e : edges) {
      Integer from = component.get(e.from());
      if (!from.equals(component.get(e.to()))) continue;
      groups.computeIfAbsent(from, c -> new ArrayList<>()).add(e);
    }
    return List.copyOf(groups.values());
  }

  /** The shortest way round from an edge of a circle: {@code a → b → a}. */
  static String way(Edge first, List<Edge> circle) {
    return relations(first, circle).stream().map(Relation::name).collect(Collectors.joining(" → "));
  }

  private static List<Relation> relations(Edge first, List<Edge> circle) {
    Map<Relation, Edge> before = new HashMap<>();
    Deque<Relation> todo = new ArrayDeque<>(List.of(first.to()));
    while (!todo.isEmpty() && first.to() != first.from() && !before.containsKey(first.from())) {
      Relation at = todo.remove();
      for (Edge e : circle) {
        if (e.from() == at && e.to() != first.to() && before.putIfAbsent(e.to(), e) == null)
          todo.add(e.to());
      }
    }
    var way = new ArrayDeque<Relation>();
    way.addFirst(first.from());
    Relation at = first.from();
    while (at != first.to()) {
      at = before.get(at).from();
      way.addFirst(at);
    }
    way.addFirst(first.from());
    return List.copyOf(way);
  }
}
