package dev.p2.cli.experiment;

import dev.p2.lang.syntax.Diagnostic;
import java.util.List;

/** A program of an experiment has errors. */
public final class BrokenProgramException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialized
  private final List<Diagnostic> diagnostics;

  BrokenProgramException(List<Diagnostic> diagnostics) {
    super("the program has errors");
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** What is wrong, warnings among it. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
