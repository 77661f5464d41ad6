package dev.p2.engine;

import dev.p2.lang.syntax.Diagnostic;
import java.util.Optional;

/** A text cannot be installed: what is wrong with it, for a {@code sysError} row. */
public final class InstallException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int line;
  private final transient Optional<Diagnostic> diagnostic;

  /**
   * An error.
   *
   * @param code such as {@code P2-014}
   * @param line where it is, from 1; 0 if nowhere
   */
  public InstallException(String code, int line, String message) {
    super(message);
    this.code = code;
    this.line = line;
    this.diagnostic = Optional.empty();
  }

  /** What the checker says. */
  public InstallException(Diagnostic diagnostic, String message) {
    super(message);
    this.code = diagnostic.code();
    this.line = diagnostic.span().line();
    this.diagnostic = Optional.of(diagnostic);
  }

  /** What the checker says, if it was the checker. */
  public Optional<Diagnostic> diagnostic() {
    return diagnostic;
  }

  public String code() {
    return code;
  }

  public int line() {
    return line;
  }
}
