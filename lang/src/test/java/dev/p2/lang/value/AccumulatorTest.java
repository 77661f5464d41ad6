package dev.p2.lang.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The aggregates of overlog.md section 6. */
class AccumulatorTest {
  private static Accumulator accumulator(AggregateFunction function, Type type, Object parameter) {
    return Accumulator.of(function, type, parameter, new Random(7));
  }

  @ParameterizedTest(name = "{0} of {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          COUNT         | ANY      | [1, null, 1]             | 3
          COUNT         | ANY      | []                       | 0
          COUNTDISTINCT | ANY      | [1, null, 1.0, "a", null] | 3
          COUNTDISTINCT | INT      | []                       | 0
          MIN           | INT      | [3, null, 1, 2]          | 1
          MAX           | INT      | [3, null, 1, 2]          | 3
          MIN           | ANY      | ["a", 2, 3.5]            | 2
          MAX           | ANY      | ["a", 2, null]           | "a"
          MIN           | INT      | []                       | null
          MIN           | INT      | [null]                   | null
          MAX           | ID       | [3I, 7I, -1I]            | -1I
          MIN           | DURATION | [3s, 1s]                 | 1s
          SUM           | INT      | [1, null, 2]             | 3
          SUM           | BOOL     | [true, true]             | 2
          SUM           | INT      | [9223372036854775807, 1] | 0x8000000000000000
          SUM           | DOUBLE   | [1.5, 2.5]               | 4.0
          SUM           | ID       | [-1I, 2I]                | 1I
          SUM           | DURATION | [1s, 2s]                 | 3s
          SUM           | INT      | []                       | 0
          SUM           | DOUBLE   | []                       | 0.0
          SUM           | ID       | []                       | 0I
          SUM           | DURATION | []                       | 0s
          SUM           | ANY      | []                       | 0
          SUM           | ANY      | [1, 2.5, true]           | 4.5
          SUM           | ANY      | [1, 2I]                  | 3I
          AVG           | INT      | [1, null, 2]             | 1.5
          AVG           | INT      | []                       | null
          AVG           | INT      | [9223372036854775807, 9223372036854775807] | 9.223372036854775807e18
          AVG           | DURATION | [1s, 2s]                 | 1.5
          MKLIST        | ANY      | [3, "a", null, 1]        | [null, 1, 3, "a"]
          MKLIST        | INT      | []                       | []
          MKSET         | ANY      | [3, 1, 3, null]          | set(1, 3, null)
          MKSET         | INT      | []                       | set()
          UNION         | ANY      | [[1, 2], [2, 3], []]     | set(1, 2, 3)
          UNION         | SET      | []                       | set()
          MEDIAN        | INT      | [5, 1, 3]                | 3
          MEDIAN        | INT      | [4, 1, 3, 2]             | 2
          MEDIAN        | TIME     | [f_time(2), f_time(1)]   | f_time(1)
          MEDIAN        | INT      | [null]                   | null
          STDDEV        | INT      | [2, 4, 4, 4, 5, 5, 7, 9] | 2.138089935299395
          VAR           | INT      | [1, 2, 3, 4]             | 1.6666666666666667
          VAR           | DOUBLE   | [0.1, 0.1, 0.1]          | 0.0
          VAR           | INT      | [5]                      | 0.0
          STDDEV        | INT      | [5, null]                | 0.0
          STDDEV        | INT      | []                       | null
          ANY           | ANY      | [0, null, 2]             | true
          ANY           | BOOL     | [false]                  | false
          ANY           | BOOL     | []                       | false
          ALL           | ANY      | [true, 1]                | true
          ALL           | ANY      | [true, null]             | false
          ALL           | BOOL     | []                       | true
          SAMPLE        | INT      | []                       | null
          SAMPLE        | INT      | [4]                      | 4
          """)
  void aggregateGivesWhatTheReferenceSays(
      AggregateFunction function, Type type, String values, String expected) {
    Accumulator accumulator = accumulator(function, type, null);
    ((ListValue) MiniLanguage.evaluate(values)).forEach(accumulator::add);
    assertThat(Values.sourceText(accumulator.result(0)))
        .isEqualTo(Values.sourceText(MiniLanguage.evaluate(expected)));
  }

  @ParameterizedTest(name = "{0} {1} of {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TOPK    | 2 | [1, 3, 3, 2, null] | [3, 3]
          BOTTOMK | 2 | [1, 3, 3, 2]       | [1, 2]
          LIMIT   | 9 | [3, "a", 1]        | [1, 3, "a"]
          BOTTOMK | 1 | [3, null]          | [null]
          TOPK    | 0 | [1]                | []
          TOPK    | 3 | []                 | []
          """)
  void multiRowAggregatesGiveTheirRowsInOrder(
      AggregateFunction function, long n, String values, String rows) {
    Accumulator accumulator = accumulator(function, Type.ANY, n);
    ((ListValue) MiniLanguage.evaluate(values)).forEach(accumulator::add);
    List<Object> found =
        IntStream.range(0, accumulator.rows()).mapToObj(accumulator::rowResult).toList();
    assertThat(ListValue.of(found)).isEqualTo(MiniLanguage.evaluate(rows));
  }

