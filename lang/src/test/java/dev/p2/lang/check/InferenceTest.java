package dev.p2.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Type;
import org.junit.jupiter.api.Test;

/**
 * Types of columns and variables, overlog.md 3.4, and which of them can be null. A question mark is
 * a nullable column.
 */
class InferenceTest {
  private static String columns(String text, String relation) {
    return CheckedText.columns(CheckedText.program(text), relation);
  }

  @Test
  void aColumnHasTheJoinOfItsUses() {
    String text =
        "materialize(t, 9, 9). t(LOCALADDRESS, 1, true). t(LOCALADDRESS, 2.5, 0x1I). r h(@X, A, B)"
            + " :- t(@X, A, B).";
    assertThat(columns(text, "t")).isEqualTo("addr double id");
    assertThat(columns(text, "h")).isEqualTo("addr double id");
  }

  @Test
  void aVariableGivesAllItsColumnsOneType() {
    String text =
        """
        materialize(t, 9, 9). t("a", 1.5). materialize(s, 9, 9). s("a", 1).
        r h(@N, X) :- s#insert(@N, X), t(@N, X).
        """;
    assertThat(columns(text, "s")).isEqualTo("addr double");
    assertThat(columns(text, "t")).isEqualTo("addr double");
    assertThat(columns(text, "h")).isEqualTo("addr double");
  }

  @Test
  void whatComesFromOutsideIsAny() {
    String text = "materialize(t, 9, 9). r t(@X, K) :- e(@X, K).";
    assertThat(columns(text, "e")).isEqualTo("addr any?");
    assertThat(columns(text, "t")).isEqualTo("addr any?");
  }

  @Test
  void aDeclaredColumnNeverWidensAndIsNotNull() {
    String text =
        """
        event e(@X: addr, K: int). table t(@X: addr, key K: double).
        r1 t(@X, K) :- e(@X, K).
        r2 h(@X, K) :- e(@X, K), t(@X, K).
        """;
    assertThat(columns(text, "e")).isEqualTo("addr int");
    assertThat(columns(text, "t")).isEqualTo("addr double");
    CheckedRule r2 = CheckedText.rule(CheckedText.program(text), "r2");
    assertThat(r2.variables()).extracting(v -> v.name() + ":" + v.type()).contains("K:DOUBLE");
  }

  @Test
  void aValueThatDoesNotFitADeclaredColumnIsAnError() {
    Checked checked = CheckedText.check("event e(@X: addr, K: int).\nr e(@X, \"a\") :- go(@X).");
    assertThat(CheckedText.errors(checked)).containsExactly("2:9 P2-013");
  }

  @Test
  void mixedUsesAreKeptAsAnyWithANote() {
    Checked checked =
        CheckedText.check(
            "materialize(t, 9, 9). t(\"a\", 1).\nt(\"a\", \"x\"). r h(@X, Y) :- t(@X, Y).");
    assertThat(CheckedText.columns(checked.program().orElseThrow(), "t")).isEqualTo("addr any?");
    assertThat(CheckedText.warnings(checked)).contains("2:8 P2-122");
  }

  @Test
  void conversionsAreWrittenOut() {
    CheckedRule r =
        CheckedText.rule(
            CheckedText.program(
                "event e(@X: addr, K: id, I: int). r h(@X, D) :- e(@X, K, I), D := K - I - 1."),
            "r");
    BodyTerm.Assign assign = (BodyTerm.Assign) r.body().getFirst();
    var outer = (Expr.Binary) assign.value();
    assertThat(outer.type()).isEqualTo(Type.ID);
    assertThat(outer.right()).isInstanceOf(Expr.Const.class);
    assertThat(((Expr.Binary) outer.left()).right()).isInstanceOf(Expr.Convert.class);
  }

  @Test
  void constantsAreFolded() {
    CheckedRule r =
        CheckedText.rule(
            CheckedText.program(
                "param N: duration := 2s. r h(@X, 2 * 3 + 1, N, f_size([1, 2])) :- e(@X)."),
            "r");
    assertThat(r.head().columns().stream().skip(1).map(c -> ((Head.Column.Value) c).value()))
        .extracting(e -> ((Expr.Const) e).value())
        .containsExactly(7L, new Duration(2_000_000_000L), 2L);
  }

