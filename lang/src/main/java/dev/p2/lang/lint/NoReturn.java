package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.syntax.Diagnostic;
import java.util.List;
import java.util.function.Consumer;

/**
 * P2-108: a soft view over hard tables: nothing refreshes its rows, so that they go for good. Not
 * where an event rule fills the table too.
 */
final class NoReturn implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    for (Chain chain : flow.chains()) {
      if (!chain.isView() || !chain.inserts() || !Flow.soft(chain.target())) continue;
      List<Predicate> body = chain.tables();
      boolean lost =
          body.stream().allMatch(p -> Flow.hard(p.relation()))
              && flow.fillers(chain.target()).stream().allMatch(Chain::isView);
      if (!lost) continue;
      found.accept(
          Diagnostic.warning(
                  "P2-108",
                  chain.span(),
                  "rows of soft "
                      + chain.target().name()
                      + " come from unbounded tables only: they expire and do not return")
              .hint(
                  "give "
                      + chain.target().name()
                      + " the lifetime infinity: the view is kept up to date by itself"));
    }
  }
}
