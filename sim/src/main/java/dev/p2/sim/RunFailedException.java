package dev.p2.sim;

/** The run cannot go on: a node did not start, or time stands still. */
public final class RunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunFailedException(String message) {
    super(message);
  }
}
