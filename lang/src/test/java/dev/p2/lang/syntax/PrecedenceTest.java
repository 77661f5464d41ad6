package dev.p2.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.syntax.Expression.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shifts beside arithmetic: overlog.md 1.6. */
class PrecedenceTest {
  private static Binary binary(String text) {
    var rule =
        (Statement.Rule)
            Programs.parse("r h(X) :- e(X), X := " + text + ".").tree().statements().getLast();
    return (Binary) ((Term.Assignment) rule.body().getLast()).value();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "A << B + C, ((A << B) + C)",
    "A >> B - C, ((A >> B) - C)",
    "A << B + C - D, (((A << B) + C) - D)",
    "A << B * 2 + C, ((A << (B * 2)) + C)",
    "A + 1 << B + C, (((A + 1) << B) + C)",
  })
  void theOldReadingShiftsFirst(String text, String old) {
    Binary written = binary(text);
    assertThat(Precedence.mixesShift(written)).isTrue();
    assertThat(Precedence.oldReading(written))
        .hasValueSatisfying(b -> assertThat(TreeText.of(b)).isEqualTo(old));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"A << (B + C)", "(A << B) + C", "A << B", "A + B"})
  void parenthesesMakeItPlain(String text) {
    assertThat(Precedence.mixesShift(binary(text))).isFalse();
    assertThat(Precedence.oldReading(binary(text))).isEmpty();
  }

  @Test
  void theWarningShowsTheReadingTaken() {
    Binary written = binary("0x1I << I + N");
    Diagnostic warning = Precedence.warning(written, Precedence.oldReading(written).orElseThrow());
    assertThat(warning.code()).isEqualTo("P2-112");
    assertThat(warning.span().column()).isEqualTo(22);
    assertThat(warning.message()).contains("0x1I << I + N is read as (0x1I << I) + N");
  }
}
