package dev.p2.oracle;

import dev.p2.lang.value.EvalException;

/** The function of the host that random programs call: it answers, refuses, and answers wrongly. */
final class HostFunction {
  private HostFunction() {}

  static Object call(Object[] arguments) {
    return switch (arguments[0]) {
      case Long n when n == 1 -> null;
      case Long n when n == 2 -> "two";
      case Long n when n == 3 -> throw new IllegalStateException("three");
      case Long n -> n + 1;
      case null, default -> arguments[0];
    };
  }

  /** As rules see it: what the host throws is P2-R09 (section 5). */
  static Object calledByRule(Object[] arguments) {
    try {
      return call(arguments);
    } catch (IllegalStateException e) {
      throw new EvalException("P2-R09", String.valueOf(e.getMessage()));
    }
  }
}
