package dev.p2.lang.check;

import dev.p2.lang.program.Mentions;
import dev.p2.lang.program.Program;
import dev.p2.lang.syntax.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What became of a parsed program.
 *
 * @param program there if no diagnostic is an error
 * @param diagnostics those of the parser and of the checker, in text order; notes included
 * @param mentions what the text says beside rules and facts
 */
public record Checked(Optional<Program> program, List<Diagnostic> diagnostics, Mentions mentions) {
  public Checked {
    diagnostics = List.copyOf(diagnostics);
  }
}
