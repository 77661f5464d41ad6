package dev.p2.lang.value;

/** The run-time errors of expressions, overlog.md 10.3, in one wording. */
final class Errors {
  private Errors() {}

  static EvalException divisionByZero() {
    return new EvalException("P2-R01", "division by zero");
  }

  /** P2-R02, or P2-R06 if the value that misfits is null. */
  static EvalException wrongType(String expected, Object found) {
    if (found == null) {
      return nullOperand();
    }
    return new EvalException(
        "P2-R02",
        "expected " + expected + ", found " + Values.typeName(found) + " " + excerpt(found));
  }

  static EvalException undefined(String operator, Object left, Object right) {
    if (left == null || right == null) {
      return nullOperand();
    }
    return new EvalException(
        "P2-R02",
        "operator "
            + operator
            + " is not defined for "
            + Values.typeName(left)
            + " and "
            + Values.typeName(right));
  }

  static EvalException domain(String message) {
    return new EvalException("P2-R03", message);
  }

  static EvalException negativeShift(long count) {
    return new EvalException("P2-R04", "shift by " + count);
  }

  static EvalException index(Object index, int size) {
    return new EvalException("P2-R05", "index " + Values.text(index) + " outside 0.." + (size - 1));
  }

  static EvalException emptyList() {
    return new EvalException("P2-R05", "the list is empty");
  }

  static EvalException nullOperand() {
    return new EvalException("P2-R06", "null operand");
  }

  static EvalException conversion(String target, Object found) {
    if (found == null) {
      return nullOperand();
    }
    return new EvalException("P2-R07", excerpt(found) + " is no " + target);
  }

  private static String excerpt(Object value) {
    String text = Values.sourceText(value);
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
