package dev.p2.lang.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Values drawn so that equal ones, equal numbers of different kinds and borders meet often. */
final class Samples {
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    0.5,
    1,
    -1.5,
    3,
    0x1p53,
    0x1p63,
    -0x1p63,
    0x1p64,
    0x1p100,
    0x1p159,
    0x1p160,
    1e300,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE
  };
  private static final long[] LONGS = {
    0, 1, 2, 3, -1, 42, (1L << 53) + 1, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final String[] TEXTS = {
    "", "a", "b", "ab", "ÿ", "\ue000", "\ud83d\ude00", "\uffff"
  };

  private Samples() {}

  static Object value(Random random, int depth) {
    int kinds = depth == 0 ? 8 : 11;
    return switch (random.nextInt(kinds)) {
      case 0 -> null;
      case 1, 2, 3 -> number(random);
      case 4 -> TEXTS[random.nextInt(TEXTS.length)];
      case 5 -> new Time(random.nextInt(3));
      case 6 -> new Duration(random.nextInt(3));
      case 7 -> Bytes.of((byte) random.nextInt(3));
      case 8 -> ListValue.of(values(random, depth));
      case 9 -> SetValue.of(values(random, depth));
      default ->
          new MiniLanguage.PlainTuple(
              random.nextBoolean() ? "s" : "t", List.of(1L, number(random)));
    };
  }

  private static Object[] values(Random random, int depth) {
    Object[] values = new Object[random.nextInt(3)];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(random, depth - 1);
    }
    return values;
  }

  static Object number(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextBoolean();
      case 1, 2 -> LONGS[random.nextInt(LONGS.length)];
      case 3 -> (Object) random.nextLong(8);
      case 4 -> DOUBLES[random.nextInt(DOUBLES.length)];
      case 5 ->
          Id.of(
              BigInteger.ONE
                  .shiftLeft(random.nextInt(161))
                  .subtract(BigInteger.valueOf(random.nextInt(2))));
      case 6 -> Id.of(random.nextInt(4));
      default -> (double) random.nextLong();
    };
  }

  /** The same number in another kind if it has one, else in its own. */
  static Object sameNumber(Object number, Random random) {
    BigDecimal exact =
        switch (number) {
          case Id x -> new BigDecimal(x.toBigInteger());
          case Double x when x.isInfinite() -> null;
          case Double x -> new BigDecimal(x);
          default -> BigDecimal.valueOf(Values.toLong(number));
        };
    if (exact == null) {
      return number;
    }
    double asDouble = exact.doubleValue();
    if (random.nextBoolean() && new BigDecimal(asDouble).compareTo(exact) == 0) {
      return asDouble;
    }
    BigInteger whole = exact.toBigInteger();
    boolean isWhole = new BigDecimal(whole).compareTo(exact) == 0;
    if (isWhole && random.nextBoolean() && whole.signum() >= 0 && whole.bitLength() <= 160) {
      return Id.of(whole);
    }
    return isWhole && whole.bitLength() < 64 ? (Object) whole.longValue() : number;
  }
}
