package dev.p2.sim.testing;

import dev.p2.compile.Compiler;
import dev.p2.engine.CompiledProgram;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.check.Checker;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.util.List;

/** From text to a compiled program. */
public final class Programs {
  private Programs() {}

  public static CompiledProgram compile(String text) {
    Checked checked =
        Checker.check(
            Parser.parse(List.of(new Source("test.olg", text)), ParseOptions.plain()),
            CheckOptions.defaults());
    return Compiler.compile(
        Planner.plan(
            checked
                .program()
                .orElseThrow(() -> new AssertionError(checked.diagnostics().toString())),
            PlanOptions.DEFAULT));
  }
}
