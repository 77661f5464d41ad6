package dev.p2.lang.check;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;

/**
 * The strongly connected components of a graph, by Tarjan's algorithm (SIAM Journal on Computing
 * 1(2), 1972), without recursion: chains of rules may be long. Time: in proportion to nodes and
 * edges.
 */
public final class Components<N> {
  private record Visit<N>(N node, Iterator<N> next) {}

  private final Function<N, ? extends Collection<N>> next;
  private final Map<N, Integer> order = new HashMap<>();
  private final Map<N, Integer> low = new HashMap<>();
  private final Map<N, Integer> component = new HashMap<>();
  private final Deque<N> open = new ArrayDeque<>();
  private int count;

  private Components(Function<N, ? extends Collection<N>> next) {
    this.next = next;
  }

  /**
   * The number of each node's component, of all nodes that can be reached from those given. An edge
   * out of a component leads to one with a lower number.
   */
  public static <N> Map<N, Integer> of(
      Collection<N> nodes, Function<N, ? extends Collection<N>> next) {
    var components = new Components<N>(next);
    for (N node : nodes) if (!components.order.containsKey(node)) components.visit(node);
    return components.component;
  }

  private void visit(N start) {
    Deque<Visit<N>> visits = new ArrayDeque<>();
    visits.push(enter(start));
    while (!visits.isEmpty()) {
      Visit<N> visit = visits.peek();
      if (visit.next().hasNext()) {
        N to = visit.next().next();
        if (!order.containsKey(to)) visits.push(enter(to));
        else if (!component.containsKey(to)) low.merge(visit.node(), order.get(to), Math::min);
        continue;
      }
      visits.pop();
      leave(visit.node());
      if (!visits.isEmpty()) low.merge(visits.peek().node(), low.get(visit.node()), Math::min);
    }
  }

  private Visit<N> enter(N node) {
    order.put(node, order.size());
    low.put(node, order.get(node));
    open.push(node);
    return new Visit<>(node, new ArrayDeque<>(next.apply(node)).iterator());
  }

  private void leave(N node) {
    if (!low.get(node).equals(order.get(node))) return;
    int number = count++;
    N member;
    do {
      member = open.pop();
      component.put(member, number);
    } while (!member.equals(node));
  }
}
