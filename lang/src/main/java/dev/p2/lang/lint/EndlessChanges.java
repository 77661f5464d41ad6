package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm.Modifier;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.syntax.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * P2-126: a change of a table makes a further change with a new value, and so on: views that count
 * or lengthen what they read from themselves, and {@code t#insert} rules that insert into {@code
 * t}.
 */
final class EndlessChanges implements Analysis {
  /** A way from a trigger of a rule to its head, with the predicate that triggers. */
  private record Way(Cycles.Edge edge, Predicate trigger) {}

  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    List<Way> ways = new ArrayList<>();
    for (Chain chain : flow.chains()) {
      if (!chain.inserts() || chain.sent() || SelfReplacements.replaced(chain).isPresent())
        continue;
      for (Predicate p : triggers(chain)) {
        if (Guards.stops(chain, p)) continue;
        ways.add(new Way(new Cycles.Edge(p.relation(), chain.target(), chain), p));
      }
    }
    List<Cycles.Edge> edges = ways.stream().map(Way::edge).toList();
    for (List<Cycles.Edge> circle : Cycles.of(edges)) {
      // Events alone are P2-116.
      if (circle.stream().noneMatch(e -> e.from().isTable())) continue;
      Set<Cycles.Edge> members = new HashSet<>(circle);
      Optional<Way> growing =
          ways.stream()
              .filter(w -> members.contains(w.edge()))
              .filter(w -> Guards.grows(w.edge().chain(), w.trigger()))
              .findFirst();
      growing.ifPresent(w -> found.accept(warning(w.edge(), circle)));
    }
  }

  private static List<Predicate> triggers(Chain chain) {
    if (chain.isView()) return chain.tables();
    return chain.event().filter(e -> e.modifier() != Modifier.DELETE).stream().toList();
  }

  private static Diagnostic warning(Cycles.Edge edge, List<Cycles.Edge> circle) {
    return Diagnostic.warning(
            "P2-126",
            edge.chain().span(),
            "changes of "
                + Cycles.way(edge, circle)
                + " can go on for ever in one step, each with a new value")
        .hint("add a condition that ends it, such as a greatest count or a test for repetitions");
  }
}
