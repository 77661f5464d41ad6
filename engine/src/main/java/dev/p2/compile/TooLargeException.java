package dev.p2.compile;

import dev.p2.lang.syntax.Span;

/**
 * A rule or fact cannot run: its code would be larger than a method of the Java virtual machine may
 * be, 64 kB.
 */
public final class TooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Span span;

  TooLargeException(String name, Span span, Throwable cause) {
    super(
        name
            + " is too large to run: its code does not fit into a method of the Java virtual"
            + " machine",
        cause);
    this.span = span;
  }

  /** The rule or fact. */
  public Span span() {
    return span;
  }
}
