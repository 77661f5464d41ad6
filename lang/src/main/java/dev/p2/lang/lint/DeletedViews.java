package dev.p2.lang.lint;

import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import java.util.function.Consumer;

/** P2-109: a rule deletes from a hard table that a view maintains. */
final class DeletedViews implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    for (Chain chain : flow.chains()) {
      Relation table = chain.target();
      if (chain.inserts() || !Flow.hard(table)) continue;
      flow.fillers(table).stream()
          .filter(f -> f.last().maintained())
          .findFirst()
          .ifPresent(
              view ->
                  found.accept(
                      Diagnostic.warning(
                              "P2-109",
                              chain.span(),
                              "delete on "
                                  + table.name()
                                  + ", which view "
                                  + view.label()
                                  + " at "
                                  + view.span().place()
                                  + " maintains: the row stays away until its derivation comes"
                                  + " again")
                          .hint("delete from the tables that the view reads")));
    }
  }
}
