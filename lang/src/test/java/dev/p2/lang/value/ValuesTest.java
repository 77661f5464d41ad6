package dev.p2.lang.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Equality, hash, order, text and conversion, overlog.md section 3. */
class ValuesTest {
  static LongStream seeds() {
    return LongStream.of(21, 22, 23);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equalityHashAndOrderAgree(long seed) {
    Random random = new Random(seed);
    List<Object> values =
        Stream.generate(() -> Samples.value(random, 2))
            .limit(120)
            .collect(Collectors.toCollection(ArrayList::new));
    for (Object a : values) {
      for (Object b : values) {
        String as = Values.sourceText(a) + " and " + Values.sourceText(b);
        assertThat(Values.compare(a, b) == 0).as(as).isEqualTo(Values.equal(a, b));
        assertThat(Integer.signum(Values.compare(b, a)))
            .as(as)
            .isEqualTo(-Integer.signum(Values.compare(a, b)));
        if (Values.equal(a, b)) {
          assertThat(Values.hash(a)).as(as).isEqualTo(Values.hash(b));
        }
      }
    }
    // Sorting checks transitivity: any permutation gives the same sequence.
    List<Object> sorted = values.stream().sorted(Values::compare).toList();
    for (int i = 0; i < sorted.size(); i++) {
      for (int j = i; j < sorted.size(); j++) {
        assertThat(Values.compare(sorted.get(i), sorted.get(j))).isLessThanOrEqualTo(0);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void numbersCompareAsTheNumbersTheyAre(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      Object a = Samples.number(random);
      Object b = random.nextInt(3) == 0 ? Samples.sameNumber(a, random) : Samples.number(random);
      String as = Values.sourceText(a) + " and " + Values.sourceText(b);
      assertThat(Integer.signum(Values.compare(a, b)))
          .as(as)
          .isEqualTo(exactly(a).compareTo(exactly(b)));
    }
  }

  private static BigDecimal exactly(Object number) {
    return switch (number) {
      case Boolean b -> b ? BigDecimal.ONE : BigDecimal.ZERO;
      case Long x -> BigDecimal.valueOf(x);
      case Id x -> new BigDecimal(x.toBigInteger());
      case Double x when x.isInfinite() ->
          new BigDecimal(BigInteger.TEN.pow(400)).multiply(BigDecimal.valueOf(Math.signum(x)));
      default -> new BigDecimal((Double) number);
    };
  }

  @Test
  void boxedAndUnboxedHashesAreTheSame() {
    for (long x : new long[] {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53}) {
      assertThat(Values.hash((Object) x)).isEqualTo(Values.hash(x));
      assertThat(Values.hash(new Time(x))).isEqualTo(Values.hash(x));
      assertThat(Values.hash(new Duration(x))).isEqualTo(Values.hash(x));
      assertThat(Values.hash((Object) (double) x)).isEqualTo(Values.hash((double) x));
    }
    assertThat(Values.hash(true)).isEqualTo(Values.hash(1L));
    assertThat(Values.hash(-0.0)).isEqualTo(Values.hash(0L));
  }

  @Test
  void hashesOfConsecutiveNumbersFillATable() {
    for (long stride : new long[] {1, 2, 1000, 1_000_000_000L, 1L << 32, 1L << 40}) {
      long used =
          LongStream.range(0, 1024)
              .map(i -> finish(Values.hash(i * stride)) & 2047)
              .distinct()
              .count();
      assertThat(used).as("stride " + stride).isGreaterThan(600); // at random: 806 of 2048
    }
  }

  /** As the tables do before they take the low bits: Hash.finish of the engine. */
  private static int finish(int hash) {
    int h = hash * 0x85EBCA6B;
    return h ^ h >>> 15;
  }

  @Test
  void familiesStandInTheOrderOfTheReference() {
    List<Object> families =
        List.of(
            3L,
            "a",
            new Time(0),
            new Duration(0),
            Bytes.of((byte) 1),
            ListValue.EMPTY,
            SetValue.EMPTY,
            new MiniLanguage.PlainTuple("a", List.of()));
    assertThat(families).isSortedAccordingTo(Values::compare);
    assertThat(Values.compare(null, false)).isNegative();
    assertThat(families).isSortedAccordingTo(Comparator.comparing(v -> v, Values::compare));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          5.0       | 5.0
          0.0       | 0.0
          -0.0      | -0.0
          0.001     | 0.001
          0.00099   | 9.9e-4
          2.5E-7    | 2.5e-7
          9999999.0 | 9999999.0
          1E7       | 1.0e7
          1E22      | 1.0e22
          0.1       | 0.1
          2E-3      | 0.002
          1.7976931348623157E308 | 1.7976931348623157e308
          Infinity  | infinity
          -Infinity | -infinity
          123456.789 | 123456.789
          """)
  void doublesHaveTheFewestDigitsThatReadBack(double value, String text) {
    assertThat(Values.text(value)).isEqualTo(text);
  }

  @Test
  void textFormsAreThoseOfTheReference() {
    assertThat(Values.text(null)).isEqualTo("null");
    assertThat(Values.text(-12L)).isEqualTo("-12");
    assertThat(Values.text(true)).isEqualTo("true");
    assertThat(Values.text(Id.of(42))).isEqualTo("0x" + "0".repeat(38) + "2aI");
    assertThat(Values.text("a\"b")).isEqualTo("a\"b");
    assertThat(Values.sourceText("a\"\\b\n\t\u0001ä")).isEqualTo("\"a\\\"\\\\b\\n\\t\\u0001ä\"");
    assertThat(Values.text(new Time(0))).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(Values.text(new Time(-1))).isEqualTo("1969-12-31T23:59:59.999999999Z");
    assertThat(Values.text(new Duration(1_500_000_000))).isEqualTo("1.5s");
    assertThat(Values.text(new Duration(0))).isEqualTo("0s");
    assertThat(Values.text(new Duration(-1))).isEqualTo("-0.000000001s");
    assertThat(Values.text(new Duration(100_000_000_000L))).isEqualTo("100s");
    assertThat(Values.text(new Duration(Long.MIN_VALUE))).isEqualTo("-9223372036.854775808s");
    assertThat(Values.text(ListValue.of(1L, "a", null, ListValue.EMPTY)))
        .isEqualTo("[1, \"a\", null, []]");
    assertThat(Values.text(SetValue.of("a", 1L))).isEqualTo("{1, \"a\"}");
    assertThat(Values.text(Bytes.of((byte) 255, (byte) 1))).isEqualTo("b\"ff01\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3        | DOUBLE   | 3.0
          true     | INT      | 1
          true     | DOUBLE   | 1.0
          -1       | ID       | 0xffffffffffffffffffffffffffffffffffffffffI
          true     | ID       | 1I
          2        | DURATION | 2s
          0.5      | DURATION | 500ms
          1s       | DURATION | 1s
          "a"      | ADDR     | "a"
          3        | ANY      | 3
          null     | INT      | null
          null     | BOOL     | null
          f_time(1) | TIME    | f_time(1)
          [1]      | LIST     | [1]
          1.0      | INT      | P2-R02
          1        | BOOL     | P2-R02
          1I       | INT      | P2-R02
          1I       | DOUBLE   | P2-R02
          1.0      | ID       | P2-R02
          1        | STRING   | P2-R02
          "1"      | INT      | P2-R02
          "1"      | ID       | P2-R02
          1        | TIME     | P2-R02
          1I       | DURATION | P2-R02
          set()    | LIST     | P2-R02
          [1]      | SET      | P2-R02
          "a"      | TUPLE    | P2-R02
          """)
  void valuesAreConvertedToTheTypeOfTheirColumn(String from, Type type, String to) {
    Object value = MiniLanguage.evaluate(from);
    if (to.startsWith("P2-")) {
      assertThatThrownBy(() -> Values.convert(value, type))
          .isInstanceOfSatisfying(EvalException.class, e -> assertThat(e.code()).isEqualTo(to));
    } else {
      Object expected = MiniLanguage.evaluate(to);
      assertThat(Values.convert(value, type)).isEqualTo(expected);
    }
  }

  @Test
  void secondsBecomeTheNearestNanosecondAndStayInRange() {
    assertThat(Duration.nanosOfSeconds(1_700_000_000.123)).isEqualTo(1_700_000_000_122_999_907L);
    assertThat(Duration.nanosOfSeconds(-0.1)).isEqualTo(-100_000_000L);
    assertThat(Duration.nanosOfSeconds(Double.POSITIVE_INFINITY)).isEqualTo(Long.MAX_VALUE);
    assertThat(Duration.nanosOfSeconds(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(Duration.nanosOfSeconds(9_223_372_036L)).isEqualTo(9_223_372_036_000_000_000L);
  }

  @Test
  void nullIsFalseAsAConditionAndAnErrorAsAnOperand() {
    assertThat(Values.condition(null)).isFalse();
    assertThat(Values.condition(2L)).isTrue();
    assertThatThrownBy(() -> Values.toLong(null))
        .isInstanceOfSatisfying(EvalException.class, e -> assertThat(e.code()).isEqualTo("P2-R06"));
    assertThatThrownBy(() -> Values.condition("a"))
        .isInstanceOfSatisfying(EvalException.class, e -> assertThat(e.code()).isEqualTo("P2-R02"));
  }
}
