package dev.p2.cli.input;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The small words of the command line: durations, rates, {@code host:port}. */
public final class Words {
  private static final Pattern DURATION =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(ns|us|ms|s|m|h|d)?");
  private static final Pattern RATE =
      Pattern.compile("([0-9]*\\.?[0-9]+(?:[eE][+-]?[0-9]{1,9})?)(%?)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  private Words() {}

  /**
   * What {@code read} makes of a flag's text; where it is wrong, the flag is named.
   *
   * @throws InputException that begins with the flag
   */
  public static <T> T of(String flag, Supplier<T> read) {
    try {
      return read.get();
    } catch (InputException e) {
      throw e.about(flag);
    }
  }

  /**
   * {@code 250ms}, {@code 1.5s}, {@code 5m}, {@code 2h} in nanoseconds; {@code 0} needs no unit.
   */
  public static long durationNanos(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) throw badDuration(text);
    var number = new BigDecimal(matcher.group(1));
    if (matcher.group(2) == null) {
      if (number.signum() == 0) return 0;
      throw new InputException(
          "'" + text + "' is a duration without unit", "write " + text + "s for seconds");
    }
    try {
      return number
          .multiply(BigDecimal.valueOf(UNITS.get(matcher.group(2))))
          .setScale(0, java.math.RoundingMode.HALF_EVEN)
          .longValueExact();
    } catch (ArithmeticException tooLong) {
      throw new InputException("the duration '" + text + "' is too long", "at most 292 years fit");
    }
  }

  private static InputException badDuration(String text) {
    return new InputException("'" + text + "' is no duration", "write 250ms, 30s, 5m or 2h");
  }

  /** {@code D}, or {@code A..B}: the least and the greatest, in nanoseconds. */
  public static List<Long> durationRange(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      long nanos = durationNanos(text);
      return List.of(nanos, nanos);
    }
    long low = durationNanos(text.substring(0, dots));
    long high = durationNanos(text.substring(dots + 2));
    if (low > high)
      throw new InputException(
          "the range '" + text + "' runs backwards", "write the smaller first");
    return List.of(low, high);
  }

  /** {@code 1%} or {@code 0.01}: a share of 0 to 1. */
  public static double share(String text) {
    Matcher matcher = RATE.matcher(text);
    if (matcher.matches()) {
      int places = matcher.group(2).isEmpty() ? 0 : 2;
      double number = new BigDecimal(matcher.group(1)).movePointLeft(places).doubleValue();
      if (number <= 1) return number;
    }
    throw new InputException(
        "'" + text + "' is no probability", "write 1% or 0.01, at most 100% or 1");
  }

  /** The port of {@code host:port}. */
  public static int port(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    if (colon > 0) {
      try {
        int port = Integer.parseInt(hostAndPort.substring(colon + 1));
        if (port >= 0 && port <= 65_535) return port;
      } catch (NumberFormatException e) {
        // the message below says it
      }
    }
    throw new InputException(
        "'" + hostAndPort + "' is no HOST:PORT", "write 127.0.0.1:10000; port 0 takes a free one");
  }

  /** The host of {@code host:port}, without the brackets of an IPv6 address. */
  public static String host(String hostAndPort) {
    String host = hostAndPort.substring(0, hostAndPort.lastIndexOf(':'));
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
