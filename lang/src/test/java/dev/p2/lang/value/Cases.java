package dev.p2.lang.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

/**
 * Tables of cases a reader can check with the eye: {@code expression => value}, or a code of an
 * error.
 */
final class Cases {
  private Cases() {}

  static Stream<String> of(String table) {
    return table.lines().map(String::strip).filter(line -> !line.isEmpty());
  }

  static void check(String line) {
    String[] sides = line.split(" => ", -1);
    assertThat(sides).as("an expression, =>, a value: " + line).hasSize(2);
    assertThat(result(sides[0])).as(sides[0]).isEqualTo(result(sides[1]));
  }

  /** The value in source form with its type, or the code of the error. */
  private static String result(String expression) {
    if (expression.strip().matches("P2-R[0-9]+")) {
      return expression.strip();
    }
    try {
      Object value = MiniLanguage.evaluate(expression);
      return Values.typeName(value) + " " + Values.sourceText(value);
    } catch (EvalException e) {
      return e.code();
    }
  }
}
