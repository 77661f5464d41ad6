package dev.p2.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of overlog.md 10.1: each example gives exactly its error, at exactly its token. */
class ErrorsTest {
  private static final String CONTEXT =
      """
      materialize(t, infinity, infinity, keys(1,2)).
      materialize(u, infinity, infinity, keys(1)).
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          P2-010 | 3:13 | materialize(t, 10, infinity, keys(1)).
          P2-011 | 3:41 | materialize(v, infinity, infinity, keys(3)). v("a", 1).
          P2-012 | 3:35 | r1 h(@X) :- e(@X, Y). r2 h(@X) :- e(@X, Y, Z).
          P2-013 | 3:35 | r1 h(@X) :- e(@X, S), S == "a", S > 3.
          P2-014 | 3:28 | r1 h(@X, Y) :- e(@X), Y := f_nov().
          P2-015 | 3:28 | r1 h(@X, Y) :- e(@X), Y := f_sha1().
          P2-017 | 3:10 | r1 h(@X, foo<Y>) :- e(@X, Y).
          P2-018 | 3:4 | r1 periodic(@X,E,1) :- e(@X,E).
          P2-018 | 3:13 | materialize(sysError, 10, 10, keys(1)).
          P2-019 | 3:16 | materialize(z, 0, infinity, keys(1)).
          P2-020 | 3:13 | r1 h(@X) :- e(Y), t(@X, Z).
          P2-021 | 3:7 | r1 h(@Y) :- e(@X).
          P2-022 | 3:6 | r1 h@Y(X) :- e@X(X).
          P2-023 | 3:26 | r1 h(@X, V) :- t(@X, V), t(@Y, V).
          P2-025 | 3:10 | r1 h(@A, count<*>) :- e(@A, C, D), u(@C), u(@D).
          P2-030 | 3:10 | r1 h(@X, Z) :- e(@X).
          P2-031 | 3:20 | r1 h(@X) :- e(@X), Z > 1.
          P2-031 | 3:8 | t("a", X).
          P2-033 | 3:20 | r1 h(@X) :- e(@X), f(@X).
          P2-034 | 3:3 | v u(@X) :- t(@X, Y), not u(@X).
          P2-035 | 3:24 | r1 h(@X) :- e(@X), not f(@X).
          P2-036 | 3:11 | r1 delete f(@X) :- e(@X).
          P2-037 | 3:17 | r1 delete t(@X, count<*>) :- e(@X).
          P2-037 | 3:10 | v1 w(@X, count<*>) :- t(@X, T), f_now() - T > 3.
          P2-038 | 3:4 | r1 h(@X) :- not t(@X, 1).
          P2-039 | 3:29 | r1 h(@X) :- periodic(@X, E, 0).
          P2-039 | 3:29 | r1 h(@X) :- periodic(@X, E, P), u(@X).
          P2-040 | 3:13 | r1 h(@X) :- e#insert(@X).
          P2-041 | 3:7 | event t(@X, Y).
          P2-050 | 3:7 | param N: int.
          P2-050 | 3:26 | param N: int := 3. param N: int := 4.
          P2-050 | 3:7 | param N: int := "three".
          P2-051 | 3:8 | import "x.olg" with (Q := 1).
          P2-060 | 3:26 | transport q { ack: none, retry: 3 }.
          P2-070 | 3:31 | extern f_x(int): list. extern f_x(string): list.
          """)
  void exampleOfTheTable(String code, String place, String text) {
    assertThat(CheckedText.errors(CheckedText.check(CONTEXT + text)))
        .containsExactly(place + " " + code);
  }

  @Test
  void strictProgramsDeclareEverything() {
    Checked checked = CheckedText.check("#pragma strict\n" + CONTEXT + "r1 t(@X, Y) :- e(@X, Y).");
    assertThat(CheckedText.errors(checked)).containsExactly("4:16 P2-016");
  }

  @Test
  void twoLinkLiterals() {
    String text =
        CONTEXT
            + "r1 h(@Y) :- #l(@X, Y), #m(@Y, X).\n"
            + "materialize(l, infinity, infinity). materialize(m, infinity, infinity).";
    var parsed = Parser.parse(List.of(new Source("test.olg", text)), ParseOptions.plain());
    Checked restricted = Checker.check(parsed, new CheckOptions(Map.of(), true));
    assertThat(CheckedText.errors(restricted)).containsExactly("3:25 P2-024");
    assertThat(CheckedText.errors(CheckedText.check(text))).isEmpty();
  }

  @Test
  void privateRelationsStayInTheirNamespace() {
    Checked checked =
        CheckedText.check(
            "namespace n { private event e(@X: addr). r1 f(@X) :- e(@X). }\nr2 g(@X) :- n::e(@X).");
    assertThat(CheckedText.errors(checked)).containsExactly("2:13 P2-052");
  }

  @Test
  void errorsOfOneRuleDoNotHideThoseOfOthers() {
    Checked checked =
        CheckedText.check(
            CONTEXT
                + """
                r1 h(@X, Z) :- e(@X).
                r2 g(@X) :- e(@X), f_nov() > 3, Q > 1.
                r3 u(@X) :- t(@X, Y), not u(@X).
                r4 k(@X, Y) :- e(@X), Y := 1 + [2].
                """);
    assertThat(CheckedText.errors(checked))
        .containsExactly("3:10 P2-030", "4:20 P2-014", "4:33 P2-031", "5:4 P2-034", "6:30 P2-013");
  }

  @Test
  void aForgottenMaterializeGetsAHint() {
    Diagnostic d =
        CheckedText.check(CONTEXT + "r1 h(@X) :- e(@X), f(@X).").diagnostics().stream()
            .filter(Diagnostic::isError)
            .findFirst()
            .orElseThrow();
    assertThat(d.hints())
        .containsExactly(
            "is f meant to be a table? add materialize(f, infinity, infinity, keys(…))");
  }

  @Test
  void aNameWithoutLowerCaseLettersMayBeAMissingMacro() {
    Diagnostic d =
        CheckedText.check("materialize(t, 10, 10). t(ME, 1).").diagnostics().stream()
            .filter(Diagnostic::isError)
            .findFirst()
            .orElseThrow();
    assertThat(d.code()).isEqualTo("P2-031");
    assertThat(d.hints()).singleElement().asString().contains("-D ME=");
  }

  /** Each of these took minutes when every term looked at every other one. */
  @ParameterizedTest(name = "{0} … {1}, {2} errors")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          r h(@X) :- e(@X)   | , V% > 1             | .          | 60000
          r h(@X) :- e(@X)   | , not t%(@X, V%)     | .          | 30000
          r h(@X) :- e(@X)   | , e%(@X, V%)         | .          | 1
          r h(@X) :- e(@X)   | , V% := W% + V       | .          | 40001
          r h(@X             | , V%                 | ) :- e(@X). | 60000
          r h(@X             | , min<V%>            | ) :- e(@X). | 40000
          """)
  void aRuleOfThousandsOfTermsIsToldOfEachThatIsWrong(
      String begin, String term, String end, int errors) {
    var text = new StringBuilder(begin.strip());
    int terms = errors == 1 ? 30_000 : errors / 10_000 * 10_000;
    for (int i = 0; i < terms; i++) text.append(term.strip().replace("%", String.valueOf(i)));
    assertThat(CheckedText.errors(CheckedText.check(text.append(end.strip()).toString())))
        .hasSize(errors);
  }
}
