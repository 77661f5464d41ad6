package dev.p2.lang.syntax;

import java.util.Optional;

/**
 * Ends the reading of a statement or a part of one; caught where reading goes on, never outside
 * this package.
 */
final class SyntaxError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Optional<Diagnostic> diagnostic;
  private final transient TokenCursor.Mark place;

  /**
   * @param diagnostic what to say; empty if it has been said, as for a string that is not closed
   * @param place the token that does not fit
   */
  SyntaxError(Optional<Diagnostic> diagnostic, TokenCursor.Mark place) {
    super("syntax error", null, false, false);
    this.diagnostic = diagnostic;
    this.place = place;
  }

  Optional<Diagnostic> diagnostic() {
    return diagnostic;
  }

  TokenCursor.Mark place() {
    return place;
  }
}
