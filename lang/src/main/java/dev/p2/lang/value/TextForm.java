package dev.p2.lang.value;

/** Writes values in the source form of overlog.md 3.1. */
final class TextForm {
  private TextForm() {}

  static String of(Object value) {
    return switch (value) {
      case null -> "null";
      case Double x -> of((double) x);
      case String s -> quoted(new StringBuilder(s.length() + 2), s).toString();
      case ListValue _, SetValue _, TupleValue _ -> {
        StringBuilder out = new StringBuilder();
        write(out, value);
        yield out.toString();
      }
      default -> value.toString();
    };
  }

  /** Java's shortest form has the language's thresholds of 1e-3 and 1e7. */
  static String of(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinity" : "-infinity";
    }
    return Double.toString(value).replace('E', 'e');
  }

  private static void write(StringBuilder out, Object value) {
    switch (value) {
      case String s -> quoted(out, s);
      case ListValue list -> enclosed(out, '[', list, ']');
      case SetValue set -> enclosed(out, '{', set, '}');
      case TupleValue tuple -> {
        out.append(tuple.relationName()).append('(');
        for (int i = 0; i < tuple.arity(); i++) {
          out.append(i == 0 ? "" : ", ");
          write(out, tuple.get(i));
        }
        out.append(')');
      }
      case null, default -> out.append(of(value));
    }
  }

  private static void enclosed(
      StringBuilder out, char open, Iterable<Object> elements, char close) {
    out.append(open);
    String separator = "";
    for (Object element : elements) {
      out.append(separator);
      separator = ", ";
      write(out, element);
    }
    out.append(close);
  }

  private static StringBuilder quoted(StringBuilder out, String s) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '"', '\\' -> out.append('\\').append(c);
        default -> {
          if (c < 0x20 || c == 0x7f) {
            out.append("\\u00")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"');
  }
}
