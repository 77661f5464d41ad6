package dev.p2.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Program;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parsed;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Overlog.md section 13: what {@code import} brings, under which names, with which values. */
class ImportsTest {
  private static final String COUNTER =
      """
      param STEP: int := 1.
      private event hidden(@N, K: int).
      materialize(total, infinity, 1, keys(1)).
      total(LOCALADDRESS, STEP).
      c1 total(@N, T + STEP) :- tick(@N), total(@N, T).
      c2 hidden(@N, STEP) :- tick(@N).
      """;

  private final Map<String, String> files = new LinkedHashMap<>(Map.of("lib/counter.olg", COUNTER));
  private Map<String, String> defines = Map.of();

  @Test
  void theNamespaceIsTheBaseNameWithoutAs() {
    Program program = program("import \"lib/counter.olg\". r1 counter::tick(@N) :- go(@N).");
    assertThat(program.rules())
        .extracting(CheckedRule::label)
        .containsExactly("counter::c1", "counter::c2", "r1");
    assertThat(program.relation("counter::total")).isPresent();
  }

  @Test
  void withGivesParamsAndTheImportersParamsMayStandInIt() {
    Program program =
        program(
            "param BIG: int := 10. import \"lib/counter.olg\" as c with (STEP := BIG * 2 + 1).");
    assertThat(values(program.facts().getFirst())).isEqualTo("[21]");
  }

  @Test
  void aValueOfTheCommandLineReachesAnImportedParamThatWithLeavesOpen() {
    defines = Map.of("STEP", "7");
    String text =
        "import \"lib/counter.olg\" as a. import \"lib/counter.olg\" as b with (STEP := 3).";
    assertThat(program(text).facts()).extracting(ImportsTest::values).containsExactly("[7]", "[3]");
  }

  @Test
  void equalParametersAreOneImport() {
    String text =
        """
        import "lib/counter.olg" as a.
        import "./lib/x/../counter.olg" as b with (STEP := 0 + 1).
        import "lib/counter.olg" as c with (STEP := 2).
        import "lib/counter.olg" as a.
        r1 h(@N, T, U) :- go(@N), b::total(@N, T), c::total(@N, U).
        """;
    Program program = program(text);
    assertThat(program.relation("b::total")).isEmpty();
    assertThat(program.rules())
        .extracting(CheckedRule::label)
        .containsExactly("a::c1", "a::c2", "c::c1", "c::c2", "r1");
    assertThat(CheckedText.columns(program, "h")).isEqualTo("addr int int");
  }

  @Test
  void importsAreRelativeToTheImportingFileAndAddUp() {
    files.put("lib/outer.olg", "import \"counter.olg\". o1 counter::tick(@N) :- go(@N).");
    Program program = program("import \"lib/outer.olg\" as o. r o::go(@N) :- e(@N).");
    assertThat(program.relation("o::counter::total")).isPresent();
    assertThat(program.rules()).extracting(CheckedRule::label).contains("o::o1", "o::counter::c1");
  }

  @Test
  void anImportInANamespaceIsInside() {
    Program program =
        program("namespace x { import \"lib/counter.olg\" as c. r c::tick(@N) :- go(@N). }");
    assertThat(program.relation("x::c::total")).isPresent();
    assertThat(program.relation("x::c::tick")).isPresent();
  }

  @Test
  void paramsAndMacrosOfAFileAreItsOwn() {
    files.put("other.olg", "#define STEP 5\nparam K: int := 2.\ntotal(LOCALADDRESS, STEP, K).");
    Program program =
        program("#define K 9\nparam STEP: int := 4. import \"other.olg\". p(\"a\", STEP, K).");
    assertThat(program.facts()).extracting(ImportsTest::values).containsExactly("[5, 2]", "[4, 9]");
  }

  @Test
  void aMacroWinsOverAParamOfItsName() {
    Program program = program("#define N 5\nparam N: int. p(\"a\", N).");
    assertThat(values(program.facts().getFirst())).isEqualTo("[5]");
  }

