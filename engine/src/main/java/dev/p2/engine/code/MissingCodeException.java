package dev.p2.engine.code;

import dev.p2.lang.program.Program;
import dev.p2.lang.syntax.Span;

/** A node cannot be created: its program asks for code that the host has not registered. */
public final class MissingCodeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Span span;
  private final boolean procedure;

  private MissingCodeException(String message, Span span, boolean procedure) {
    super(message);
    this.span = span;
    this.procedure = procedure;
  }

  static MissingCodeException function(String name, Span declaration) {
    return new MissingCodeException(
        "the program declares extern " + name + ", and the host has no function of that name",
        declaration,
        false);
  }

  static MissingCodeException procedure(Program.Stage stage) {
    return new MissingCodeException(
        "there is no procedure \""
            + stage.procedure()
            + "\" to connect "
            + stage.in()
            + " with "
            + stage.out(),
        stage.span(),
        true);
  }

  /** The declaration or directive that asks for it. */
  public Span span() {
    return span;
  }

  /** Whether it is a procedure of a {@code stage}; else a function. */
  public boolean isProcedure() {
    return procedure;
  }
}
