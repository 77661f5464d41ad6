package dev.p2.lang.value;

/**
 * {@code + - * /} on times and durations, overlog.md 4.2; a number beside one is seconds. Bools are
 * promoted already.
 */
final class TimeArithmetic {
  private TimeArithmetic() {}

  static Object add(Object left, Object right) {
    if (left instanceof Time a && isLength(right)) {
      return new Time(Operators.addNanos(a.nanos(), Values.toDurationNanos(right)));
    }
    if (right instanceof Time && isLength(left)) {
      return add(right, left);
    }
    if (oneIsDuration(left, right)) {
      return new Duration(
          Operators.addNanos(Values.toDurationNanos(left), Values.toDurationNanos(right)));
    }
    throw Errors.undefined("+", left, right);
  }

  static Object subtract(Object left, Object right) {
    if (left instanceof Time a && right instanceof Time b) {
      return new Duration(Operators.subtractNanos(a.nanos(), b.nanos()));
    }
    if (left instanceof Time a && isLength(right)) {
      return new Time(Operators.subtractNanos(a.nanos(), Values.toDurationNanos(right)));
    }
    if (oneIsDuration(left, right)) {
      return new Duration(
          Operators.subtractNanos(Values.toDurationNanos(left), Values.toDurationNanos(right)));
    }
    throw Errors.undefined("-", left, right);
  }

  static Object multiply(Object left, Object right) {
    if (right instanceof Duration && !(left instanceof Duration)) {
      return multiply(right, left);
    }
    if (left instanceof Duration a && right instanceof Long b) {
      long product = a.nanos() * b;
      if (Math.multiplyHigh(a.nanos(), b) != product >> 63) {
        throw outOfRange();
      }
      return new Duration(product);
    }
    if (left instanceof Duration a && right instanceof Double b) {
      return rounded(a.nanos() * b);
    }
    throw Errors.undefined("*", left, right);
  }

  static Object divide(Object left, Object right) {
    if (left instanceof Duration a && right instanceof Long b) {
      return new Duration(Operators.divide(a.nanos(), (long) b));
    }
    if (left instanceof Duration a && right instanceof Double b) {
      return rounded(Operators.divide((double) a.nanos(), (double) b));
    }
    throw Errors.undefined("/", left, right);
  }

  private static Duration rounded(double nanos) {
    if (!(Math.abs(nanos) < 0x1p63)) {
      throw outOfRange();
    }
    return new Duration((long) Math.rint(nanos));
  }

  private static boolean isLength(Object value) {
    return value instanceof Duration || value instanceof Long || value instanceof Double;
  }

  private static boolean oneIsDuration(Object a, Object b) {
    return (a instanceof Duration || b instanceof Duration) && isLength(a) && isLength(b);
  }

  static EvalException outOfRange() {
    return Errors.domain("the time or duration is out of range");
  }
}
