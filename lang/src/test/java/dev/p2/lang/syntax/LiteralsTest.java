package dev.p2.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals, comments and white space: overlog.md 1.1 and 1.3. */
class LiteralsTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0                                           | 0
          42                                          | 42
          9223372036854775807                         | 9223372036854775807
          0x1F                                        | 31
          0xffffffffffffffff                          | -1
          0x00000000000000000000000001                | 1
          1.5                                         | 1.5
          00.5                                        | 0.5
          1e3                                         | 1000.0
          2.5E-3                                      | 0.0025
          2e+2                                        | 200.0
          0x1I                                        | 0x1I
          0xffffffffffffffffffffffffffffffffffffffffI | 0xffffffffffffffffffffffffffffffffffffffffI
          10I                                         | 0xaI
          010I                                        | 0xaI
          1461501637330902918203684832716283019655932542975I | 0xffffffffffffffffffffffffffffffffffffffffI
          500ms                                       | 0.5s
          1.5s                                        | 1.5s
          2m                                          | 120s
          1h                                          | 3600s
          1d                                          | 86400s
          3us                                         | 0.000003s
          7ns                                         | 0.000000007s
          0.4ns                                       | 0s
          1e3s                                        | 1000s
          1e-400s                                     | 0s
          ""                                          | ""
          "a b"                                       | "a b"
          "\\n"                                       | "\\n"
          "\\"\\\\\\x"                                | ""\\x"
          "\\u0041\\u00e9\\u12"                       | "Aéu12"
          true                                        | true
          false                                       | false
          null                                        | null
          infinity                                    | infinity
          []                                          | []
          [1, "a", [X]]                               | [1, "a", [X]]
          {[1, 2], [3, 4]}                            | [[1, 2], [3, 4]]
          """)
  void isRead(String text, String value) {
    assertThat(Programs.expression(text)).isEqualTo(value);
  }

  @ParameterizedTest(name = "{0} is {2}, with a warning")
  @CsvSource({
    "010, P2-111, 8",
    "00, P2-111, 0",
    "5U, P2-111, 5",
    "0x1fU, P2-111, 31",
    "010s, P2-111, 8s"
  })
  void oldNumbersAreReadWithAWarning(String text, String code, String value) {
    assertThat(Programs.codes("r h(X) :- e(X), X == " + text + "."))
        .containsExactly("1:22 " + code);
    assertThat(Programs.expression(text)).isEqualTo(value);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "9223372036854775808",
    "99999999999999999999999",
    "0x10000000000000000",
    "0x10000000000000000000000000000000000000000I",
    "1461501637330902918203684832716283019655932542976I",
    "08",
    "0779",
    "01000000000000000000000",
    "0x",
    "0xg",
    "0x1J",
    "12abc",
    "1_000",
    "5min",
    "1.5I",
    "1.5U",
    "1e",
    "1e999",
    "1e999s",
    "200000d",
    "0X1f",
  })
  void badNumbersAreP2003(String text) {
    assertThat(Programs.codes("t(\"a\", " + text + ").")).containsExactly("1:8 P2-003");
  }

  @Test
  void aPointWithoutADigitEndsTheStatement() {
    assertThat(TreeText.of(Programs.clean("r h(X) :- e(X), X == 1.f(1).")))
        .isEqualTo("r h(X) :- e(X), (X == 1). f(1).");
  }

  @Test
  void aStringMaySpanLines() {
    assertThat(TreeText.of(Programs.clean("p(\"a\nb\").\n"))).isEqualTo("p(\"a\\nb\").");
  }

  @Test
  void minusIsAlwaysAnOperator() {
    assertThat(Programs.expression("X-1")).isEqualTo("(X - 1)");
    assertThat(Programs.expression("-1")).isEqualTo("(-1)");
    assertThat(Programs.expression("X - -1")).isEqualTo("(X - (-1))");
  }

  @Test
  void commentsOfAllKindsAreWhiteSpace() {
    String text =
        """
        #!/usr/bin/p2
        p(1). /* a /* b */ p(2). %% p(3).
        p(4). // p(5). */
        /**/ p(/* in between */6). /* over
        two lines */ p(7).
        """;
    assertThat(TreeText.of(Programs.clean(text))).isEqualTo("p(1). p(2). p(4). p(6). p(7).");
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertThat(TreeText.of(Programs.clean("\ufeffp(1)."))).isEqualTo("p(1).");
  }
}
