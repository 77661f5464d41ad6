package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.syntax.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * P2-116: events that feed each other within one round, without a condition on what they carry.
 * Tables do not end such a circle: all rules of a round see them as they were.
 */
final class EndlessEvents implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    List<Cycles.Edge> edges = new ArrayList<>();
    for (Chain chain : flow.chains()) {
      boolean within =
          chain.onEventRelation() && chain.inserts() && !chain.sent() && !chain.target().isTable();
      if (!within) continue;
      Predicate event = chain.event().orElseThrow();
      if (Guards.stops(chain, event) || Guards.picks(flow, event)) continue;
      edges.add(new Cycles.Edge(event.relation(), chain.target(), chain));
    }
    for (List<Cycles.Edge> circle : Cycles.of(edges)) {
      Cycles.Edge first = circle.getFirst();
      found.accept(
          Diagnostic.warning(
                  "P2-116",
                  first.chain().span(),
                  "events " + Cycles.way(first, circle) + " can run for ever in one round")
              .hint("add a condition on what the event carries, such as Count < 10"));
    }
  }
}
