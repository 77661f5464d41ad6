package dev.p2.lang.lint;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Program;
import dev.p2.lang.syntax.Diagnostic;
import java.util.function.Consumer;

/** P2-119: a fact that names its node, in a program for many. */
final class FactsOfOneNode implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    if (flow.chains().isEmpty()) return;
    for (Program.Fact fact : flow.program().facts()) {
      if (fact.locationColumn() < 0) continue;
      if (fact.values().get(fact.locationColumn()) instanceof Expr.Const c
          && c.value() instanceof String node) {
        found.accept(
            Diagnostic.note("P2-119", fact.span(), "fact is for one fixed node, " + node)
                .hint("LOCALADDRESS stands for every node"));
      }
    }
  }
}
