package dev.p2.lang.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The explicit conversions of overlog.md 3.5. Null is P2-R06, all else that does not fit P2-R07.
 */
public final class ConversionFunctions {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern HEX = Pattern.compile("-?0x[0-9a-fA-F]+");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern LENGTH =
      Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?)(ns|us|ms|s|m|h|d)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  /** No text of a number needs more; an exponent such as 1e999999999 would fill the memory. */
  private static final int DIGITS_MAX = 400;

  private ConversionFunctions() {}

  /** Truncates; of a duration its seconds, of a string its number. */
  public static Object toInt(Object x) {
    return switch (x) {
      case Long v -> v;
      case Boolean v -> v ? 1L : 0L;
      case Id v when v.fitsLong() -> v.low();
      case Duration v -> v.nanos() / Duration.NANOS_PER_SECOND;
      case Double v when v > -0x1p63 - 1 && v < 0x1p63 -> (long) (double) v;
      case String v -> intOf(v);
      case null, default -> throw Errors.conversion("int", x);
    };
  }

  private static Object intOf(String text) {
    BigInteger number = whole(text, "int");
    if (HEX.matcher(text).matches() && number.bitLength() <= Long.SIZE) {
      return number.longValue();
    }
    if (number.bitLength() >= Long.SIZE) {
      throw Errors.conversion("int", text);
    }
    return number.longValue();
  }

  /** Of an id the nearest double; of a duration its seconds; of a string its number. */
  public static Object toDouble(Object x) {
    return switch (x) {
      case Double v -> v;
      case Long v -> (double) v;
      case Boolean v -> v ? 1.0 : 0.0;
      case Id v -> v.toBigInteger().doubleValue();
      case Duration v -> v.seconds();
      case String v -> doubleOf(v);
      case null, default -> throw Errors.conversion("double", x);
    };
  }

  private static Object doubleOf(String text) {
    return switch (text) {
      case "infinity" -> Double.POSITIVE_INFINITY;
      case "-infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          DECIMAL.matcher(text).matches()
              ? Double.parseDouble(text)
              : whole(text, "double").doubleValue();
    };
  }

  /** Modulo 2^160; truncates; of a duration its seconds, of a string its number. */
  public static Object toId(Object x) {
    return switch (x) {
      case Id v -> v;
      case Long v -> Id.of(v);
      case Boolean v -> Id.of(v ? 1 : 0);
      case Double v when !v.isInfinite() -> Id.of(new BigDecimal(v).toBigInteger());
      case Duration v -> Id.of(v.nanos() / Duration.NANOS_PER_SECOND);
      case String v -> Id.of(whole(v, "id"));
      case null, default -> throw Errors.conversion("id", x);
    };
  }

  /** The number in a string: a decimal or a literal of int, id or double; a fraction is cut off. */
  private static BigInteger whole(String text, String target) {
    String digits = text.endsWith("I") ? text.substring(0, text.length() - 1) : text;
    if (digits.length() <= DIGITS_MAX) {
      if (WHOLE.matcher(digits).matches()) {
        return new BigInteger(digits);
      }
      if (HEX.matcher(digits).matches()) {
        return new BigInteger(digits.replaceFirst("0x", ""), 16);
      }
      if (DECIMAL.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
        return Math.abs(Double.parseDouble(text)) < 1
            ? BigInteger.ZERO
            : new BigDecimal(text).toBigInteger();
      }
    }
    throw Errors.conversion(target, text);
  }

  /** The seconds of a duration, or since 1970 of a time; a number of seconds stays one. */
  public static Object seconds(Object x) {
    return switch (x) {
      case Duration v -> v.seconds();
      case Time v -> (double) v.nanos() / Duration.NANOS_PER_SECOND;
      case Long v -> (double) v;
      case Double v -> v;
      case null, default -> throw Errors.conversion("duration", x);
    };
  }

  /** Of a number of seconds, or of a literal such as {@code "500ms"}. */
  public static Object duration(Object x) {
    return switch (x) {
      case Duration v -> v;
      case Long _, Double _, Boolean _ -> new Duration(Values.toDurationNanos(x));
      case String v -> durationOf(v);
      case null, default -> throw Errors.conversion("duration", x);
    };
  }

  private static Object durationOf(String text) {
    Matcher literal = LENGTH.matcher(text);
    if (text.length() > DIGITS_MAX || !literal.matches()) {
      throw Errors.conversion("duration", text);
    }
    BigDecimal nanos =
        new BigDecimal(literal.group(1)).multiply(BigDecimal.valueOf(UNITS.get(literal.group(2))));
    if (nanos.toBigInteger().bitLength() >= Long.SIZE) {
      throw Errors.conversion("duration", text);
    }
    return new Duration(nanos.longValue());
  }

  /** The instant so many seconds after 1970 began, or of a text in ISO 8601. */
  public static Object time(Object x) {
    return switch (x) {
      case Time v -> v;
      case Duration v -> new Time(v.nanos());
      case Long _, Double _, Boolean _ -> new Time(Values.toDurationNanos(x));
      case String v -> timeOf(v);
      case null, default -> throw Errors.conversion("time", x);
    };
  }

  private static Object timeOf(String text) {
    try {
      Instant instant = Instant.parse(text);
      return new Time(
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), Duration.NANOS_PER_SECOND),
              instant.getNano()));
    } catch (DateTimeException | ArithmeticException e) {
      throw Errors.conversion("time", text);
    }
  }
}
