package dev.p2.engine;

/** Ends a step that must be undone: a budget is passed. */
final class StepAborted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StepAborted(String message) {
    super(message, null, false, false);
  }
}
