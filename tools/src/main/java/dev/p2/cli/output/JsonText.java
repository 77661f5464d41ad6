package dev.p2.cli.output;

import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.SetValue;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.TupleValue;
import dev.p2.lang.value.Values;
import java.util.Collection;
import java.util.Map;

/**
 * One line of JSON, as docs/reference/json.md lists it: ids as strings of hexadecimal digits, times
 * and durations as numbers of seconds. Written by hand, because a library costs a tenth of a second
 * at start.
 */
public final class JsonText {
  private final StringBuilder text = new StringBuilder();

  /** An object under construction; {@link #toString} closes it. */
  public JsonText() {
    text.append('{');
  }

  /** Adds a field: any value of the language, a map or a collection of such values. */
  public JsonText field(String name, Object value) {
    name(name);
    value(text, value);
    return this;
  }

  /** Adds a field that counts nanoseconds, as a number of seconds. */
  public JsonText seconds(String name, long nanos) {
    name(name);
    seconds(text, nanos);
    return this;
  }

  /** Adds the fields of a tuple as {@code relation} and {@code values}. */
  public JsonText tuple(TupleValue tuple) {
    field("relation", tuple.relationName());
    name("values");
    fields(text, tuple);
    return this;
  }

  private void name(String name) {
    if (text.length() > 1) text.append(',');
    string(text, name);
    text.append(':');
  }

  /** The whole object. */
  @Override
  public String toString() {
    return text + "}";
  }

  /** Any value as JSON. */
  public static String of(Object value) {
    var text = new StringBuilder();
    value(text, value);
    return text.toString();
  }

  private static void value(StringBuilder text, Object value) {
    switch (value) {
      case null -> text.append("null");
      case Boolean b -> text.append(b);
      case Long l -> text.append(l);
      case Integer i -> text.append(i);
      case Double d -> number(text, d);
      case String s -> string(text, s);
      case Id id -> string(text, id.json());
      case Time time -> seconds(text, time.nanos());
      case Duration duration -> seconds(text, duration.nanos());
      case ListValue list -> array(text, list);
      case SetValue set -> array(text, set);
      case Collection<?> collection -> array(text, collection);
      case Map<?, ?> map -> object(text, map);
      case Bytes bytes -> string(text, bytes.hex());
      case TupleValue tuple -> {
        text.append("{\"relation\":");
        string(text, tuple.relationName());
        text.append(",\"values\":");
        fields(text, tuple);
        text.append('}');
      }
      default -> string(text, value.toString());
    }
  }

  private static void number(StringBuilder text, double number) {
    if (Double.isInfinite(number)) {
      text.append(number > 0 ? "\"Infinity\"" : "\"-Infinity\"");
    } else {
      text.append(Values.text(number));
    }
  }

  /** Exact, and without exponent: {@code 9.000000001}. */
  private static void seconds(StringBuilder text, long nanos) {
    if (nanos < 0) text.append('-');
    long magnitude = Math.abs(nanos);
    text.append(Long.divideUnsigned(magnitude, 1_000_000_000L)).append('.');
    String fraction =
        String.valueOf(1_000_000_000L + Long.remainderUnsigned(magnitude, 1_000_000_000L));
    int end = fraction.length();
    while (end > 2 && fraction.charAt(end - 1) == '0') end--;
    text.append(fraction, 1, end);
  }

  private static void fields(StringBuilder text, TupleValue tuple) {
    text.append('[');
    for (int i = 0; i < tuple.arity(); i++) {
      if (i > 0) text.append(',');
      value(text, tuple.get(i));
    }
    text.append(']');
  }

  private static void array(StringBuilder text, Iterable<?> elements) {
    text.append('[');
    boolean first = true;
    for (Object element : elements) {
      if (!first) text.append(',');
      first = false;
      value(text, element);
    }
    text.append(']');
  }

  private static void object(StringBuilder text, Map<?, ?> map) {
    text.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) text.append(',');
      first = false;
      string(text, String.valueOf(entry.getKey()));
      text.append(':');
      value(text, entry.getValue());
    }
    text.append('}');
  }

  private static void string(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c) && !paired(string, i)) {
            text.append("\\u").append(HEX.toHexDigits(c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static final java.util.HexFormat HEX = java.util.HexFormat.of();

  /** Whether the surrogate at {@code at} stands in a pair, so that it can be written in UTF-8. */
  private static boolean paired(String string, int at) {
    return Character.isHighSurrogate(string.charAt(at))
        ? at + 1 < string.length() && Character.isLowSurrogate(string.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(string.charAt(at - 1));
  }
}
