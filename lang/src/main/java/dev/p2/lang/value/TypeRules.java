package dev.p2.lang.value;

import java.util.List;
import java.util.Optional;

/**
 * What static types do: joins, operators and functions, overlog.md 3.4 and section 4. An empty
 * result is P2-013.
 */
public final class TypeRules {
  private TypeRules() {}

  /** The join of two uses, overlog.md 3.4; ANY if they have nothing in common. */
  public static Type join(Type a, Type b) {
    if (a == b || b == Type.NULL) {
      return a;
    }
    if (a == Type.NULL) {
      return b;
    }
    if (isText(a) && isText(b)) {
      return Type.STRING;
    }
    if (isNumber(a) && isNumber(b)) {
      Type greater = a.compareTo(b) > 0 ? a : b; // BOOL, INT, DOUBLE, ID
      boolean idWithDouble = greater == Type.ID && (a == Type.DOUBLE || b == Type.DOUBLE);
      return idWithDouble ? Type.ANY : greater;
    }
    return Type.ANY;
  }

  /** Whether two uses widen to ANY though neither is: note P2-122. */
  public static boolean disjoint(Type a, Type b) {
    return a != Type.ANY && b != Type.ANY && join(a, b) == Type.ANY;
  }

  /**
   * Whether a value of type {@code from} may stand where {@code to} is expected, by an implicit
   * conversion; from ANY it is checked at run time.
   */
  public static boolean fits(Type from, Type to) {
    return from == Type.ANY
        || to == Type.ANY
        || join(from, to) == to
        || isText(from) && isText(to)
        || to == Type.DURATION && isSeconds(from);
  }

  public static boolean isText(Type type) {
    return type == Type.STRING || type == Type.ADDR;
  }

  /** BOOL, INT, DOUBLE or ID. */
  public static boolean isNumber(Type type) {
    return switch (type) {
      case BOOL, INT, DOUBLE, ID -> true;
      default -> false;
    };
  }

  /** BOOL, INT or DOUBLE: a number that beside a time or duration is seconds. */
  public static boolean isSeconds(Type type) {
    return isNumber(type) && type != Type.ID;
  }

  /** ANY or NULL: nothing is known of the value before it is there. */
  public static boolean isOpen(Type type) {
    return type == Type.ANY || type == Type.NULL;
  }

  /** Whether a value of this type can be a condition: BOOL, INT, ANY, NULL. */
  public static boolean isCondition(Type type) {
    return type == Type.BOOL || type == Type.INT || isOpen(type);
  }

  /** Whether {@code ==} of the two can be true: same family, or one is open. */
  public static boolean sameFamily(Type a, Type b) {
    return isOpen(a) || isOpen(b) || a == b || isNumber(a) && isNumber(b) || isText(a) && isText(b);
  }

  /** Whether {@code < <= > >=} are defined. */
  public static boolean ordered(Type a, Type b) {
    if (isOpen(a) || isOpen(b)) {
      return orderable(a) && orderable(b);
    }
    return sameFamily(a, b) && orderable(a)
        || a == Type.DURATION && isSeconds(b)
        || b == Type.DURATION && isSeconds(a);
  }

  private static boolean orderable(Type type) {
    return switch (type) {
      case SET, BYTES, TUPLE -> false;
      default -> true;
    };
  }

  /**
   * The type of {@code left operator right}, the operator as it is written: {@code + - * / % ** <<
   * >> & | ^ ||| == != < <= > >= && || in}, {@code in} being membership.
   *
   * <p>{@code **} of two ints is ANY, as a negative exponent gives a double; where the exponent is
   * a constant that is not negative, it is INT.
   */
  public static Optional<Type> binary(String operator, Type left, Type right) {
    return switch (operator) {
      case "&&", "||" -> when(isCondition(left) && isCondition(right), Type.BOOL);
      case "==", "!=" -> when(sameFamily(left, right), Type.BOOL);
      case "<", "<=", ">", ">=" -> when(ordered(left, right), Type.BOOL);
      case "in" -> when(isOpen(right) || isCollection(right), Type.BOOL);
      case "|||" -> Optional.of(appended(left, right));
      default ->
          isOpen(left) || isOpen(right)
              ? ArithmeticTypes.open(operator, left, right)
              : ArithmeticTypes.known(operator, left, right);
    };
  }

  private static Type appended(Type left, Type right) {
    boolean mayBeLists =
        (left == Type.LIST || isOpen(left)) && (right == Type.LIST || isOpen(right));
    if (left == Type.LIST && right == Type.LIST) {
      return Type.LIST;
    }
    return mayBeLists ? Type.ANY : Type.STRING;
  }

  /** The type of {@code - ~ !} before an operand. */
  public static Optional<Type> unary(String operator, Type operand) {
    return switch (operator) {
      case "!" -> when(isCondition(operand), Type.BOOL);
      case "-" ->
          switch (operand) {
            case BOOL -> Optional.of(Type.INT);
            case INT, DOUBLE, ID, DURATION -> Optional.of(operand);
            case ANY, NULL -> Optional.of(Type.ANY);
            default -> Optional.empty();
          };
      case "~" ->
          switch (operand) {
            case BOOL -> Optional.of(Type.INT);
            case INT, ID -> Optional.of(operand);
            case ANY, NULL -> Optional.of(Type.ANY);
            default -> Optional.empty();
          };
      default -> throw new IllegalArgumentException(operator);
    };
  }

