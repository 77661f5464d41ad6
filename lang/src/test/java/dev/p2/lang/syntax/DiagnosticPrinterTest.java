package dev.p2.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The form of overlog.md section 10, and lists of diagnostics. */
class DiagnosticPrinterTest {
  private static final Source RING =
      new Source(
          "ring.olg",
          "a(1).\n\n"
              + "r1 found(@R, K, S, SI) :- lookup(@N, K, R), succ(@N, S). // p2:allow P2-110,"
              + " P2-114\n");

  private static Span at(String text) {
    int start = RING.text().indexOf(text);
    return Span.of(RING, start, start + text.length());
  }

  @Test
  void theFormIsThatOfTheReference() {
    Diagnostic d =
        Diagnostic.error("P2-030", at("SI"), "head variable SI is not bound by the body")
            .hint("bind it in a predicate, or assign it: SI := …");
    assertThat(DiagnosticPrinter.print(d))
        .isEqualTo(
            """
            ring.olg:3:20: error[P2-030]: head variable SI is not bound by the body
                3 | r1 found(@R, K, S, SI) :- lookup(@N, K, R), succ(@N, S). // p2:allow P2-110, P2-114
                  |                    ^^
                = hint: bind it in a predicate, or assign it: SI := …
            """);
  }

  @Test
  void notesAndColoursAreAdded() {
    var macro = new Span.Macro("N", "lib.olg", 7);
    Span span = new Span(RING, 2, 3, Optional.of(macro));
    String text = DiagnosticPrinter.print(Diagnostic.warning("P2-111", span, "octal"), true);
    assertThat(text)
        .contains("\u001b[1;33mwarning[P2-111]\u001b[0m")
        .contains("= in expansion of N, defined at lib.olg:7\n");
  }

  @Test
  void whatHasNoPlaceHasNoExcerpt() {
    assertThat(DiagnosticPrinter.print(Diagnostic.error("P2-050", Span.NONE, "no value")))
        .isEqualTo("error[P2-050]: no value\n");
  }

  @Test
  void tabsAndOddCharactersKeepTheCaretInPlace() {
    Source source = new Source("t", "\tp(\u001b, 𝕏X).");
    Span span = Span.of(source, 8, 9);
    assertThat(DiagnosticPrinter.print(Diagnostic.error("P2-001", span, "m")))
        .isEqualTo("t:1:8: error[P2-001]: m\n    1 | \tp(\ufffd, 𝕏X).\n      | \t      ^\n");
  }

  @Test
  void longLinesAreCut() {
    Source source = new Source("t", "x".repeat(5000) + "Y" + "x".repeat(5000));
    List<String> lines =
        DiagnosticPrinter.print(Diagnostic.error("P2-001", Span.of(source, 5000, 5001), "m"))
            .lines()
            .toList();
    assertThat(lines.get(1)).hasSizeLessThan(200);
    assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('Y');
  }

  @Test
  void theEndOfTheFileHasACaret() {
    Source source = new Source("t", "p(1)\n");
    assertThat(DiagnosticPrinter.print(Diagnostic.error("P2-001", Span.of(source, 5, 5), "m")))
        .isEqualTo("t:2:1: error[P2-001]: m\n    2 | \n      | ^\n");
  }

  @Test
  void sortedMeansByPlaceOnceAndNotSilenced() {
    Diagnostic late = Diagnostic.error("P2-030", at("SI"), "late");
    Diagnostic early = Diagnostic.error("P2-012", at("a(1)"), "early");
    Diagnostic silenced = Diagnostic.note("P2-110", at("SI"), "used once");
    Diagnostic otherCode = Diagnostic.note("P2-122", at("SI"), "mixed");
    Diagnostic error = Diagnostic.error("P2-114", at("SI"), "errors cannot be silenced");
    assertThat(Diagnostics.sorted(List.of(late, silenced, early, late, otherCode, error)))
        .containsExactly(early, late, error, otherCode);
  }

  @Test
  void aLineOfItsOwnSilencesTheNext() {
    Source source = new Source("t", "// p2:allow P2-105\np(1).\np(2). // p2:allow P2-105\np(3).\n");
    assertThat(
            Diagnostics.sorted(List.of(warning(source, 2), warning(source, 3), warning(source, 4))))
        .containsExactly(warning(source, 4));
  }

  private static Diagnostic warning(Source source, int line) {
    int start = source.text().indexOf("p(" + (line - 1) + ")");
    return Diagnostic.warning("P2-105", Span.of(source, start, start + 1), "grows");
  }
}
