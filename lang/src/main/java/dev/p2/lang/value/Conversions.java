package dev.p2.lang.value;

/** The implicit conversions of overlog.md 3.4 and 3.5. */
final class Conversions {
  private Conversions() {}

  static Object convert(Object value, Type type) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case ANY -> value;
      case NULL -> throw Errors.wrongType("null", value);
      case BOOL -> value instanceof Boolean ? value : Values.toBoolean(value);
      case INT -> value instanceof Long ? value : (Object) Values.toLong(value);
      case DOUBLE -> value instanceof Double ? value : (Object) Values.toDouble(value);
      case ID -> Values.toId(value);
      case STRING, ADDR -> Values.toText(value);
      case TIME -> value instanceof Time ? value : new Time(Values.toTimeNanos(value));
      case DURATION ->
          value instanceof Duration ? value : new Duration(Values.toDurationNanos(value));
      case LIST -> Values.toList(value);
      case SET -> Values.toSet(value);
      case BYTES -> Values.toBytes(value);
      case TUPLE -> Values.toTuple(value);
    };
  }
}
