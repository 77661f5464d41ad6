package dev.p2.lang.lint;

import dev.p2.lang.program.Program;
import dev.p2.lang.syntax.Diagnostic;
import java.util.Set;
import java.util.function.Consumer;

/** P2-124: a {@code stage} with a procedure that only a host of one's own can have. */
final class UnknownProcedures implements Analysis {
  private static final Set<String> BUILT_IN = Set.of("TOKENIZER", "CSVtuple");

  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    for (Program.Stage stage : flow.program().stages()) {
      if (BUILT_IN.contains(stage.procedure())) continue;
      found.accept(
          Diagnostic.warning(
                  "P2-124",
                  stage.span(),
                  "no procedure " + stage.procedure() + " is built in; the host must register it")
              .hint("built in are TOKENIZER and CSVtuple"));
    }
  }
}
