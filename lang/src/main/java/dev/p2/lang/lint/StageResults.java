package dev.p2.lang.lint;

import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * P2-132: rules read another number of columns than a procedure gives, so that all its results are
 * dropped. Only of {@code TOKENIZER}, of which the number is known.
 */
final class StageResults implements Analysis {
  private static final int TOKENIZER_COLUMNS = 2;

  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    for (Program.Stage stage : flow.program().stages()) {
      Optional<Relation> out = flow.program().relation(stage.out());
      if (!stage.procedure().equals("TOKENIZER") || out.isEmpty()) continue;
      int columns = out.get().arity();
      if (columns == TOKENIZER_COLUMNS) continue;
      found.accept(
          Diagnostic.warning(
                  "P2-132",
                  stage.span(),
                  "TOKENIZER gives "
                      + TOKENIZER_COLUMNS
                      + " columns, and "
                      + stage.out()
                      + " has "
                      + columns
                      + " here: what it gives is dropped")
              .hint("write " + stage.out() + "(@N, Token)"));
    }
  }
}
