package dev.p2.lang.lint;

import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import java.util.function.Consumer;

/** P2-104: a table that is read, and that no rule and no fact fills. */
final class NeverFilled implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    var filled = new NearNames();
    for (Relation r : flow.relations()) if (flow.filled(r)) filled.add(r.name());
    for (Relation r : flow.relations()) {
      if (!r.isTable() || flow.reads(r).isEmpty() || flow.filled(r)) continue;
      var near = filled.near(r.name());
      found.accept(
          Diagnostic.warning(
                  "P2-104",
                  flow.reads(r).getFirst().predicate().span(),
                  "table " + r.name() + " is read but never filled")
              .hint(
                  near.isEmpty()
                      ? "add a fact or a rule for it; if its rows come from outside, say so:"
                          + " // p2:allow P2-104"
                      : "did you mean " + String.join(" or ", near) + "?"));
    }
  }
}
