package dev.p2.lang.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids beside their twin in big integers. */
class IdTest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(160);

  static LongStream seeds() {
    return LongStream.of(11, 12, 13);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void arithmeticAgreesWithBigIntegersModulo2To160(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      BigInteger x = number(random);
      BigInteger y = number(random);
      Id a = Id.of(x);
      Id b = Id.of(y);
      int n = random.nextInt(170);
      String as = x.toString(16) + ", " + y.toString(16) + ", " + n;
      assertThat(a.toBigInteger()).as(as).isEqualTo(x);
      same(a.add(b), x.add(y), as);
      same(a.sub(b), x.subtract(y), as);
      same(a.mul(b), x.multiply(y), as);
      same(a.neg(), x.negate(), as);
      same(a.not(), x.not(), as);
      same(a.and(b), x.and(y), as);
      same(a.or(b), x.or(y), as);
      same(a.xor(b), x.xor(y), as);
      same(a.shl(n), x.shiftLeft(n), as);
      same(a.shr(n), x.shiftRight(n), as);
      if (y.signum() != 0) {
        same(a.div(b), x.divide(y), as);
        same(a.rem(b), x.mod(y), as);
      }
      assertThat(Integer.signum(a.compareTo(b))).as(as).isEqualTo(x.compareTo(y));
      assertThat(a.equals(b)).as(as).isEqualTo(x.equals(y));
      assertThat(a.leadingZeros()).as(as).isEqualTo(160 - x.bitLength());
      assertThat(a.fitsLong()).as(as).isEqualTo(x.bitLength() < 64);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyFormReadsBack(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      BigInteger x = number(random);
      Id a = Id.of(x);
      assertThat(a.toString()).isEqualTo(String.format("0x%040xI", x));
      assertThat(a.json()).isEqualTo("0x" + x.toString(16));
      assertThat(Id.parseHex(a.toString())).isEqualTo(a);
      assertThat(Id.parseHex(a.json())).isEqualTo(a);
      assertThat(Id.fromBytes(a.toBytes())).isEqualTo(a);
      assertThat(Id.of(a.high(), a.mid(), a.low())).isEqualTo(a);
      long v = random.nextLong();
      same(Id.of(v), BigInteger.valueOf(v), "of " + v);
    }
  }

  @Test
  void textThatIsNoIdIsRefused() {
    for (String text : new String[] {"", "0x", "0xI", "0xg", "1234-", "0x" + "1".repeat(41)}) {
      assertThatThrownBy(() -> Id.parseHex(text))
          .as(text)
          .isInstanceOf(NumberFormatException.class);
    }
    assertThat(Id.parseHex("0XaB".substring(2))).isEqualTo(Id.of(0xab));
  }

  private static void same(Id id, BigInteger number, String as) {
    assertThat(id.toBigInteger()).as(as).isEqualTo(number.mod(MODULUS));
  }

  /** Of every length, with runs of ones and zeros, so that carries run through all three parts. */
  private static BigInteger number(Random random) {
    BigInteger dense = new BigInteger(random.nextInt(161), random);
    BigInteger run =
        BigInteger.ONE
            .shiftLeft(random.nextInt(161))
            .subtract(BigInteger.valueOf(random.nextInt(3)));
    return (random.nextBoolean() ? dense : run).mod(MODULUS);
  }
}