  @ParameterizedTest(name = "{0} of 10, 20 .. 100")
  @CsvSource({"0, 10", "5, 10", "10, 10", "11, 20", "50, 50", "90, 90", "90.5, 100", "100, 100"})
  void percentileIsTheNearestRank(double p, long expected) {
    Accumulator accumulator = accumulator(AggregateFunction.PERCENTILE, Type.INT, p);
    LongStream.rangeClosed(1, 10).forEach(i -> accumulator.addLong(110 - 10 * i));
    assertThat(accumulator.result(0)).isEqualTo(expected);
  }

  @Test
  void leastCarriesItsCompanionsAndTheLeastOfThemAmongEquals() {
    Accumulator least = accumulator(AggregateFunction.MIN, Type.INT, null);
    least.addAll(new Object[] {7L, "x"});
    least.addAll(new Object[] {3L, "z"});
    least.addAll(new Object[] {3L, "y"});
    least.addAll(new Object[] {null, "a"});
    assertThat(least.result(0)).isEqualTo(3L);
    assertThat(least.result(1)).isEqualTo("y");
    Accumulator none = accumulator(AggregateFunction.MAX, Type.INT, null);
    assertThat(none.result(0)).isNull();
    assertThat(none.result(2)).isNull();
  }

  @Test
  void misfitIsRefusedAndLeavesTheGroupAsItWas() {
    Accumulator sum = accumulator(AggregateFunction.SUM, Type.ANY, null);
    sum.add(1.5);
    for (Object misfit : new Object[] {"a", Id.ZERO, new Duration(1), ListValue.EMPTY}) {
      assertCode("P2-R02", () -> sum.add(misfit));
    }
    assertThat(sum.result(0)).isEqualTo(1.5);
    assertCode("P2-R02", () -> accumulator(AggregateFunction.AVG, Type.ANY, null).add("a"));
    assertCode("P2-R02", () -> accumulator(AggregateFunction.MEDIAN, Type.ANY, null).add("a"));
    assertCode("P2-R02", () -> accumulator(AggregateFunction.UNION, Type.ANY, null).add(1L));
    assertCode("P2-R02", () -> accumulator(AggregateFunction.ALL, Type.ANY, null).add("a"));
  }

  @Test
  void parameterOfTheWrongKindIsRefused() {
    assertCode("P2-R03", () -> accumulator(AggregateFunction.TOPK, Type.INT, -1L));
    assertCode("P2-R06", () -> accumulator(AggregateFunction.LIMIT, Type.INT, null));
    assertCode("P2-R02", () -> accumulator(AggregateFunction.LIMIT, Type.INT, "a"));
    assertCode("P2-R03", () -> accumulator(AggregateFunction.PERCENTILE, Type.INT, 100.5));
  }

