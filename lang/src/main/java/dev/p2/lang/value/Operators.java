package dev.p2.lang.value;

/**
 * The operators of overlog.md section 4 on boxed values, and those on unboxed ones that can fail.
 * Every operator refuses a null operand with P2-R06, but {@code +} beside a string; operands it is
 * not defined for are P2-R02.
 */
public final class Operators {
  private Operators() {}

  /** {@code +}: numbers, times, or texts if one operand is a string. */
  public static Object add(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return a + b;
    }
    if (left instanceof String || right instanceof String) {
      return concat(left, right);
    }
    Object a = Numbers.promoted(left);
    Object b = Numbers.promoted(right);
    return switch (Arithmetic.of(a, b)) {
      case INT -> (long) a + (long) b;
      case DOUBLE -> checked(Values.toDouble(a) + Values.toDouble(b));
      case ID -> Values.toId(a).add(Values.toId(b));
      case NONE -> TimeArithmetic.add(a, b);
    };
  }

  public static Object subtract(Object left, Object right) {
    Object a = Numbers.promoted(left);
    Object b = Numbers.promoted(right);
    return switch (Arithmetic.of(a, b)) {
      case INT -> (long) a - (long) b;
      case DOUBLE -> checked(Values.toDouble(a) - Values.toDouble(b));
      case ID -> Values.toId(a).sub(Values.toId(b));
      case NONE -> TimeArithmetic.subtract(a, b);
    };
  }

  public static Object multiply(Object left, Object right) {
    Object a = Numbers.promoted(left);
    Object b = Numbers.promoted(right);
    return switch (Arithmetic.of(a, b)) {
      case INT -> (long) a * (long) b;
      case DOUBLE -> checked(Values.toDouble(a) * Values.toDouble(b));
      case ID -> Values.toId(a).mul(Values.toId(b));
      case NONE -> TimeArithmetic.multiply(a, b);
    };
  }

  /** {@code /}: numbers, a duration by a number, or the difference of sets. */
  public static Object divide(Object left, Object right) {
    if (left instanceof SetValue a && right instanceof SetValue b) {
      return a.difference(b);
    }
    Object a = Numbers.promoted(left);
    Object b = Numbers.promoted(right);
    return switch (Arithmetic.of(a, b)) {
      case INT -> divide((long) a, (long) b);
      case DOUBLE -> divide(Values.toDouble(a), Values.toDouble(b));
      case ID -> Values.toId(a).div(Values.toId(b));
      case NONE -> TimeArithmetic.divide(a, b);
    };
  }

  public static Object remainder(Object left, Object right) {
    Object a = Numbers.promoted(left);
    Object b = Numbers.promoted(right);
    return switch (Arithmetic.of(a, b)) {
      case INT -> remainder((long) a, (long) b);
      case ID -> Values.toId(a).rem(Values.toId(b));
      case DOUBLE, NONE -> throw Errors.undefined("%", left, right);
    };
  }

  /** {@code **}: an int for an int to the power of one that is not negative, else a double. */
  public static Object power(Object left, Object right) {
    Object a = Numbers.promoted(left);
    Object b = Numbers.promoted(right);
    return switch (Arithmetic.of(a, b)) {
      case INT ->
          (long) b >= 0
              ? (Object) power((long) a, (long) b)
              : (Object) power((double) (long) a, (long) b);
      case DOUBLE -> power(Values.toDouble(a), Values.toDouble(b));
      case ID, NONE -> throw Errors.undefined("**", left, right);
    };
  }

  public static Object shiftLeft(Object left, Object right) {
    Object a = Numbers.promoted(left);
    if (Numbers.promoted(right) instanceof Long n) {
      if (a instanceof Long x) {
        return shiftLeft((long) x, (long) n);
      }
      if (a instanceof Id x) {
        return x.shl(n);
      }
    }
    throw Errors.undefined("<<", left, right);
  }

  public static Object shiftRight(Object left, Object right) {
    Object a = Numbers.promoted(left);
    if (Numbers.promoted(right) instanceof Long n) {
      if (a instanceof Long x) {
        return shiftRight((long) x, (long) n);
      }
      if (a instanceof Id x) {
        return x.shr(n);
      }
    }
    throw Errors.undefined(">>", left, right);
  }

  /** {@code &} of ints and ids; the intersection of sets. */
  public static Object bitAnd(Object left, Object right) {
    if (left instanceof SetValue a && right instanceof SetValue b) {
      return a.intersection(b);
    }
    Object a = Numbers.promoted(left);
    Object b = Numbers.promoted(right);
    return switch (Arithmetic.of(a, b)) {
      case INT -> (long) a & (long) b;
      case ID -> Values.toId(a).and(Values.toId(b));
      case DOUBLE, NONE -> throw Errors.undefined("&", left, right);
    };
  }

  /** {@code |} of ints and ids; the union of sets. */
  public static Object bitOr(Object left, Object right) {
    if (left instanceof SetValue a && right instanceof SetValue b) {
      return a.union(b);
    }
    Object a = Numbers.promoted(left);
    Object b = Numbers.promoted(right);
    return switch (Arithmetic.of(a, b)) {
      case INT -> (long) a | (long) b;
      case ID -> Values.toId(a).or(Values.toId(b));
      case DOUBLE, NONE -> throw Errors.undefined("|", left, right);
    };
  }

  /** {@code ^} of ints and ids; what is in one of two sets only. */
  public static Object bitXor(Object left, Object right) {
    if (left instanceof SetValue a && right instanceof SetValue b) {
      return a.symmetricDifference(b);
    }
    Object a = Numbers.promoted(left);
    Object b = Numbers.promoted(right);
    return switch (Arithmetic.of(a, b)) {
      case INT -> (long) a ^ (long) b;
      case ID -> Values.toId(a).xor(Values.toId(b));
      case DOUBLE, NONE -> throw Errors.undefined("^", left, right);
    };
  }

  /** {@code |||}: two lists joined, else the text forms. */
  public static Object append(Object left, Object right) {
    if (left instanceof ListValue a && right instanceof ListValue b) {
      return a.concat(b);
    }
    if (left == null || right == null) {
      throw Errors.nullOperand();
    }
    return concat(left, right);
  }

  /** {@code +} beside a string: the text forms joined; null is {@code null}. */
  public static String concat(Object left, Object right) {
    return Values.text(left).concat(Values.text(right));
  }

  public static Object negate(Object operand) {
    return switch (Numbers.promoted(operand)) {
      case Long x -> -x;
      case Double x -> -x;
      case Id x -> x.neg();
      case Duration x -> new Duration(subtractNanos(0, x.nanos()));
      case null, default -> throw Errors.wrongType("number", operand);
    };
  }

  public static Object complement(Object operand) {
    return switch (Numbers.promoted(operand)) {
      case Long x -> ~x;
      case Id x -> x.not();
      case null, default -> throw Errors.wrongType("int or id", operand);
    };
  }

  /** {@code !} of a condition; of null it is true. */
  public static boolean not(Object operand) {
    return !Values.condition(operand);
  }

  public static boolean less(Object left, Object right) {
    return order(left, right, "<") < 0;
  }

  public static boolean lessEqual(Object left, Object right) {
    return order(left, right, "<=") <= 0;
  }

  public static boolean greater(Object left, Object right) {
    return order(left, right, ">") > 0;
  }

  public static boolean greaterEqual(Object left, Object right) {
    return order(left, right, ">=") >= 0;
  }

  /** The order behind {@code < <= > >=}, overlog.md 3.3. */
  static int order(Object left, Object right, String operator) {
    if (Ordering.lessIsDefined(left, right)) {
      return Ordering.compare(left, right);
    }
    if (left instanceof Duration && isSeconds(right)
        || right instanceof Duration && isSeconds(left)) {
      return Long.compare(Values.toDurationNanos(left), Values.toDurationNanos(right));
    }
    throw Errors.undefined(operator, left, right);
  }

  private static boolean isSeconds(Object value) {
    return Numbers.isNumber(value) && !(value instanceof Id);
  }

  /** The ring interval of overlog.md 4.3; over ids if any of the three is an id. */
  public static boolean in(
      Object x, Object low, Object high, boolean lowClosed, boolean highClosed) {
    if (x instanceof Id || low instanceof Id || high instanceof Id) {
      return Id.in(Values.toId(x), Values.toId(low), Values.toId(high), lowClosed, highClosed);
    }
    return between(
        order(x, low, "in"), order(x, high, "in"), order(low, high, "in"), lowClosed, highClosed);
  }

  public static boolean in(long x, long low, long high, boolean lowClosed, boolean highClosed) {
    return between(
        Long.compare(x, low),
        Long.compare(x, high),
        Long.compare(low, high),
        lowClosed,
        highClosed);
  }

  public static boolean in(
      double x, double low, double high, boolean lowClosed, boolean highClosed) {
    return between(
        Numbers.compare(x, low),
        Numbers.compare(x, high),
        Numbers.compare(low, high),
        lowClosed,
        highClosed);
  }

  public static boolean in(Id x, Id low, Id high, boolean lowClosed, boolean highClosed) {
    return Id.in(x, low, high, lowClosed, highClosed);
  }

  private static boolean between(
      int toLow, int toHigh, int ends, boolean lowClosed, boolean highClosed) {
    boolean above = toLow > 0 || lowClosed && toLow == 0;
    boolean below = toHigh < 0 || highClosed && toHigh == 0;
    return ends < 0 ? above && below : above || below;
  }

  /** {@code x in collection}: membership in a list or set. */
  public static boolean contains(Object x, Object collection) {
    if (x == null) {
      throw Errors.nullOperand();
    }
    return switch (collection) {
      case ListValue list -> list.contains(x);
      case SetValue set -> set.contains(x);
      case null, default -> throw Errors.wrongType("list or set", collection);
    };
  }

  /** {@code list[index]}, from 0; outside it is P2-R05. */
  public static Object element(Object list, Object index) {
    ListValue elements = Values.toList(list);
    long i = Values.toLong(index);
    if (i < 0 || i >= elements.size()) {
      throw Errors.index(i, elements.size());
    }
    return elements.get((int) i);
  }

  /** Truncates towards zero; a zero divisor is P2-R01. */
  public static long divide(long left, long right) {
    if (right == 0) {
      throw Errors.divisionByZero();
    }
    return left / right;
  }

  /** The sign is that of the left operand; a zero divisor is P2-R01. */
  public static long remainder(long left, long right) {
    if (right == 0) {
      throw Errors.divisionByZero();
    }
    return left % right;
  }

  /** A zero divisor is P2-R01, a result that is not a number P2-R03. */
  public static double divide(double left, double right) {
    if (right == 0) {
      throw Errors.divisionByZero();
    }
    return checked(left / right);
  }

  /** The value itself; NaN is P2-R03. For the results of unboxed {@code + - *}. */
  public static double checked(double value) {
    if (Double.isNaN(value)) {
      throw Errors.domain("the result is not a number");
    }
    return value;
  }

  /** Zero from 64 on; a negative count is P2-R04. */
  public static long shiftLeft(long value, long count) {
    if (count < 0) {
      throw Errors.negativeShift(count);
    }
    return count >= Long.SIZE ? 0 : value << count;
  }

  /** Keeps the sign; a negative count is P2-R04. */
  public static long shiftRight(long value, long count) {
    if (count < 0) {
      throw Errors.negativeShift(count);
    }
    return value >> Math.min(count, Long.SIZE - 1);
  }

  /** Modulo 2^64; the exponent must not be negative (it is P2-R03). */
  public static long power(long base, long exponent) {
    if (exponent < 0) {
      throw Errors.domain("negative exponent " + exponent);
    }
    long result = 1;
    long square = base;
    for (long e = exponent; e != 0; e >>= 1) {
      if ((e & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  /** Zero to a negative power is P2-R01, a result that is not a number P2-R03. */
  public static double power(double base, double exponent) {
    if (base == 0 && exponent < 0) {
      throw Errors.divisionByZero();
    }
    return checked(StrictMath.pow(base, exponent));
  }

  /** The sum of two times or durations in nanoseconds; overflow is P2-R03. */
  public static long addNanos(long left, long right) {
    long sum = left + right;
    if (((left ^ sum) & (right ^ sum)) < 0) {
      throw TimeArithmetic.outOfRange();
    }
    return sum;
  }

  /** The difference of two times or durations in nanoseconds; overflow is P2-R03. */
  public static long subtractNanos(long left, long right) {
    long difference = left - right;
    if (((left ^ right) & (left ^ difference)) < 0) {
      throw TimeArithmetic.outOfRange();
    }
    return difference;
  }

  /** How two operands, bools promoted, are computed with. */
  private enum Arithmetic {
    INT,
    DOUBLE,
    ID,
    /** Not both numbers, or an id with a double. */
    NONE;

    static Arithmetic of(Object a, Object b) {
      return switch (a) {
        case Long _ ->
            b instanceof Long ? INT : b instanceof Double ? DOUBLE : b instanceof Id ? ID : NONE;
        case Double _ -> b instanceof Long || b instanceof Double ? DOUBLE : NONE;
        case Id _ -> b instanceof Long || b instanceof Id ? ID : NONE;
        case null, default -> NONE;
      };
    }
  }
}