  /**
   * The one type that value and ends of a ring interval are converted to, overlog.md 4.3: ID if any
   * is one, else the numeric join, or the common family; ANY if it shows at run time only, with the
   * boxed {@code Operators.in}.
   */
  public static Optional<Type> interval(Type value, Type low, Type high) {
    if (value == Type.ID || low == Type.ID || high == Type.ID) {
      boolean toId = toId(value) && toId(low) && toId(high);
      boolean open = isOpen(value) || isOpen(low) || isOpen(high);
      return when(toId, open ? Type.ANY : Type.ID);
    }
    if (!ordered(value, low) || !ordered(value, high) || !ordered(low, high)) {
      return Optional.empty();
    }
    if (isOpen(value) || isOpen(low) || isOpen(high)) {
      return Optional.of(Type.ANY);
    }
    if (value == Type.DURATION || low == Type.DURATION || high == Type.DURATION) {
      return Optional.of(Type.DURATION);
    }
    return Optional.of(join(join(value, low), high));
  }

  private static boolean toId(Type type) {
    return isOpen(type) || isNumber(type) && type != Type.DOUBLE;
  }

  /**
   * The type of a call, sharper than {@link Function#result()} where that is ANY and the arguments
   * tell; empty if an argument does not fit its parameter or the arguments not each other. Their
   * number is right already.
   */
  public static Optional<Type> call(Function function, List<Type> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (!fits(arguments.get(i), function.parameter(i))) {
        return Optional.empty();
      }
    }
    return switch (function.name()) {
      case "f_max", "f_min" ->
          when(
              ordered(arguments.get(0), arguments.get(1)),
              join(arguments.get(0), arguments.get(1)));
      case "f_ifelse" ->
          when(isCondition(arguments.get(0)), join(arguments.get(1), arguments.get(2)));
      case "f_abs" -> arguments.get(0) == Type.ID ? Optional.empty() : unary("-", arguments.get(0));
      case "f_floor", "f_ceil" -> when(fits(arguments.get(0), Type.DOUBLE), Type.INT);
      case "f_size", "f_isEmpty", "f_sort", "f_toList", "f_toSet" ->
          when(isOpen(arguments.get(0)) || isCollection(arguments.get(0)), function.result());
      case "f_member", "f_contains" ->
          when(mayBeCollection(arguments.get(0)) || mayBeCollection(arguments.get(1)), Type.BOOL);
      case "f_msintersect", "f_subset" ->
          when(
              mayBeCollection(arguments.get(0)) && mayBeCollection(arguments.get(1)),
              function.result());
      case "f_intersect" ->
          when(
              mayBeCollection(arguments.get(0)) && mayBeCollection(arguments.get(1)),
              isOpen(arguments.get(0)) ? Type.ANY : arguments.get(0));
      default -> Optional.of(function.result());
    };
  }

  private static boolean isCollection(Type type) {
    return type == Type.LIST || type == Type.SET;
  }

  private static boolean mayBeCollection(Type type) {
    return isOpen(type) || isCollection(type);
  }

  /**
   * The types that the arguments of an aggregate may have, and the type of result {@code output}.
   */
  public static Optional<Type> aggregate(
      AggregateFunction function, List<Type> arguments, int output) {
    if (output > 0) {
      return Optional.of(arguments.get(output));
    }
    Type x = arguments.isEmpty() ? Type.ANY : arguments.getFirst();
    return switch (function) {
      case COUNT, COUNTDISTINCT -> Optional.of(Type.INT);
      case MIN, MAX, SAMPLE -> Optional.of(x);
      case TOPK, BOTTOMK, LIMIT -> when(fits(arguments.get(1), Type.INT), x);
      case SUM ->
          switch (x) {
            case BOOL, INT -> Optional.of(Type.INT);
            case DOUBLE, ID, DURATION -> Optional.of(x);
            case ANY, NULL -> Optional.of(Type.ANY);
            default -> Optional.empty();
          };
      case AVG, STDDEV, VAR -> when(isSeconds(x) || x == Type.DURATION || isOpen(x), Type.DOUBLE);
      case MKLIST -> Optional.of(Type.LIST);
      case MKSET -> Optional.of(Type.SET);
      case UNION -> when(mayBeCollection(x), Type.SET);
      case MEDIAN -> when(ranked(x), x);
      case PERCENTILE -> when(ranked(x) && fits(arguments.get(1), Type.DOUBLE), x);
      case ANY, ALL -> when(isCondition(x), Type.BOOL);
    };
  }

  private static boolean ranked(Type type) {
    return isNumber(type) || type == Type.TIME || type == Type.DURATION || isOpen(type);
  }

  private static Optional<Type> when(boolean defined, Type type) {
    return defined ? Optional.of(type) : Optional.empty();
  }
}
