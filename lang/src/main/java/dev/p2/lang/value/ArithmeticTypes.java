package dev.p2.lang.value;

import java.util.Optional;

/** The result types of {@code + - * / % ** << >> & | ^}, the table of overlog.md 4.2. */
final class ArithmeticTypes {
  private ArithmeticTypes() {}

  /** Neither operand is ANY or NULL. */
  static Optional<Type> known(String operator, Type left, Type right) {
    if (operator.equals("+") && (TypeRules.isText(left) || TypeRules.isText(right))) {
      return Optional.of(Type.STRING);
    }
    if (left == Type.SET && right == Type.SET) {
      return switch (operator) {
        case "&", "|", "^", "/" -> Optional.of(Type.SET);
        default -> Optional.empty();
      };
    }
    if (!TypeRules.isNumber(left) || !TypeRules.isNumber(right)) {
      return ofTimes(operator, left, right);
    }
    Type joined = TypeRules.join(left, right);
    Type number = joined == Type.BOOL ? Type.INT : joined;
    return switch (operator) {
      case "+", "-", "*", "/" -> only(number, true, true);
      case "%", "&", "|", "^" -> only(number, false, true);
      case "**" -> number == Type.INT ? Optional.of(Type.ANY) : only(number, true, false);
      case "<<", ">>" ->
          TypeRules.fits(right, Type.INT)
              ? only(left == Type.BOOL ? Type.INT : left, false, true)
              : Optional.empty();
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static Optional<Type> only(Type number, boolean doubles, boolean ids) {
    return switch (number) {
      case INT -> Optional.of(number);
      case DOUBLE -> doubles ? Optional.of(number) : Optional.empty();
      case ID -> ids ? Optional.of(number) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Type> ofTimes(String operator, Type left, Type right) {
    boolean leftLength = left == Type.DURATION || TypeRules.isSeconds(left);
    boolean rightLength = right == Type.DURATION || TypeRules.isSeconds(right);
    return switch (operator) {
      case "+" -> {
        if (left == Type.TIME && rightLength || leftLength && right == Type.TIME) {
          yield Optional.of(Type.TIME);
        }
        yield leftLength && rightLength ? Optional.of(Type.DURATION) : Optional.empty();
      }
      case "-" -> {
        if (left == Type.TIME && rightLength) {
          yield Optional.of(Type.TIME);
        }
        boolean times = left == Type.TIME && right == Type.TIME;
        yield times || leftLength && rightLength ? Optional.of(Type.DURATION) : Optional.empty();
      }
      case "*" ->
          leftLength && rightLength && left != right
              ? Optional.of(Type.DURATION)
              : Optional.empty();
      case "/" ->
          left == Type.DURATION && TypeRules.isSeconds(right)
              ? Optional.of(Type.DURATION)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** One operand is ANY or NULL: sharp where the other decides, empty where no value would do. */
  static Optional<Type> open(String operator, Type left, Type right) {
    boolean anyFits = false;
    Type result = null;
    for (Type l : possible(left)) {
      for (Type r : possible(right)) {
        Optional<Type> type = known(operator, l, r);
        if (type.isPresent()) {
          anyFits = true;
          result = result == null || result == type.get() ? type.get() : Type.ANY;
        }
      }
    }
    return anyFits ? Optional.of(result) : Optional.empty();
  }

  private static Type[] possible(Type type) {
    return TypeRules.isOpen(type) ? KNOWN : new Type[] {type};
  }

  private static final Type[] KNOWN = {
    Type.BOOL,
    Type.INT,
    Type.DOUBLE,
    Type.ID,
    Type.STRING,
    Type.TIME,
    Type.DURATION,
    Type.LIST,
    Type.SET,
    Type.BYTES,
    Type.TUPLE
  };
}
