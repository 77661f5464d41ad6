package dev.p2.embed;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.DiagnosticPrinter;
import java.util.List;
import java.util.stream.Collectors;

/** A program has errors. The message shows them as the command line does. */
public final class ProgramException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  ProgramException(List<Diagnostic> diagnostics) {
    super(
        diagnostics.stream()
            .filter(Diagnostic::isError)
            .map(d -> DiagnosticPrinter.print(d, false).stripTrailing())
            .collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** All that there is to say about the program, warnings and notes too, as facts. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
