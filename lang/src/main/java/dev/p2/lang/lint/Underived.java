package dev.p2.lang.lint;

import dev.p2.lang.check.Checker;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import java.util.function.Consumer;

/**
 * P2-102: an event that nothing in the program derives. A note, for it may come from outside; a
 * warning if its name looks like a slip for another one.
 */
final class Underived implements Analysis {
  private static final int SHORTEST_SUSPECT = 3;

  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    var filled = new NearNames();
    Checker.builtInRelations().forEach(filled::add);
    for (Relation r : flow.relations()) if (flow.filled(r) && !r.system()) filled.add(r.name());
    for (Relation r : flow.relations()) {
      if (r.isTable() || flow.reads(r).isEmpty() || flow.filled(r)) continue;
      var at = flow.reads(r).getFirst().predicate().span();
      String message = "nothing derives " + r.name() + "; it must come from outside";
      boolean plausible = flow.declared(r) || r.name().length() < SHORTEST_SUSPECT;
      var near = filled.near(r.name());
      found.accept(
          plausible || near.isEmpty()
              ? Diagnostic.note("P2-102", at, message)
              : Diagnostic.warning("P2-102", at, message)
                  .hint("did you mean " + String.join(" or ", near) + "?"));
    }
  }
}
