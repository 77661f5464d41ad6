package dev.p2.lang.value;

/**
 * Order of numbers of different kinds, exact: no conversion loses a digit (overlog.md 3.2, 3.3).
 */
final class Numbers {
  private Numbers() {}

  static boolean isNumber(Object value) {
    return value instanceof Long
        || value instanceof Id
        || value instanceof Double
        || value instanceof Boolean;
  }

  /** A bool as the int it equals, any other value as it is. */
  static Object promoted(Object value) {
    return value instanceof Boolean b ? (Object) (b ? 1L : 0L) : value;
  }

  /**
   * The number {@code value} in the join of its kind and that of {@code other}; anything else as it
   * is.
   */
  static Object inKindOf(Object value, Object other) {
    if (value instanceof Boolean && other instanceof Long) {
      return promoted(value);
    }
    if (value instanceof Boolean || value instanceof Long) {
      return switch (other) {
        case Double _ -> Values.toDouble(value);
        case Id _ -> Values.toId(value);
        case null, default -> value;
      };
    }
    return value;
  }

  static int compare(Object left, Object right) {
    Object a = promoted(left);
    Object b = promoted(right);
    return switch (a) {
      case Long x ->
          switch (b) {
            case Long y -> Long.compare(x, y);
            case Double y -> compare((long) x, (double) y);
            default -> -compare((Id) b, (long) x);
          };
      case Double x ->
          switch (b) {
            case Long y -> -compare((long) y, (double) x);
            case Double y -> compare((double) x, (double) y);
            default -> -compare((Id) b, (double) x);
          };
      default ->
          switch (b) {
            case Long y -> compare((Id) a, (long) y);
            case Double y -> compare((Id) a, (double) y);
            default -> ((Id) a).compareTo((Id) b);
          };
    };
  }

  /** Neither is NaN; the zeros are equal. */
  static int compare(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  static int compare(long a, double b) {
    if (b >= 0x1p63) {
      return -1;
    }
    if (b < -0x1p63) {
      return 1;
    }
    long whole = (long) b;
    return a != whole ? Long.compare(a, whole) : compare(0.0, b - whole);
  }

  private static int compare(Id a, long b) {
    if (b < 0 || !a.fitsLong()) {
      return 1;
    }
    return Long.compare(a.low(), b);
  }

  private static int compare(Id a, double b) {
    if (b < 0) {
      return 1;
    }
    if (b >= 0x1p160) {
      return -1;
    }
    double whole = Math.floor(b);
    int order = a.compareTo(Id.ofWhole(whole));
    return order != 0 ? order : compare(0.0, b - whole);
  }

  /** The hash of a double, equal to that of the int or id of the same number. */
  static int hash(double value) {
    long whole = (long) value;
    if (whole == value && whole != Long.MAX_VALUE) {
      return Values.hash(whole);
    }
    if (value >= 0x1p63 && value < 0x1p160) {
      return Id.ofWhole(value).hashCode();
    }
    return Values.hash(Double.doubleToRawLongBits(value));
  }
}
