package dev.p2.engine.host;

/** A store cannot keep what a step has changed; the message says what, where, and what to do. */
public final class DurableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DurableException(String message) {
    super(message);
  }

  public DurableException(String message, Throwable cause) {
    super(message, cause);
  }
}
