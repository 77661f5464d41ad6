package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.value.Duration;
import java.util.Comparator;
import java.util.function.Consumer;

/**
 * P2-106: a view's rows live shorter than those they come from, so that they go and come. Of a body
 * over several soft tables the one with the shortest lifetime counts: with it the derivation ends.
 */
final class ShortHeads implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    for (Chain chain : flow.chains()) {
      if (!chain.isView() || !chain.inserts() || !Flow.soft(chain.target())) continue;
      chain.tables().stream()
          .map(Predicate::relation)
          .filter(Flow::soft)
          .min(Comparator.comparingLong(ShortHeads::lifetime))
          .filter(body -> lifetime(body) > lifetime(chain.target()))
          .ifPresent(body -> found.accept(warning(chain, body)));
    }
  }

  private static Diagnostic warning(Chain chain, Relation body) {
    String head = chain.target().name();
    return Diagnostic.warning(
            "P2-106",
            chain.span(),
            "rows of "
                + head
                + " (lifetime "
                + text(lifetime(chain.target()))
                + ") die before rows of "
                + body.name()
                + " ("
                + text(lifetime(body))
                + ") that they come from")
        .hint("give " + head + " a lifetime of " + text(lifetime(body)) + " or more, or infinity");
  }

  static long lifetime(Relation soft) {
    return soft.table().orElseThrow().lifetimeNanos();
  }

  static String text(long nanos) {
    return new Duration(nanos).toString();
  }
}
