package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm.Modifier;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Diagnostic;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * P2-105: a table without lifetime and size gets a row with a new key at every firing, and no rule
 * deletes from it.
 */
final class Growth implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    Freshness freshness = Freshness.of(flow);
    for (Chain chain : flow.chains()) {
      Relation table = chain.target();
      boolean grows =
          chain.inserts()
              && !chain.isView()
              && Flow.hard(table)
              && !table.table().orElseThrow().sized()
              && flow.deleters(table).isEmpty()
              && newKey(chain, freshness);
      if (!grows) continue;
      found.accept(
          Diagnostic.warning(
                  "P2-105",
                  chain.span(),
                  table.name()
                      + " has no lifetime and no size, and grows with every firing of "
                      + name(chain.event().orElseThrow()))
              .hint(
                  "give its declaration a lifetime or a size, or delete rows that are no longer"
                      + " needed"));
    }
  }

  private static boolean newKey(Chain chain, Freshness freshness) {
    TableSpec table = chain.target().table().orElseThrow();
    if (table.bag()) return true;
    Set<String> fresh = freshness.variables(chain);
    List<Optional<Expr>> head = Parts.columns(chain.head());
    return table.keys().stream()
        .anyMatch(k -> head.get(k).filter(e -> freshness.fresh(e, fresh)).isPresent());
  }

  static String name(Predicate event) {
    return event.relation().name()
        + (event.modifier() == Modifier.NONE
            ? ""
            : "#" + event.modifier().name().toLowerCase(Locale.ROOT));
  }
}
