package dev.p2.cli.input;

import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.SetValue;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.TupleValue;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** JSON values as values of the language, by the static type of their column. */
final class JsonValues {
  private final Source source;

  JsonValues(Source source) {
    this.source = source;
  }

  /** A tuple that came in as a value. */
  private record Carried(String relationName, List<Object> values) implements TupleValue {
    @Override
    public int arity() {
      return values.size();
    }

    @Override
    public Object get(int column) {
      return values.get(column);
    }
  }

  /**
   * The value for a column of {@code type}; a null is null.
   *
   * @param column what the message calls it, such as {@code column 2 of link}
   */
  Object value(Json json, Type type, String column) {
    if (json instanceof Json.Word word && word.text().equals("null")) return null;
    try {
      Object value =
          switch (type) {
            case ID -> json instanceof Json.Text text ? id(text) : plain(json);
            case TIME ->
                json instanceof Json.Number number
                    ? new Time(nanos(number))
                    : misfit(json, type, column);
            case DURATION ->
                json instanceof Json.Number number
                    ? new Duration(nanos(number))
                    : misfit(json, type, column);
            case DOUBLE ->
                json instanceof Json.Text text ? infinity(text, type, column) : plain(json);
            case SET ->
                json instanceof Json.Array array
                    ? SetValue.of(elements(array))
                    : misfit(json, type, column);
            case BYTES -> json instanceof Json.Text text ? bytes(text) : misfit(json, type, column);
            case STRING, ADDR ->
                json instanceof Json.Text text ? text.text() : misfit(json, type, column);
            case LIST -> json instanceof Json.Array ? plain(json) : misfit(json, type, column);
            case NULL, BOOL, INT, TUPLE, ANY -> plain(json);
          };
      return FieldText.convert(value, type);
    } catch (EvalException | IllegalArgumentException e) {
      return misfit(json, type, column);
    }
  }

  private Object misfit(Json json, Type type, String column) {
    String found = source.text().substring(json.start(), json.end());
    throw InputException.at(
            source,
            json.start(),
            json.end(),
            column
                + " is "
                + FieldText.name(type)
                + "; "
                + FieldText.shorten(found)
                + " does not fit")
        .hint(hint(type));
  }

  private static String hint(Type type) {
    return switch (type) {
      case ID -> "an id is a string of hexadecimal digits: \"0x2a\"";
      case TIME, DURATION -> "write a number of seconds";
      case STRING, ADDR -> "write it as a string, in quotes";
      case INT -> "write a number without fraction, of at most 64 bits";
      case DOUBLE -> "write a number, \"Infinity\" or \"-Infinity\"";
      case BOOL -> "write true or false";
      case LIST, SET -> "write an array";
      case BYTES -> "write a string of hexadecimal digits";
      case TUPLE -> "write {\"relation\":\"succ\",\"values\":[…]}";
      case NULL, ANY -> "";
    };
  }

  private Object plain(Json json) {
    return switch (json) {
      case Json.Word word ->
          word.text().equals("null") ? null : (Object) word.text().equals("true");
      case Json.Number number ->
          number.whole() ? (Object) whole(number) : (Object) Double.valueOf(number.text());
      case Json.Text text -> text.text();
      case Json.Array array -> ListValue.of(elements(array));
      case Json.Fields fields -> tuple(fields);
    };
  }

  private Long whole(Json.Number number) {
    try {
      return Long.valueOf(number.text());
    } catch (NumberFormatException e) {
      throw InputException.at(
              source, number.start(), number.end(), number.text() + " is no int of 64 bits")
          .hint("an id is a string of hexadecimal digits: \"0x2a\"");
    }
  }

  private List<Object> elements(Json.Array array) {
    var elements = new ArrayList<Object>();
    for (Json element : array.elements()) elements.add(plain(element));
    return elements;
  }

  private TupleValue tuple(Json.Fields fields) {
    if (fields.get("relation").orElse(null) instanceof Json.Text name
        && fields.get("values").orElse(null) instanceof Json.Array values) {
      return new Carried(name.text(), elements(values));
    }
    throw InputException.at(source, fields.start(), fields.end(), "an object is no value")
        .hint("a tuple is {\"relation\":\"succ\",\"values\":[…]}");
  }

  private static Id id(Json.Text text) {
    if (!text.text().startsWith("0x")) throw new IllegalArgumentException(text.text());
    return FieldText.id(text.text());
  }

  private static long nanos(Json.Number seconds) {
    return FieldText.secondsToNanos(seconds.text());
  }

  private Object infinity(Json.Text text, Type type, String column) {
    return switch (text.text()) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> misfit(text, type, column);
    };
  }

  private static Bytes bytes(Json.Text text) {
    return Bytes.of(HexFormat.of().parseHex(text.text()));
  }
}
