package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm.Modifier;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * P2-107: timers alone fill a soft table, and the fastest of them is slower than the rows live. Not
 * where the key is new at each firing (a log), nor where the program waits for rows to go (a
 * timeout).
 */
final class SlowRefresh implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    var periods = new Periods(flow);
    Freshness freshness = Freshness.of(flow);
    for (Relation table : flow.relations()) {
      if (!Flow.soft(table) || awaited(flow, table)) continue;
      long least = Periods.ONCE;
      Optional<Chain> fastest = Optional.empty();
      boolean known = true;
      for (Chain filler : flow.fillers(table)) {
        OptionalLong period = periods.of(filler);
        if (period.isEmpty() || newKey(filler, freshness)) {
          known = false;
          break;
        }
        if (period.getAsLong() >= least) continue;
        least = period.getAsLong();
        fastest = Optional.of(filler);
      }
      if (known && fastest.isPresent() && least > ShortHeads.lifetime(table)) {
        found.accept(warning(table, fastest.get(), least));
      }
    }
  }

  private static Diagnostic warning(Relation table, Chain rule, long period) {
    String lives = ShortHeads.text(ShortHeads.lifetime(table));
    return Diagnostic.warning(
            "P2-107",
            rule.span(),
            table.name() + " is refreshed every " + ShortHeads.text(period) + " but lives " + lives)
        .hint("a lifetime of two or three periods outlasts a refresh that is late or lost");
  }

  private static boolean awaited(Flow flow, Relation table) {
    return flow.reads(table).stream()
        .map(r -> r.predicate().modifier())
        .anyMatch(m -> m == Modifier.DELETE || m == Modifier.CHANGE);
  }

  private static boolean newKey(Chain chain, Freshness freshness) {
    Set<String> fresh = freshness.variables(chain);
    List<Optional<Expr>> head = Parts.columns(chain.head());
    return chain.target().table().orElseThrow().keys().stream()
        .anyMatch(k -> head.get(k).filter(e -> freshness.fresh(e, fresh)).isPresent());
  }
}
