package dev.p2.lang.value;

/** Built-in numeric functions; outside the domain they are P2-R03. */
public final class NumberFunctions {
  private NumberFunctions() {}

  /** Of an int (wraps), double or duration, in its own type. */
  public static Object abs(Object x) {
    return switch (Numbers.promoted(x)) {
      case Long v -> v < 0 ? -v : v;
      case Double v -> Math.abs(v);
      case Duration v -> v.nanos() < 0 ? Operators.negate(v) : v;
      case null, default -> throw Errors.wrongType("number", x);
    };
  }

  public static Object floor(Object x) {
    return x instanceof Double v ? whole(Math.floor(v)) : (Object) Values.toLong(x);
  }

  public static Object ceil(Object x) {
    return x instanceof Double v ? whole(Math.ceil(v)) : (Object) Values.toLong(x);
  }

  private static Object whole(double value) {
    if (value >= -0x1p63 && value < 0x1p63) {
      return (long) value;
    }
    throw Errors.domain(Values.text(value) + " does not fit an int");
  }

  public static Object exp(Object x) {
    return StrictMath.exp(Values.toDouble(x));
  }

  public static Object ln(Object x) {
    double v = Values.toDouble(x);
    if (v <= 0) {
      throw Errors.domain("logarithm of " + Values.text(v));
    }
    return StrictMath.log(v);
  }

  public static Object sqrt(Object x) {
    double v = Values.toDouble(x);
    if (v < 0) {
      throw Errors.domain("square root of " + Values.text(v));
    }
    return StrictMath.sqrt(v);
  }

  /** A double, also for ints; {@code **} keeps them. */
  public static Object pow(Object base, Object exponent) {
    double b = Values.toDouble(base);
    double e = Values.toDouble(exponent);
    if (b == 0 && e < 0) {
      throw Errors.domain("zero to the power of " + Values.text(e));
    }
    return Operators.power(b, e);
  }
}
