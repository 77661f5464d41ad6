package dev.p2.oracle;

import dev.p2.compile.Compiler;
import dev.p2.engine.CompiledProgram;
import dev.p2.lang.check.Checked;
import dev.p2.plan.Planner;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks texts and compiles variants, each once: most of a duel's time goes into that, so a program
 * meets several lists of inputs.
 */
final class Workshop {
  private final Map<String, Checked> checked = new HashMap<>();
  private final Map<Variant, CompiledProgram> compiled = new HashMap<>();

  Checked check(String text) {
    return checked.computeIfAbsent(text, Duel::check);
  }

  /** The program of a variant, whose text is one that has no errors. */
  CompiledProgram compile(Variant variant) {
    return compiled.computeIfAbsent(
        variant,
        v -> Compiler.compile(Planner.plan(check(v.text()).program().orElseThrow(), v.options())));
  }
}
