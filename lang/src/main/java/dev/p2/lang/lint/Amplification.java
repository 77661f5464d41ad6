package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.syntax.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * P2-127: a message that came from anyone is sent on to everyone in a table, with nothing that ends
 * it: no condition on what it carries, no test whether it was seen before. One message becomes ever
 * more.
 */
final class Amplification implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    List<Cycles.Edge> edges = new ArrayList<>();
    for (Chain chain : flow.chains()) {
      boolean event = chain.onEventRelation() && chain.inserts() && !chain.target().isTable();
      if (!event) continue;
      Predicate trigger = chain.event().orElseThrow();
      if (Guards.stops(chain, trigger) || Guards.picks(flow, trigger) || remembers(chain)) continue;
      edges.add(new Cycles.Edge(trigger.relation(), chain.target(), chain));
    }
    for (List<Cycles.Edge> circle : Cycles.of(edges)) {
      circle.stream()
          .filter(e -> e.chain().sent() && many(e.chain()))
          .findFirst()
          .ifPresent(e -> found.accept(warning(e)));
    }
  }

  private static Diagnostic warning(Cycles.Edge edge) {
    String name = edge.chain().target().name();
    return Diagnostic.warning(
            "P2-127",
            edge.chain().span(),
            name
                + " goes to every node in a table for every "
                + edge.from().name()
                + " that comes: one message becomes ever more")
        .hint(
            "keep what was seen in a table and send on its #insert, or let it count its hops down");
  }

  /** Whether a negated predicate asks for something that the event carries. */
  private static boolean remembers(Chain chain) {
    Set<String> carried = Parts.binds(chain.event().orElseThrow());
    chain.last().location().ifPresent(l -> carried.remove(l.name()));
    for (BodyTerm t : chain.body()) {
      if (t instanceof Predicate p
          && p.negated()
          && Parts.variables(p).stream().anyMatch(carried::contains)) return true;
    }
    return false;
  }

  /** Whether one event can have several destinations. */
  private static boolean many(Chain chain) {
    Head head = chain.head();
    if (head.locationColumn() < 0
        || !(head.columns().get(head.locationColumn()) instanceof Head.Column.Value v))
      return false;
    Expr where = v.value();
    Set<String> known =
        Determined.by(chain, new HashSet<>(Parts.binds(chain.event().orElseThrow())));
    return !known.containsAll(Parts.variables(where));
  }
}
