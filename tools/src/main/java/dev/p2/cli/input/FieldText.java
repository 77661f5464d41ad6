package dev.p2.cli.input;

import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Fields of CSV and TSV files as values: literals of the column's type, strings without quotes.
 *
 * <p>An int may have a sign. Decimal digits are decimal, a leading zero included: data is not
 * source text, where such a number is octal.
 */
final class FieldText {
  private static final Pattern INT = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern DOUBLE =
      Pattern.compile("[+-]?(?:[0-9]+\\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)");
  private static final Pattern DURATION = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h|d)");
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
  private static final int SHOWN_MAX = 40;

  /** A number of seconds with more digits before its point has too many nanoseconds. */
  private static final int SECONDS_DIGITS_MAX = 11;

  /** One with that many zeros behind its point is less than half a nanosecond. */
  private static final int SECONDS_DIGITS_MIN = -10;

  private FieldText() {}

  /**
   * The value of a field in a column of {@code type}; a null is null.
   *
   * @throws IllegalArgumentException or {@link dev.p2.lang.value.EvalException} if it does not fit
   */
  static Object value(String field, Type type) {
    if (type == Type.STRING || type == Type.ADDR) return field;
    if (type == Type.ANY) return any(field);
    String text = field.strip();
    if (text.equals("null")) return null;
    Object value =
        switch (type) {
          case BOOL -> bool(text);
          case INT -> integer(text);
          case DOUBLE -> number(text);
          case ID -> id(text);
          case TIME -> time(text);
          case DURATION -> duration(text);
          case BYTES -> Bytes.of(HexFormat.of().parseHex(text));
          case NULL, LIST, SET, TUPLE, STRING, ADDR, ANY ->
              throw new IllegalArgumentException(field);
        };
    return convert(value, type);
  }

  /** The value as its column holds it. */
  static Object convert(Object value, Type type) {
    return value == null || type == Type.ANY || type == Type.NULL
        ? value
        : Values.convert(value, type);
  }

  private static Object any(String field) {
    if (INT.matcher(field).matches()) {
      try {
        return Long.valueOf(field);
      } catch (NumberFormatException tooLong) {
        return field;
      }
    }
    return DOUBLE.matcher(field).matches() ? (Object) Double.valueOf(field) : field;
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Long integer(String text) {
    return HEX.matcher(text).matches()
        ? Long.parseUnsignedLong(text.substring(2), 16)
        : Long.parseLong(text);
  }

  private static Object number(String text) {
    if (INT.matcher(text).matches() || DOUBLE.matcher(text).matches()) return Double.valueOf(text);
    return switch (text) {
      case "infinity" -> Double.POSITIVE_INFINITY;
      case "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** {@code 0x2a}, {@code 0x2aI}, {@code 42I} or {@code 42}. */
  static Id id(String text) {
    String digits = text.endsWith("I") ? text.substring(0, text.length() - 1) : text;
    if (HEX.matcher(digits).matches() && digits.length() <= 2 + 40)
      return Id.parseHex(digits.substring(2));
    if (INT.matcher(digits).matches()) return Id.of(Long.parseLong(digits));
    throw new IllegalArgumentException(text);
  }

  private static Time time(String text) {
    if (INT.matcher(text).matches() || DOUBLE.matcher(text).matches())
      return new Time(secondsToNanos(text));
    try {
      Instant instant = Instant.parse(text);
      return new Time(
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static Duration duration(String text) {
    if (!DURATION.matcher(text).matches()) return new Duration(secondsToNanos(text));
    return text.startsWith("-")
        ? new Duration(-Words.durationNanos(text.substring(1)))
        : new Duration(Words.durationNanos(text));
  }

  static long secondsToNanos(String seconds) {
    var number = new BigDecimal(seconds);
    // 1e1000000 and 1e-1000000 must not be written out
    int digits = number.precision() - number.scale();
    if (number.signum() == 0 || digits < SECONDS_DIGITS_MIN) return 0;
    if (digits > SECONDS_DIGITS_MAX) throw new IllegalArgumentException(seconds);
    try {
      return number.multiply(NANOS).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(seconds, e);
    }
  }

  /** How a field of a type is written. */
  static String hint(Type type) {
    return switch (type) {
      case ID -> "write 0x2a or 42";
      case TIME -> "write 1.5, seconds, or 1970-01-01T00:00:01Z";
      case DURATION -> "write 250ms, 1.5s, or seconds without unit";
      case INT -> "write a number without fraction, of at most 64 bits";
      case DOUBLE -> "write a number, infinity or -infinity";
      case BOOL -> "write true or false";
      case LIST, SET -> "write an array: [1,2]";
      case BYTES -> "write hexadecimal digits";
      case TUPLE -> "write {\"relation\":\"succ\",\"values\":[…]} in a .jsonl file";
      case STRING, ADDR -> "the column is never null";
      case NULL, ANY -> "";
    };
  }

  /** The type's name with its article, for messages. */
  static String name(Type type) {
    String name = type.name().toLowerCase(Locale.ROOT);
    return (type == Type.INT || type == Type.ID || type == Type.ADDR ? "an " : "a ") + name;
  }

  /** A piece of the file, short enough for a message. */
  static String shorten(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }
}