  @Test
  void aShiftCountThatWouldBeAnIdIsReadTheOldWay() {
    Checked checked =
        CheckedText.check(
            "event e(@X: addr, I: int, N: id).\nr h(@X, K) :- e(@X, I, N), K := 0x1I << I + N.");
    assertThat(CheckedText.warnings(checked)).contains("2:33 P2-112");
    BodyTerm.Assign assign =
        (BodyTerm.Assign) CheckedText.rule(checked.program().orElseThrow(), "r").body().getFirst();
    assertThat(((Expr.Binary) assign.value()).operator()).isEqualTo(Expr.BinaryOperator.ADD);
  }

  @Test
  void whereTheCountsTypeShowsAtRunTimeTheReadingIsChosenThen() {
    Checked checked = CheckedText.check("r h(@X, K) :- e(@X, I, N), K := 0x1I << I + N.");
    assertThat(CheckedText.warnings(checked)).contains("1:33 P2-112");
    BodyTerm.Assign assign =
        (BodyTerm.Assign) CheckedText.rule(checked.program().orElseThrow(), "r").body().getFirst();
    assertThat(assign.value()).isInstanceOf(Expr.Conditional.class);
  }

  @Test
  void aLocationThatTheProgramFillsWithNumbersWidens() {
    Checked checked = CheckedText.check("materialize(t, 9, 9). t(1, 2). r h(@X, Y) :- t(@X, Y).");
    assertThat(CheckedText.columns(checked.program().orElseThrow(), "t")).isEqualTo("any? int");
    assertThat(CheckedText.warnings(checked)).contains("1:25 P2-122");
  }

  @Test
  void nullLiteralsAndEmptyAggregatesMakeColumnsNullable() {
    String text =
        """
        materialize(n, 9, 9). n(LOCALADDRESS, 1). n(LOCALADDRESS, 2).
        materialize(lo, 9, 9). materialize(maybe, 9, 9). maybe(LOCALADDRESS, null). maybe(LOCALADDRESS, 3).
        event e(@X: addr).
        r1 m(@X, min<V>, count<*>) :- e(@X), n(@X, V).
        v1 lo(@X, min<V>) :- n(@X, V).
        r3 h(@X, V, W, V + W) :- n(@X, V), maybe(@X, W).
        """;
    assertThat(columns(text, "n")).isEqualTo("addr int");
    assertThat(columns(text, "maybe")).isEqualTo("addr int?");
    assertThat(columns(text, "m")).isEqualTo("addr int? int");
    // A group of a view without rows has no row either.
    assertThat(columns(text, "lo")).isEqualTo("addr int");
    assertThat(columns(text, "h")).isEqualTo("addr int int? int");
  }

  @Test
  void listElementsCanBeNull() {
    String text =
        "materialize(t, 9, 9). t(LOCALADDRESS, [1, 2]). r h(@X, L[0], f_car(L), L) :- t(@X, L).";
    assertThat(columns(text, "h")).isEqualTo("addr any? any? list");
  }

  @Test
  void aLocationIsAnAddressWhateverElseIsThere() {
    String text = "materialize(nb, 9, 9). r h(@Y, X) :- e(@X), nb(@X, Y). s k(@X) :- h(@X, Y).";
    assertThat(columns(text, "h")).isEqualTo("addr addr");
    assertThat(columns(text, "nb")).isEqualTo("addr any?");
  }

  @Test
  void whatIsComparedWithNullIsNotNullInTheHead() {
    String text =
        """
        event e(@X: addr). table t(@X: addr, K: int). table u(@X: addr, K: int) keys(1, 2).
        event least(@X: addr, K: int).
        r1 least(@X, min<K>) :- e(@X), t(@X, K).
        r2 u(@X, K) :- least(@X, K), %s.
        """;
    assertThat(columns(text.formatted("K != null"), "least")).isEqualTo("addr int?");
    assertThat(columns(text.formatted("K != null"), "u")).isEqualTo("addr int");
    assertThat(columns(text.formatted("null != K"), "u")).isEqualTo("addr int");
    assertThat(columns(text.formatted("K != null || K == 1"), "u")).isEqualTo("addr int?");
  }

  /**
   * Seed 61002848 of the random programs: the type of what follows from it had stayed as it was.
   */
  @Test
  void anOperandThatBecomesAnyLaterWidensWhatIsMadeOfIt() {
    String facts = "materialize(t, 9, 9). t(LOCALADDRESS, 2).";
    String uses = "r1 h(@X, A, B) :- t(@X, K), A := ~K, B := -K.";
    String widens = "r2 t(@X, K) :- e(@X, K).";
    assertThat(columns(facts + uses, "h")).isEqualTo("addr int int");
    assertThat(columns(facts + uses + widens, "h")).isEqualTo("addr any? any?");
    assertThat(columns(facts + widens + uses, "h")).isEqualTo("addr any? any?");
  }
}
