package dev.p2.cli.topology;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates and delays as networks are described: {@code 10Mb}, {@code 1.5Mb/s}, {@code 20ms}. */
final class Rates {
  private static final Pattern RATE =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?(?:e[0-9]{1,9})?)\\s*([kmg]?)(b|bps|b/s|bit|bit/s)?");

  private Rates() {}

  /** Bits per second, above 0; empty if it is no rate. */
  static OptionalLong bitsPerSecond(String text) {
    Matcher matcher = RATE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) return OptionalLong.empty();
    int power =
        switch (matcher.group(2)) {
          case "k" -> 3;
          case "m" -> 6;
          case "g" -> 9;
          default -> 0;
        };
    BigDecimal bits = new BigDecimal(matcher.group(1)).movePointRight(power);
    if (bits.signum() <= 0 || bits.precision() - bits.scale() > 17) return OptionalLong.empty();
    return OptionalLong.of(bits.setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
