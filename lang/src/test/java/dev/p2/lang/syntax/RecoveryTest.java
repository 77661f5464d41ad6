package dev.p2.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** One pass tells all independent errors, and keeps what is right. */
class RecoveryTest {
  @Test
  void errorsInSeveralStatementsAreAllTold() {
    String text =
        """
        materialize(t, , 1).
        r1 h(@X) :- e(@X), C = A + B.
        p(1, 08).
        r2 h(@X) :- e(@X); r3 h(@X) :- e(@X) f(@X).
        namespace ns { q(1. q(2). }
        r4 h(@X) :- e(@X).
        """;
    Parsed parsed = Programs.parse(text);
    assertThat(Programs.codes(parsed))
        .containsExactly(
            "1:16 P2-001",
            "2:22 P2-001",
            "3:6 P2-003",
            "4:18 P2-001",
            "4:38 P2-001",
            "5:19 P2-001");
    assertThat(TreeText.of(parsed.tree().statements()))
        .isEqualTo(
            "materialize(t, infinity, infinity). p(1, 0). namespace ns { q(2). } r4 h(@X) :-"
                + " e(@X).");
  }

  @Test
  void termsOfOneBodyAreIndependent() {
    String text = "r h(@X) :- e(@X, (Y)), A = 1, f(@X, ), B := , not g(@X), C <> 2, D == [1, 2.";
    assertThat(Programs.codes(text))
        .containsExactly("1:26 P2-001", "1:37 P2-001", "1:45 P2-001", "1:76 P2-001");
  }

  @Test
  void aBrokenHeadDoesNotHideItsBody() {
    assertThat(Programs.codes("r h(@X, , Y) :- e(@X), C = 1."))
        .containsExactly("1:9 P2-001", "1:26 P2-001");
  }

  @Test
  void aMissingPointCostsOneErrorAndNoOtherStatement() {
    Parsed parsed =
        Programs.parse("r1 h(@X) :- e(@X)\nr2 h(@X) :- e(@X).\np(1)\nL3 h(@X) :- e(@X).\n");
    assertThat(Programs.codes(parsed)).containsExactly("2:1 P2-001", "4:1 P2-001");
    assertThat(TreeText.of(parsed.tree().statements()))
        .isEqualTo("r2 h(@X) :- e(@X). L3 h(@X) :- e(@X).");
  }

  @Test
  void aMissingCommaIsNotTakenForANewStatement() {
    Parsed parsed =
        Programs.parse("r1 h(@X) :- e(@X)\n    f(@X, Y),\n    Y = 3.\nr2 h(@X) :- e(@X).");
    assertThat(Programs.codes(parsed)).containsExactly("2:5 P2-001", "3:7 P2-001");
    assertThat(parsed.tree().statements()).hasSize(1);
  }

  @Test
  void anUnclosedStringEndsWithItsLine() {
    Parsed parsed = Programs.parse("r1 h(@X) :- e(@X, \"abc).\nr2 h(@X) :- e(@X), C = 1.\np(1).");
    assertThat(Programs.codes(parsed)).containsExactly("1:19 P2-002", "2:22 P2-001");
    assertThat(TreeText.of(parsed.tree().statements())).isEqualTo("p(1).");
  }

  @Test
  void anErrorInOneFileDoesNotHideThoseOfAnother() {
    var files = List.of(new Source("a.olg", "p(1"), new Source("b.olg", "q(2).\nq(3"));
    Parsed parsed = Parser.parse(files, ParseOptions.plain());
    assertThat(parsed.diagnostics().stream().map(d -> d.span().place()))
        .containsExactly("a.olg:1:4", "b.olg:2:4");
    assertThat(TreeText.of(parsed.tree().statements())).isEqualTo("q(2).");
  }

  @Test
  void aBrokenTableIsATableStill() {
    Parsed parsed = Programs.parse("table t(@N, key) lifetime 5 sise 3.");
    assertThat(Programs.codes(parsed)).containsExactly("1:16 P2-001");
    parsed = Programs.parse("table t(@N, key K) lifetime 5 sise 3.");
    assertThat(Programs.codes(parsed)).containsExactly("1:31 P2-001");
    assertThat(TreeText.of(parsed.tree().statements()))
        .isEqualTo("materialize(t, infinity, infinity).");
  }

  @Test
  void theEndOfANamespaceIsNotSwallowed() {
    Parsed parsed = Programs.parse("namespace a { r h(@X) :- e(@X } p(1).");
    assertThat(Programs.codes(parsed)).containsExactly("1:31 P2-001");
    assertThat(TreeText.of(parsed.tree().statements())).isEqualTo("namespace a {  } p(1).");
  }
}