  @Test
  void anOverlayOfTheLibraryIsFoundByItsNameIfNoFileHasIt() {
    files.put("ring/ring.olg", "param M: int := 3. r1 h(@N, M) :- e(@N).");
    files.put("ring/more.olg", "r2 e(@N) :- go(@N), M > 1.");
    Program program = program("import \"ring\" with (M := 4).");
    assertThat(program.rules())
        .extracting(CheckedRule::label)
        .containsExactly("ring::r1", "ring::r2");
  }

  @Test
  void problemsAreAtTheirTokensInTheirFiles() {
    files.put("main2.olg", "import \"main.olg\".");
    files.put("broken.olg", "r1 h(@X) :- e(@X)");
    String text =
        """
        import "lib/counter.olg" as c with (STEEP := 2, STEP := X).
        import "nope.olg".
        import "main.olg".
        import "main2.olg".
        import "lib/counter.olg" as c with (STEP := 3).
        import "lib/counter.olg" as d with (STEP := "x").
        import "broken.olg".
        r1 h(@N) :- c::hidden(@N, K).
        """;
    assertThat(errors(text))
        .containsExactly(
            "broken.olg:1:18 P2-001",
            "main.olg:1:37 P2-051",
            "main.olg:1:49 P2-050",
            "main.olg:2:8 P2-051",
            "main.olg:3:8 P2-051",
            "main.olg:5:29 P2-051",
            "main.olg:6:37 P2-050",
            "main.olg:8:13 P2-052",
            "main2.olg:1:8 P2-051");
  }

  @Test
  void anErrorInAFileImportedTwiceIsToldOnce() {
    files.put("bad.olg", "param P: int := 1. r1 h(@X, Z) :- e(@X).");
    assertThat(errors("import \"bad.olg\" as a. import \"bad.olg\" as b with (P := 2)."))
        .containsExactly("bad.olg:1:29 P2-030");
  }

  @Test
  void importsThatDoubleAtEachLevelEndWithAnError() {
    for (int i = 0; i < 40; i++) {
      String next = "import \"f" + (i + 1) + ".olg\" as ";
      String text = "param P: int := 0. " + next + "a with (P := P * 2). ";
      files.put("f" + i + ".olg", text + next + "b with (P := P * 2 + 1).");
    }
    files.put("f40.olg", "param P: int := 0. t(\"a\", P).");
    assertThat(errors("import \"f0.olg\".")).allMatch(e -> e.endsWith("P2-051")).isNotEmpty();
  }

  @Test
  void importedFilesCountAsText() {
    assertThat(parse("import \"lib/counter.olg\".").words()).contains("STEP");
  }

  private Parsed parse(String text) {
    var options =
        new ParseOptions(
            defines,
            path -> Optional.ofNullable(files.get(path)).map(t -> new Source(path, t)),
            name ->
                name.equals("ring")
                    ? Optional.of(
                        List.of(
                            new Source("ring/ring.olg", files.get("ring/ring.olg")),
                            new Source("ring/more.olg", files.get("ring/more.olg"))))
                    : Optional.empty(),
            false);
    return Parser.parse(List.of(new Source("main.olg", text)), options);
  }

  private Checked check(String text) {
    files.put("main.olg", text);
    return Checker.check(parse(text), new CheckOptions(defines, false));
  }

  private Program program(String text) {
    Checked checked = check(text);
    assertThat(checked.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
    return checked.program().orElseThrow();
  }

  private List<String> errors(String text) {
    return check(text).diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(d -> d.span().place() + " " + d.code())
        .sorted()
        .toList();
  }

  /** The values of a fact without its location. */
  private static String values(Program.Fact fact) {
    return fact.values().stream()
        .skip(1)
        .map(v -> v instanceof Expr.Const c ? String.valueOf(c.value()) : v.toString())
        .toList()
        .toString();
  }
}
