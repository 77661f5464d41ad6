package dev.p2.lang.lint;

import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * P2-101: an event that nothing takes, in a closed program: one that reads nothing from outside, so
 * that nobody outside is there to read it either, or one that marks its results by {@code Query}.
 * Tables are results that {@code --dump} shows.
 */
final class Unread implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    if (!closed(flow)) return;
    var readNames = new NearNames();
    for (Relation r : flow.relations()) if (!flow.reads(r).isEmpty()) readNames.add(r.name());
    for (Relation r : flow.relations()) {
      boolean taken =
          r.isTable()
              || flow.fillers(r).isEmpty()
              || !flow.reads(r).isEmpty()
              || flow.observed(r)
              || flow.fillers(r).stream().anyMatch(Chain::sent);
      if (taken) continue;
      var warning =
          Diagnostic.warning(
              "P2-101",
              flow.fillers(r).getFirst().span(),
              r.name() + " is derived but nothing reads, watches or sends it");
      var near = readNames.near(r.name());
      found.accept(
          warning.hint(
              near.isEmpty()
                  ? "if it is a result, say so: watch(" + r.name() + ")."
                  : "did you mean " + String.join(" or ", near) + "?"));
    }
  }

  /**
   * Whether everything that is read comes, step by step, from facts, timers and the start of a
   * node. Relations that only feed each other come from outside.
   */
  private static boolean closed(Flow flow) {
    if (!flow.mentions().queried().isEmpty()) return true;
    if (!flow.program().stages().isEmpty()) return false;
    Set<Relation> started = new HashSet<>();
    Deque<Chain> todo = new ArrayDeque<>(flow.chains());
    for (Relation r : flow.program().relations()) {
      if (flow.hasFacts(r) || flow.fromHost(r)) started.add(r);
    }
    while (!todo.isEmpty()) {
      Chain chain = todo.remove();
      boolean fires =
          chain.inserts()
              && chain.predicates().stream()
                  .allMatch(p -> p.negated() || started.contains(p.relation()));
      if (!fires || !started.add(chain.target())) continue;
      for (Flow.Read read : flow.reads(chain.target())) todo.add(read.chain());
    }
    return flow.chains().stream()
        .flatMap(c -> c.predicates().stream())
        .allMatch(p -> started.contains(p.relation()));
  }
}
