package dev.p2.net;

/** A node's boot step failed; what its listener was told says why. */
public final class NodeStartException extends Exception {
  private static final long serialVersionUID = 1L;

  NodeStartException(String message) {
    super(message);
  }
}
