package dev.p2.lang.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Static typing, and that it says of values what the operators do to them. */
class TypeRulesTest {
  private static final List<String> OPERATORS =
      List.of(
          "+", "-", "*", "/", "%", "**", "<<", ">>", "&", "|", "^", "|||", "<", "<=", ">", ">=",
          "&&", "||", "in");

  /** Samples that no operator fails on for another reason than their types. */
  private static final Map<Type, List<String>> VALUES =
      Map.ofEntries(
          Map.entry(Type.BOOL, List.of("true")),
          Map.entry(Type.INT, List.of("1", "3")),
          Map.entry(Type.DOUBLE, List.of("2.5")),
          Map.entry(Type.ID, List.of("3I")),
          Map.entry(Type.STRING, List.of("\"a\"")),
          Map.entry(Type.ADDR, List.of("\"a\"")),
          Map.entry(Type.TIME, List.of("f_time(1)")),
          Map.entry(Type.DURATION, List.of("1s")),
          Map.entry(Type.LIST, List.of("[1]")),
          Map.entry(Type.SET, List.of("set(1)")),
          Map.entry(Type.BYTES, List.of("bytes()")),
          Map.entry(Type.TUPLE, List.of("tuple(\"t\")")),
          Map.entry(Type.NULL, List.of("null")));

  private static Stream<Type> known() {
    return Stream.of(Type.values()).filter(t -> t != Type.ANY && t != Type.NULL);
  }

  @Test
  void operatorsAreDefinedAtRunTimeExactlyWhereTheTypesSaySo() {
    for (String operator : OPERATORS) {
      known().forEach(left -> known().forEach(right -> check(operator, left, right)));
    }
  }

  private static void check(String operator, Type left, Type right) {
    Optional<Type> type = TypeRules.binary(operator, left, right);
    for (String a : VALUES.get(left)) {
      for (String b : VALUES.get(right)) {
        String as = left + " " + operator + " " + right;
        try {
          Object value =
              MiniLanguage.apply(operator, MiniLanguage.evaluate(a), MiniLanguage.evaluate(b));
          if (!operator.equals("||")) { // it does not look at its right side
            assertThat(type).as(as).isPresent();
            assertThat(Values.convert(value, type.get())).as(as).isEqualTo(value);
          }
        } catch (EvalException e) {
          assertThat(e.code()).as(as + ": " + e.getMessage()).isEqualTo("P2-R02");
          assertThat(type).as(as).isEmpty();
        }
      }
    }
  }

  @Test
  void openOperandsCoverWhatTheirValuesCanBe() {
    for (String operator : OPERATORS) {
      known()
          .forEach(
              left ->
                  known()
                      .forEach(
                          right -> {
                            Optional<Type> sharp = TypeRules.binary(operator, left, right);
                            if (sharp.isPresent()) {
                              for (Optional<Type> open :
                                  List.of(
                                      TypeRules.binary(operator, Type.ANY, right),
                                      TypeRules.binary(operator, left, Type.ANY),
                                      TypeRules.binary(operator, Type.ANY, Type.ANY))) {
                                assertThat(open).as(left + operator + right).isPresent();
                                assertThat(open.get() == Type.ANY || open.get() == sharp.get())
                                    .as(left + operator + right)
                                    .isTrue();
                              }
                            }
                          }));
    }
    assertThat(TypeRules.binary("-", Type.ID, Type.ANY)).contains(Type.ID);
    assertThat(TypeRules.binary("+", Type.ANY, Type.STRING)).contains(Type.STRING);
    assertThat(TypeRules.binary("+", Type.NULL, Type.STRING)).contains(Type.STRING);
    assertThat(TypeRules.binary("-", Type.ANY, Type.STRING)).isEmpty();
  }

  @ParameterizedTest(name = "{0} with {1} is {2}")
  @CsvSource({
    "BOOL, INT, INT", "INT, DOUBLE, DOUBLE", "INT, ID, ID", "BOOL, ID, ID", "BOOL, DOUBLE, DOUBLE",
        "ADDR, STRING, STRING",
    "NULL, TIME, TIME", "ID, DOUBLE, ANY", "INT, STRING, ANY", "INT, TIME, ANY",
        "INT, DURATION, ANY", "LIST, SET, ANY",
    "ANY, INT, ANY", "ANY, NULL, ANY", "NULL, NULL, NULL", "ADDR, ADDR, ADDR"
  })
  void joinIsTheTableOfTheReference(Type a, Type b, Type joined) {
    assertThat(TypeRules.join(a, b)).isEqualTo(joined);
    assertThat(TypeRules.join(b, a)).isEqualTo(joined);
  }

