package dev.p2.lang.value;

/**
 * A run-time error of an expression, overlog.md 10.3. Carries no stack trace: raising one is part
 * of normal running.
 */
public final class EvalException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;

  /** An error with a code such as {@code P2-R01}. */
  public EvalException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