  private static void assertCode(String code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(EvalException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  /** The fast path for unboxed values is the same function as the plain one. */
  @ParameterizedTest
  @EnumSource
  void unboxedAddsAreTheSameAsBoxedOnes(AggregateFunction function) {
    boolean conditions = function == AggregateFunction.ANY || function == AggregateFunction.ALL;
    if (function == AggregateFunction.UNION) {
      return;
    }
    Object parameter = function.hasParameter() ? 30L : null;
    for (Type type : new Type[] {Type.INT, Type.TIME, Type.DURATION, Type.DOUBLE, Type.BOOL}) {
      if (TypeRules.aggregate(function, List.of(type, Type.INT), 0).isEmpty()
          || conditions && type == Type.DOUBLE) {
        continue;
      }
      Accumulator fast = accumulator(function, type, parameter);
      Accumulator plain = accumulator(function, type, parameter);
      Random random = new Random(5);
      for (int i = 0; i < 50; i++) {
        long value = random.nextInt(20);
        switch (type) {
          case INT -> {
            fast.addLong(value);
            plain.add(value);
          }
          case TIME -> {
            fast.addLong(value);
            plain.add(new Time(value));
          }
          case DURATION -> {
            fast.addLong(value);
            plain.add(new Duration(value));
          }
          case DOUBLE -> {
            fast.addDouble(value / 3.0);
            plain.add(value / 3.0);
          }
          default -> {
            fast.addBoolean(value % 2 == 0);
            plain.add(value % 2 == 0);
          }
        }
      }
      assertThat(fast.rows()).as(function + " " + type).isEqualTo(plain.rows());
      for (int row = 0; row < fast.rows(); row++) {
        assertThat(fast.rowResult(row)).as(function + " " + type).isEqualTo(plain.rowResult(row));
      }
    }
  }

  static LongStream seeds() {
    return LongStream.of(31, 32, 33);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void orderOfTheMatchesChangesNothing(long seed) {
    Random random = new Random(seed);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double scale = Math.scalb(1.0, random.nextInt(200) - 100);
      values.add(
          random.nextInt(4) == 0
              ? (Object) (long) random.nextInt(5)
              : (random.nextDouble() - 0.5) * scale);
    }
    values.addAll(List.of(1L, 1.0, true, 0.0, -0.0));
    for (AggregateFunction function : AggregateFunction.values()) {
      if (function == AggregateFunction.UNION
          || function == AggregateFunction.ANY
          || function == AggregateFunction.ALL) {
        continue;
      }
      String first = null;
      for (int i = 0; i < 5; i++) {
        Collections.shuffle(values, random);
        Accumulator accumulator =
            accumulator(function, Type.ANY, function.hasParameter() ? 50L : null);
        values.forEach(accumulator::add);
        String text = Values.sourceText(accumulator.rowResult(0));
        first = first == null ? text : first;
        assertThat(text).as(function + ", seed " + seed).isEqualTo(first);
      }
    }
  }

  @Test
  void sumsOfDoublesAreRoundedOnce() {
    Accumulator sum = accumulator(AggregateFunction.SUM, Type.DOUBLE, null);
    for (double term : new double[] {1e100, 1.0, -1e100, 1e-20}) {
      sum.addDouble(term);
    }
    assertThat(sum.result(0)).isEqualTo(1.0);
    Accumulator tenths = accumulator(AggregateFunction.SUM, Type.DOUBLE, null);
    IntStream.range(0, 10).forEach(i -> tenths.addDouble(0.1));
    assertThat(tenths.result(0)).isEqualTo(1.0);
    sum.addDouble(Double.POSITIVE_INFINITY);
    assertThat(sum.result(0)).isEqualTo(Double.POSITIVE_INFINITY);
    sum.addDouble(Double.NEGATIVE_INFINITY);
    assertCode("P2-R03", () -> sum.result(0));
  }

  @Test
  void namesAreAcceptedInAnyCaseWithOrWithoutTheOldPrefix() {
    assertThat(AggregateFunction.lookup("a_COUNT")).contains(AggregateFunction.COUNT);
    assertThat(AggregateFunction.lookup("MkList")).contains(AggregateFunction.MKLIST);
    assertThat(AggregateFunction.lookup("set")).contains(AggregateFunction.MKSET);
    assertThat(AggregateFunction.lookup("foo")).isEmpty();
  }
}