  @Test
  void valueThatFitsIsConverted() {
    Stream.of(Type.values())
        .filter(t -> t != Type.ANY)
        .forEach(
            from ->
                Stream.of(Type.values())
                    .forEach(
                        to -> {
                          for (String text : VALUES.get(from)) {
                            boolean converts = true;
                            try {
                              Values.convert(MiniLanguage.evaluate(text), to);
                            } catch (EvalException e) {
                              converts = false;
                            }
                            assertThat(converts)
                                .as(from + " to " + to)
                                .isEqualTo(TypeRules.fits(from, to));
                          }
                        }));
  }

  @ParameterizedTest(name = "{0} in ({1},{2}): {3}")
  @CsvSource({
    "ID, ID, ID, ID",
    "INT, ID, ID, ID",
    "INT, INT, DOUBLE, DOUBLE",
    "BOOL, BOOL, INT, INT",
    "STRING, ADDR, STRING, STRING",
    "TIME, TIME, TIME, TIME",
    "DURATION, INT, DURATION, DURATION",
    "ANY, ID, ID, ANY",
    "ANY, INT, INT, ANY",
    "DOUBLE, ID, ID, ",
    "STRING, ID, ID, ",
    "INT, STRING, STRING, ",
    "SET, SET, SET, ",
    "TIME, INT, INT, "
  })
  void intervalHasOneType(Type x, Type low, Type high, Type expected) {
    assertThat(TypeRules.interval(x, low, high)).isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void equalityNeedsOneFamily() {
    assertThat(TypeRules.binary("==", Type.INT, Type.ID)).contains(Type.BOOL);
    assertThat(TypeRules.binary("==", Type.DOUBLE, Type.ID)).contains(Type.BOOL);
    assertThat(TypeRules.binary("!=", Type.ADDR, Type.NULL)).contains(Type.BOOL);
    assertThat(TypeRules.binary("==", Type.STRING, Type.INT)).isEmpty();
    assertThat(TypeRules.binary("==", Type.DURATION, Type.INT)).isEmpty();
  }

  @Test
  void callsAreTypedByTheirArguments() {
    assertThat(call("f_max", Type.INT, Type.DOUBLE)).contains(Type.DOUBLE);
    assertThat(call("f_max", Type.INT, Type.STRING)).isEmpty();
    assertThat(call("f_abs", Type.DURATION)).contains(Type.DURATION);
    assertThat(call("f_abs", Type.STRING)).isEmpty();
    assertThat(call("f_strlen", Type.INT)).isEmpty();
    assertThat(call("f_strlen", Type.ANY)).contains(Type.INT);
    assertThat(call("f_dist", Type.ID, Type.INT)).contains(Type.ID);
    assertThat(call("f_car", Type.LIST)).contains(Type.ANY);
    assertThat(call("f_member", Type.INT, Type.INT)).isEmpty();
    assertThat(call("f_intersect", Type.SET, Type.LIST)).contains(Type.SET);
    assertThat(call("f_initList", Type.INT, Type.STRING)).contains(Type.LIST);
    assertThat(call("f_now")).contains(Type.TIME);
  }

  private static Optional<Type> call(String name, Type... arguments) {
    return TypeRules.call(Functions.lookup(name).orElseThrow(), List.of(arguments));
  }

  @Test
  void aggregatesAreTypedByTheirArguments() {
    assertThat(TypeRules.aggregate(AggregateFunction.COUNT, List.of(), 0)).contains(Type.INT);
    assertThat(TypeRules.aggregate(AggregateFunction.SUM, List.of(Type.BOOL), 0))
        .contains(Type.INT);
    assertThat(TypeRules.aggregate(AggregateFunction.SUM, List.of(Type.STRING), 0)).isEmpty();
    assertThat(TypeRules.aggregate(AggregateFunction.MIN, List.of(Type.INT, Type.ADDR), 1))
        .contains(Type.ADDR);
    assertThat(TypeRules.aggregate(AggregateFunction.AVG, List.of(Type.ID), 0)).isEmpty();
    assertThat(TypeRules.aggregate(AggregateFunction.TOPK, List.of(Type.TIME, Type.INT), 0))
        .contains(Type.TIME);
    assertThat(TypeRules.aggregate(AggregateFunction.TOPK, List.of(Type.TIME, Type.STRING), 0))
        .isEmpty();
  }
}
