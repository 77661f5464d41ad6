package dev.p2.lang.lint;

import dev.p2.lang.check.Relation;
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

  private final Map<Relation, List<Edge>> outgoing = new LinkedHashMap<>();
  private final Map<Relation, Integer> order = new HashMap<>();
  private final Map<Relation, Integer> low = new HashMap<>();
  private final Map<Relation, Integer> component = new HashMap<>();
  private final Deque<Relation> open = new ArrayDeque<>();
  private int components;

  private Cycles(List<Edge> edges) {
    for (Edge e : edges) outgoing.computeIfAbsent(e.from(), r -> new ArrayList<>()).add(e);
    for (Relation r : outgoing.keySet()) if (!order.containsKey(r)) visit(r);
  }

  /** The edges that lie on a circle, by groups that reach each other; each in the order given. */
  static List<List<Edge>> of(List<Edge> edges) {
    var cycles = new Cycles(edges);
    Map<Integer, List<Edge>> groups = new LinkedHashMap<>();
    for (Edge e : edges) {
      int from = cycles.component.get(e.from());
      if (from != cycles.component.getOrDefault(e.to(), -1)) continue;
      groups.computeIfAbsent(from, c -> new ArrayList<>()).add(e);
    }
    return List.copyOf(groups.values());
  }

  /** Tarjan's algorithm, without recursion: chains of rules may be long. */
  private void visit(Relation start) {
    record Frame(Relation at, List<Edge> edges, int[] next) {}
    Deque<Frame> frames = new ArrayDeque<>();
    frames.push(new Frame(start, enter(start), new int[1]));
    while (!frames.isEmpty()) {
      Frame frame = frames.peek();
      if (frame.next()[0] < frame.edges().size()) {
        Relation to = frame.edges().get(frame.next()[0]++).to();
        if (!order.containsKey(to)) frames.push(new Frame(to, enter(to), new int[1]));
        else if (!component.containsKey(to)) low.merge(frame.at(), order.get(to), Math::min);
        continue;
      }
      frames.pop();
      leave(frame.at());
      if (!frames.isEmpty()) low.merge(frames.peek().at(), low.get(frame.at()), Math::min);
    }
  }

  private List<Edge> enter(Relation r) {
    order.put(r, order.size());
    low.put(r, order.get(r));
    open.push(r);
    return outgoing.getOrDefault(r, List.of());
  }

  private void leave(Relation r) {
    if (!low.get(r).equals(order.get(r))) return;
    int number = components++;
    Relation member;
    do {
      member = open.pop();
      component.put(member, number);
    } while (member != r);
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
