package dev.p2.lang.syntax;

import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers, ids and durations as overlog.md 1.3 writes them: how far one reaches, its value, and
 * what is wrong with it.
 */
final class NumberLiteral {
  private static final int LONG_DIGITS = 19;
  private static final int ID_DECIMAL_DIGITS = 49;
  private static final int ID_HEX_DIGITS = 2 * Id.BYTES;

  private static final Map<String, Long> UNIT_NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  private final String text;
  private final int start;
  private int end;
  private Object value = 1L;
  private Optional<Diagnostic> problem = Optional.empty();

  private NumberLiteral(String text, int start) {
    this.text = text;
    this.start = start;
  }

  /** Reads the number whose first digit is at {@code start}. */
  static NumberLiteral read(String text, int start) {
    var number = new NumberLiteral(text, start);
    number.read();
    return number;
  }

  /** The offset after its last character. */
  int end() {
    return end;
  }

  /**
   * Long, Double, Id or Duration; 1 for what is none of them, as 0 would be a second error where it
   * is a lifetime, a divisor or a key.
   */
  Object value() {
    return value;
  }

  /** P2-003, or P2-111 for an old spelling, without a place. */
  Optional<Diagnostic> problem() {
    return problem;
  }

  private void read() {
    if (text.startsWith("0x", start)) {
      hexadecimal();
    } else {
      decimal();
    }
  }

  private void hexadecimal() {
    int digits = start + 2;
    int at = digits;
    while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 128)
      at++;
    end = wordEnd(at);
    String suffix = text.substring(at, end);
    String hex = text.substring(digits, at);
    if (hex.isEmpty()) {
      malformed("a hexadecimal number needs digits after 0x");
    } else if (suffix.equals("I")) {
      if (hex.length() > ID_HEX_DIGITS)
        tooBig("an id has at most " + ID_HEX_DIGITS + " hexadecimal digits");
      else value = Id.parseHex(hex);
    } else if (suffix.isEmpty() || suffix.equals("U")) {
      String significant = withoutZeros(hex);
      if (significant.length() > 16)
        tooBig("an int has 64 bits, 16 hexadecimal digits; an id ends in I");
      else value = Long.parseUnsignedLong(significant, 16);
      if (!suffix.isEmpty()) oldUnsigned();
    } else {
      malformed("`" + suffix + "` does not belong to it");
    }
  }

  private void decimal() {
    int at = digitsEnd(start);
    int wholeEnd = at;
    if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) at = digitsEnd(at + 1);
    int exponent = exponentEnd(at);
    boolean fraction = exponent > wholeEnd;
    at = exponent;
    end = wordEnd(at);
    String digits = text.substring(start, at);
    String suffix = text.substring(at, end);
    if (UNIT_NANOS.containsKey(suffix)) {
      duration(digits, fraction, UNIT_NANOS.get(suffix));
    } else if (fraction) {
      if (suffix.isEmpty()) real(digits);
      else malformed(unitHint(suffix));
    } else if (suffix.equals("I")) {
      decimalId(digits);
    } else if (suffix.isEmpty() || suffix.equals("U")) {
      value = integer(digits);
      if (!suffix.isEmpty()) oldUnsigned();
    } else {
      malformed(unitHint(suffix));
    }
  }

  private static String unitHint(String suffix) {
    if (suffix.startsWith("_")) return "digits stand together, without _";
    return "`" + suffix + "` does not belong to it; the units of durations are ns us ms s m h d";
  }

  private long integer(String digits) {
    if (digits.length() > 1 && digits.charAt(0) == '0') return octal(digits);
    if (digits.length() < LONG_DIGITS) return Long.parseLong(digits);
    if (digits.length() > LONG_DIGITS) return outOfRange();
    var exact = new BigInteger(digits);
    return exact.bitLength() > 63 ? outOfRange() : exact.longValue();
  }

  private long octal(String digits) {
    if (digits.indexOf('8') >= 0 || digits.indexOf('9') >= 0) {
      malformed("a leading 0 makes a number octal, and octal has no 8 and 9");
      return 0;
    }
    String significant = withoutZeros(digits);
    if (significant.length() > 22) return outOfRange();
    var exact = new BigInteger(significant, 8);
    if (exact.bitLength() > 63) return outOfRange();
    problem =
        Optional.of(
            Diagnostic.warning("P2-111", Span.NONE, digits + " is octal, the number " + exact)
                .hint("write " + exact + ", or 0x" + exact.toString(16)));
    return exact.longValue();
  }

  private long outOfRange() {
    tooBig("an int is at most " + Long.MAX_VALUE);
    return 0;
  }

  private void decimalId(String digits) {
    String significant = withoutZeros(digits);
    if (significant.length() <= ID_DECIMAL_DIGITS) {
      var exact = new BigInteger(significant);
      if (exact.bitLength() <= Id.BITS) {
        value = Id.of(exact);
        return;
      }
    }
    tooBig("an id has " + Id.BITS + " bits");
  }

  private void real(String digits) {
    double number = Double.parseDouble(digits);
    if (Double.isInfinite(number)) tooBig("a double is at most " + Double.MAX_VALUE);
    else value = number;
  }

  private void duration(String digits, boolean fraction, long unit) {
    double about = Double.parseDouble(digits) * unit;
    if (about >= 0x1p63) {
      tooBig("a duration is at most some 292 years");
    } else if (!fraction) {
      duration(BigDecimal.valueOf(integer(digits)), unit);
    } else {
      duration(about < 1e-3 ? BigDecimal.ZERO : new BigDecimal(digits), unit);
    }
  }

  private void duration(BigDecimal number, long unit) {
    BigDecimal nanos =
        number.multiply(BigDecimal.valueOf(unit)).setScale(0, RoundingMode.HALF_EVEN);
    if (nanos.toBigInteger().bitLength() > 63) tooBig("a duration is at most some 292 years");
    else value = new Duration(nanos.longValue());
  }

  private void tooBig(String hint) {
    problem = Optional.of(Diagnostic.error("P2-003", Span.NONE, "number does not fit").hint(hint));
  }

  private void malformed(String hint) {
    problem = Optional.of(Diagnostic.error("P2-003", Span.NONE, "malformed number").hint(hint));
  }

  private void oldUnsigned() {
    if (problem.isPresent()) return;
    String number = text.substring(start, end);
    problem =
        Optional.of(
            Diagnostic.warning(
                    "P2-111",
                    Span.NONE,
                    number + " is read as " + number.substring(0, number.length() - 1))
                .hint("ints have a sign here; leave the U out"));
  }

  private static String withoutZeros(String digits) {
    int at = 0;
    while (at < digits.length() - 1 && digits.charAt(at) == '0') at++;
    return digits.substring(at);
  }

  private int exponentEnd(int at) {
    if (at >= text.length() || (text.charAt(at) != 'e' && text.charAt(at) != 'E')) return at;
    int digits = at + 1;
    if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-'))
      digits++;
    return isDigit(digits) ? digitsEnd(digits) : at;
  }

  private int digitsEnd(int at) {
    while (isDigit(at)) at++;
    return at;
  }

  private boolean isDigit(int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private int wordEnd(int at) {
    while (at < text.length() && Lexer.isWordPart(text.charAt(at))) at++;
    return at;
  }
}
