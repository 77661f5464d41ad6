package dev.p2.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to what: overlog.md 1.6, 2 and 4.1. */
class ExpressionParserTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "1 + 2 * 3 - 4 / 5 % 6 -> ((1 + (2 * 3)) - ((4 / 5) % 6))",
        "A - B - C -> ((A - B) - C)",
        "A << B + C -> (A << (B + C))",
        "A << B >> C -> ((A << B) >> C)",
        "A < B + 1 -> (A < (B + 1))",
        "A == B < C -> (A == (B < C))",
        "A == B != C <> D -> (((A == B) != C) != D)",
        "A && B || C && D -> ((A && B) || (C && D))",
        "A | B ||| C ^ D & E == F -> (A | (B ||| (C ^ (D & (E == F)))))",
        "A || B | C -> (A || (B | C))",
        "-A ** 2 -> (-(A ** 2))",
        "2 ** 3 ** 4 -> (2 ** (3 ** 4))",
        "2 ** -1 -> (2 ** (-1))",
        "!A == B -> ((!A) == B)",
        "~A & !B -> ((~A) & (!B))",
        "- - A -> (-(-A))",
        "A * -B -> (A * (-B))",
        "A ? B : C ? D : E -> (A ? B : (C ? D : E))",
        "A ? B ? C : D : E -> (A ? (B ? C : D) : E)",
        "A == 1 ? B + 1 :-1 -> ((A == 1) ? (B + 1) : (-1))",
        "L[0][I + 1] -> L[0][(I + 1)]",
        "M{R, C + 1}[2] -> M{R, (C + 1)}[2]",
        "-L[0] -> (-L[0])",
        "f_f(f_g(), 1, [A]) -> f_f(f_g(), 1, [A])",
        "(A + B) * C -> ((A + B) * C)",
        "X in (A, B) -> (X in (A, B))",
        "X in [A, B] -> (X in [A, B])",
        "X in (A, B] -> (X in (A, B])",
        "X in [A, B) -> (X in [A, B))",
        "X in (A + 1, B << 2] && Y -> ((X in ((A + 1), (B << 2)]) && Y)",
        "X in L && Y -> ((X in L) && Y)",
        "X in L + M -> (X in (L + M))",
        "X in ([1, 2]) -> (X in [1, 2])",
        "X in (L) + M -> (X in (L + M))",
        "X in (L)[0] ** 2 -> (X in (L[0] ** 2))",
        "X + 1 in (A, B] -> ((X + 1) in (A, B])",
        "X in (A, B] == true -> ((X in (A, B]) == true)",
        "!(X in (A, B]) -> (!(X in (A, B]))",
        "X in id (N, S] -> (X in (f_id(N), f_id(S)])",
        "X in id [N, S) -> (X in [f_id(N), f_id(S)))",
        "X in id (L) -> (X in f_id(L))",
        "X == id Y -> (X == f_id(Y))",
        "N + id 1 -> (N + f_id(1))",
        "id N + id(1) -> (f_id(N) + f_id(1))",
      })
  void isGrouped(String row) {
    String[] parts = row.split(" -> ", 2);
    assertThat(Programs.expression(parts[0])).isEqualTo(parts[1]);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0x1I << I + N, ((0x1I << I) + N)",
    "A + B * C, ((A + B) * C)",
    "A * B + C << D % E, ((((A * B) + C) << D) % E)",
    "A + B < C - D, ((A + B) < (C - D))",
    "A + B ** 2, (A + (B ** 2))",
    "A - -B, (A - (-B))",
    "A + (B * C), (A + (B * C))",
  })
  void theDialectOf2005IsFlat(String text, String grouped) {
    assertThat(Programs.expression(text, "dialect 2005.\n")).isEqualTo(grouped);
  }

  @Test
  void binariesKnowTheirParentheses() {
    var rule = (Statement.Rule) Programs.clean("r h(X) :- e(X), X := (A + B) << C + D.").getFirst();
    var shift = (Expression.Binary) ((Term.Assignment) rule.body().getLast()).value();
    assertThat(shift.parenthesised()).isFalse();
    assertThat(((Expression.Binary) shift.left()).parenthesised()).isTrue();
    assertThat(((Expression.Binary) shift.right()).parenthesised()).isFalse();
  }

  @Test
  void nowIsAnOldSpelling() {
    assertThat(Programs.expression("now - T")).isEqualTo("(f_now() - T)");
    assertThat(Programs.codes("r h(X) :- e(X, T), now - T > 5.")).containsExactly("1:20 P2-123");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"X & 1 == 0", "X | 1 < 2", "1 != X ^ Y"})
  void bitOperatorsBesideComparisonsAreMisread(String text) {
    assertThat(Programs.codes("r h(X) :- e(X), " + text + ".")).containsExactly("1:17 P2-112");
    assertThat(Programs.codes("r h(X) :- e(X), (X & 1) == 0, X & (1 == 0).")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "A < B < C ; 1:28",
        "A +        ; 1:25",
        "(A + B     ; 1:28",
        "A ? B      ; 1:27",
        "f_x(A      ; 1:27",
        "f_x        ; 1:25",
        "L[1        ; 1:25",
        "[1, 2      ; 1:27",
        "{[1], [2, 3]}; 1:28",
        "X in [A]   ; 1:29",
        "X in (A, B ; 1:32",
        "foo        ; 1:22",
        "foo(1)     ; 1:22",
      })
  void whatIsMissingIsP2001(String text, String place) {
    assertThat(Programs.codes("r h(X) :- e(X), X := " + text.strip() + "."))
        .containsExactly(place + " P2-001");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "(, ), 100000",
    "[, ], 100000",
    "-, '', 100000",
    "X + , '', 100000",
    "f_x(, ), 100000",
    "A ? B : , '', 9999"
  })
  void whatIsNestedTooDeeplyIsOneError(String open, String close, int times) {
    String text =
        "r h(X) :- e(X), X := "
            + open.repeat(times)
            + "1"
            + close.repeat(times)
            + ".\nr2 h(X) :- ).";
    Parsed parsed = Programs.parse(text);
    assertThat(Programs.codes(parsed)).hasSize(2).first().asString().endsWith("P2-001");
    assertThat(Programs.codes(parsed).getLast()).isEqualTo("2:12 P2-001");
  }

  @Test
  void aHundredParenthesesAreFine() {
    assertThat(Programs.expression("(".repeat(100) + "A" + ")".repeat(100))).isEqualTo("A");
    assertThat(Programs.expression("A" + " + A".repeat(400))).startsWith("(");
  }
}
