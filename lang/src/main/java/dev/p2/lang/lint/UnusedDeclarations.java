package dev.p2.lang.lint;

import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** P2-130, a note: a relation that is declared and then not mentioned. */
final class UnusedDeclarations implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    Set<String> used = new HashSet<>();
    for (Relation r : flow.program().relations()) {
      boolean mentioned =
          r.system()
              || !flow.reads(r).isEmpty()
              || flow.filled(r)
              || !flow.deleters(r).isEmpty()
              || flow.observed(r);
      if (mentioned) used.add(r.name());
    }
    flow.mentions()
        .declared()
        .forEach(
            (name, at) -> {
              if (used.contains(name) || TRACES.contains(name)) return;
              found.accept(
                  Diagnostic.note("P2-130", at, name + " is declared and never used")
                      .hint("drop the declaration, or mend the name where it was meant"));
            });
  }

  /** Of the original: filled by the host where the program declares them. */
  private static final Set<String> TRACES = Set.of("ruleExecTable", "tupleTable");
}
