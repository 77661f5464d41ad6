package dev.p2.lang.value;

/** The total order over all values, overlog.md 3.3: by family, then inside it. */
final class Ordering {
  private static final int NUMBER = 1;
  private static final int STRING = 2;
  private static final int TIME = 3;
  private static final int DURATION = 4;
  private static final int BYTES = 5;
  private static final int LIST = 6;
  private static final int SET = 7;
  private static final int TUPLE = 8;

  private Ordering() {}

  private static int family(Object value) {
    return switch (value) {
      case null -> 0;
      case Boolean _, Long _, Double _, Id _ -> NUMBER;
      case String _ -> STRING;
      case Time _ -> TIME;
      case Duration _ -> DURATION;
      case Bytes _ -> BYTES;
      case ListValue _ -> LIST;
      case SetValue _ -> SET;
      case TupleValue _ -> TUPLE;
      default -> TUPLE + 1;
    };
  }

  static int compare(Object a, Object b) {
    if (a == b) {
      return 0;
    }
    int family = family(a);
    int other = family(b);
    if (family != other) {
      return Integer.compare(family, other);
    }
    return switch (family) {
      case NUMBER -> Numbers.compare(a, b);
      case STRING -> compare((String) a, (String) b);
      case TIME -> ((Time) a).compareTo((Time) b);
      case DURATION -> ((Duration) a).compareTo((Duration) b);
      case BYTES -> ((Bytes) a).compareTo((Bytes) b);
      case LIST -> compare((ListValue) a, (ListValue) b);
      case SET -> compare((SetValue) a, (SetValue) b);
      case TUPLE -> compare((TupleValue) a, (TupleValue) b);
      default -> throw Errors.wrongType("a value with an order", a);
    };
  }

  /**
   * As {@link #compare}, and equal numbers of different kinds by kind: for choices that must not
   * depend on who came first.
   */
  static int compareExactly(Object a, Object b) {
    int order = compare(a, b);
    if (order != 0 || a == b || family(a) != NUMBER) {
      return order;
    }
    return a instanceof Double x && b instanceof Double y
        ? x.compareTo(y)
        : Integer.compare(kind(a), kind(b));
  }

  private static int kind(Object number) {
    return switch (number) {
      case Boolean _ -> 0;
      case Long _ -> 1;
      case Double _ -> 2;
      default -> 3;
    };
  }

  /** Whether {@code < <= > >=} take values of this one family. */
  static boolean lessIsDefined(Object a, Object b) {
    int family = family(a);
    return family == family(b)
        && switch (family) {
          case NUMBER, STRING, TIME, DURATION, LIST -> true;
          default -> false;
        };
  }

  /** By code point; UTF-16 puts the surrogates before U+E000. */
  static int compare(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Character.isSurrogate(x) == Character.isSurrogate(y) ? x - y : rank(x) - rank(y);
      }
    }
    return a.length() - b.length();
  }

  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }

  static int compare(ListValue a, ListValue b) {
    int shorter = Math.min(a.size(), b.size());
    for (int i = 0; i < shorter; i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int compare(SetValue a, SetValue b) {
    int shorter = Math.min(a.size(), b.size());
    for (int i = 0; i < shorter; i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int compare(TupleValue a, TupleValue b) {
    int name = compare(a.relationName(), b.relationName());
    if (name != 0) {
      return name;
    }
    int shorter = Math.min(a.arity(), b.arity());
    for (int i = 0; i < shorter; i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.arity(), b.arity());
  }
}
