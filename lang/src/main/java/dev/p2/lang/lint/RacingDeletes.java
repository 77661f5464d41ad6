package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * P2-129, a note: one message inserts a row and another, sent by other rules, deletes it, without a
 * condition such as a newer number; what stays depends on which comes last.
 */
final class RacingDeletes implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    for (Chain delete : flow.chains()) {
      if (delete.inserts() || !keyedByMessage(flow, delete)) continue;
      Relation by = delete.event().orElseThrow().relation();
      flow.fillers(delete.target()).stream()
          .filter(insert -> keyedByMessage(flow, insert))
          .filter(insert -> insert.event().orElseThrow().relation() != by)
          .findFirst()
          .ifPresent(insert -> found.accept(note(delete, insert)));
    }
  }

  private static Diagnostic note(Chain delete, Chain insert) {
    return Diagnostic.note(
            "P2-129",
            delete.span(),
            "whether a row of "
                + delete.target().name()
                + " stays depends on which comes last, "
                + delete.event().orElseThrow().relation().name()
                + " here or "
                + insert.event().orElseThrow().relation().name()
                + " in rule "
                + insert.label()
                + " at "
                + insert.span().place())
        .hint("let messages carry a number, and let the greater one win");
  }

  /** Whether the event comes by messages and gives the whole key, and no condition holds it up. */
  private static boolean keyedByMessage(Flow flow, Chain chain) {
    if (!chain.onEventRelation()) return false;
    Predicate event = chain.event().orElseThrow();
    if (flow.fillers(event.relation()).stream().noneMatch(Chain::sent)) return false;
    for (BodyTerm t : chain.body()) if (!(t instanceof BodyTerm.Assign)) return false;
    Set<String> carried = new HashSet<>(Parts.binds(event));
    chain.last().location().ifPresent(l -> carried.remove(l.name()));
    List<Optional<Expr>> head = Parts.columns(chain.head());
    return chain.target().table().orElseThrow().keys().stream()
        .anyMatch(
            k ->
                head.get(k)
                    .filter(e -> Parts.variables(e).stream().anyMatch(carried::contains))
                    .isPresent());
  }
}
