package dev.p2.net.store;

import java.io.IOException;

/**
 * The file of a node's durable tables cannot be used. The message says what and where, the hint
 * what to do.
 */
public final class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  StoreException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  StoreException(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  public String hint() {
    return hint;
  }
}
