package dev.p2.net.wire;

/** A tuple that has no form on the wire: P2-R11. Carries no stack trace. */
public final class UnencodableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnencodableException(String message) {
    super(message, null, false, false);
  }
}
