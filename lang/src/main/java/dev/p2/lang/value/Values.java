package dev.p2.lang.value;

/**
 * What holds for all values: one equality with its hash, one total order, text forms, conversions
 * (overlog.md section 3). A value is null, Boolean, Long, Double, {@link Id}, String, {@link Time},
 * {@link Duration}, {@link ListValue}, {@link SetValue}, {@link Bytes} or {@link TupleValue}.
 */
public final class Values {
  private static final int NULL_HASH = 0x4f6cdd1d;

  private Values() {}

  /**
   * The equality of overlog.md 3.2: numbers by number whatever their kind, other values within
   * their family.
   */
  public static boolean equal(Object a, Object b) {
    if (a == b) {
      return true;
    }
    if (a == null || b == null) {
      return false;
    }
    return switch (a) {
      case String s -> s.equals(b);
      case Id x when b instanceof Id y -> x.equals(y);
      case Long x when b instanceof Long y -> (long) x == y;
      case TupleValue x -> b instanceof TupleValue y && equal(x, y);
      default ->
          Numbers.isNumber(a) ? Numbers.isNumber(b) && Numbers.compare(a, b) == 0 : a.equals(b);
    };
  }

  /** Whether a long and a double are the same number. */
  public static boolean equal(long a, double b) {
    return Numbers.compare(a, b) == 0;
  }

  private static boolean equal(TupleValue a, TupleValue b) {
    if (a.arity() != b.arity() || !a.relationName().equals(b.relationName())) {
      return false;
    }
    for (int i = 0; i < a.arity(); i++) {
      if (!equal(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean equalAll(Object[] a, Object[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (!equal(a[i], b[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The hash of an int, of a time or duration by its nanoseconds, of false as 0 and true as 1: one
   * multiplication.
   */
  public static int hash(long value) {
    return (int) (value * 0x9E3779B97F4A7C15L >>> 32);
  }

  /** The hash of a double: that of the int or id of the same number where there is one. */
  public static int hash(double value) {
    return Numbers.hash(value);
  }

  /**
   * A hash that agrees with {@link #equal(Object, Object)}, and with the unboxed ones for values of
   * one type.
   */
  public static int hash(Object value) {
    return switch (value) {
      case null -> NULL_HASH;
      case Long x -> hash((long) x);
      case Double x -> Numbers.hash(x);
      case Boolean x -> hash(x ? 1L : 0L);
      case TupleValue x -> hash(x);
      default -> value.hashCode();
    };
  }

  private static int hash(TupleValue tuple) {
    int h = tuple.relationName().hashCode();
    for (int i = 0; i < tuple.arity(); i++) {
      h = 31 * h + hash(tuple.get(i));
    }
    return h;
  }

  static int hashAll(Object[] values) {
    int h = 1;
    for (Object value : values) {
      h = 31 * h + hash(value);
    }
    return h;
  }

  /**
   * The total order of overlog.md 3.3: negative, zero, positive; zero exactly if the values are
   * equal.
   */
  public static int compare(Object a, Object b) {
    return Ordering.compare(a, b);
  }

  /** Whether a long is less than, equal to or greater than a double, exactly. */
  public static int compare(long a, double b) {
    return Numbers.compare(a, b);
  }

  /** The text form of overlog.md 3.1: strings as they are. */
  public static String text(Object value) {
    return value instanceof String s ? s : sourceText(value);
  }

  /** The text form with strings quoted and escaped, as in a program. */
  public static String sourceText(Object value) {
    return TextForm.of(value);
  }

  /** The dynamic type as {@code f_typeOf} names it. */
  public static String typeName(Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean _ -> "bool";
      case Long _ -> "int";
      case Double _ -> "double";
      case Id _ -> "id";
      case String _ -> "string";
      case Time _ -> "time";
      case Duration _ -> "duration";
      case ListValue _ -> "list";
      case SetValue _ -> "set";
      case Bytes _ -> "bytes";
      case TupleValue _ -> "tuple";
      default -> "opaque";
    };
  }

  /**
   * The value in a column of that type, overlog.md 3.4 and 3.5; null stays null, a misfit is
   * P2-R02.
   */
  public static Object convert(Object value, Type type) {
    return Conversions.convert(value, type);
  }

  /** An int or bool as a long; anything else is P2-R02. */
  public static long toLong(Object value) {
    return switch (value) {
      case Long x -> x;
      case Boolean x -> x ? 1 : 0;
      case null, default -> throw Errors.wrongType("int", value);
    };
  }

  /** A double, int or bool as a double; anything else is P2-R02. */
  public static double toDouble(Object value) {
    return switch (value) {
      case Double x -> x;
      case Long x -> x;
      case Boolean x -> x ? 1 : 0;
      case null, default -> throw Errors.wrongType("double", value);
    };
  }

  /** A bool; anything else is P2-R02. */
  public static boolean toBoolean(Object value) {
    if (value instanceof Boolean x) {
      return x;
    }
    throw Errors.wrongType("bool", value);
  }

  /** An id, or an int or bool modulo 2^160; anything else is P2-R02. */
  public static Id toId(Object value) {
    return switch (value) {
      case Id x -> x;
      case Long x -> Id.of(x);
      case Boolean x -> Id.of(x ? 1 : 0);
      case null, default -> throw Errors.wrongType("id", value);
    };
  }

  /** A time's nanoseconds; anything else is P2-R02. */
  public static long toTimeNanos(Object value) {
    if (value instanceof Time time) {
      return time.nanos();
    }
    throw Errors.wrongType("time", value);
  }

  /** A duration's nanoseconds, or those of a number of seconds; anything else is P2-R02. */
  public static long toDurationNanos(Object value) {
    return switch (value) {
      case Duration x -> x.nanos();
      case Long x -> Duration.nanosOfSeconds((long) x);
      case Double x -> Duration.nanosOfSeconds((double) x);
      case Boolean x -> Duration.nanosOfSeconds(x ? 1L : 0L);
      case null, default -> throw Errors.wrongType("duration", value);
    };
  }

  /** A string; anything else is P2-R02. */
  public static String toText(Object value) {
    if (value instanceof String s) {
      return s;
    }
    throw Errors.wrongType("string", value);
  }

  /** A list; anything else is P2-R02. */
  public static ListValue toList(Object value) {
    if (value instanceof ListValue list) {
      return list;
    }
    throw Errors.wrongType("list", value);
  }

  /** A set; anything else is P2-R02. */
  public static SetValue toSet(Object value) {
    if (value instanceof SetValue set) {
      return set;
    }
    throw Errors.wrongType("set", value);
  }

  /** Octets; anything else is P2-R02. */
  public static Bytes toBytes(Object value) {
    if (value instanceof Bytes bytes) {
      return bytes;
    }
    throw Errors.wrongType("bytes", value);
  }

  /** A tuple; anything else is P2-R02. */
  public static TupleValue toTuple(Object value) {
    if (value instanceof TupleValue tuple) {
      return tuple;
    }
    throw Errors.wrongType("tuple", value);
  }

  /**
   * A value as a condition, overlog.md 3.6: a bool, an int that is not 0; null is false; anything
   * else is P2-R02.
   */
  public static boolean condition(Object value) {
    return switch (value) {
      case null -> false;
      case Boolean x -> x;
      case Long x -> x != 0;
      default -> throw Errors.wrongType("bool", value);
    };
  }
}
