package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code p2 test}: the tests of the library hold, and tests that do not hold say why. */
class OverlogTestsTest {
  private static final String COUNTING =
      """
      table t(@N: addr, key K: int, S: string).
      event e(@N: addr, K: int).
      r1 t(@N, K, "x") :- e(@N, K).
      r2 bad(@N, K) :- e(@N, K), K > 5.
      // p2:run --nodes 2
      // p2:test claims
      // p2:at 1s inject e("n0", 1)
      // p2:at 2s inject e("n1", 2)
      """;

  @TempDir Path folder;

  private CommandLineRun test(String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("a.test.olg"), text);
    return CommandLineRun.of(
        Stream.concat(Stream.of("test", file.toString()), Stream.of(more)).toArray(String[]::new));
  }

  /** The library's tests, in the source tree. */
  static Stream<Path> library() throws IOException {
    Path overlays = Path.of("../overlays/src/main/resources");
    if (!Files.isDirectory(overlays)) overlays = Path.of("overlays/src/main/resources");
    try (Stream<Path> files = Files.walk(overlays)) {
      return files.filter(f -> f.toString().endsWith(".test.olg")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("library")
  void theLibraryKeepsItsPromises(Path file) {
    CommandLineRun run = CommandLineRun.of("test", file.toString());
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  @Test
  void aRestartKeepsDurableRowsWhereTheTestSaysSo() throws IOException {
    CommandLineRun run =
        test(
            """
            table boots(@N: addr, key At: time) durable.
            b boots(@N, T) :- sysStart(@N, T).
            // p2:run --nodes 2
            // p2:at 1s crash n1
            // p2:test as after a power cut
            // p2:at 2s restart n1 via n0 durable
            // p2:expect 2 boots at n1
            // p2:test on a new machine
            // p2:at 2s restart n1
            // p2:expect 1 boots at n1
            """);
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "expect t(\"n0\", 1, \"x\")",
        "expect t(_, 2, _) at n1",
        "expect 1 t at all nodes",
        "expect 2+ t",
        "expect no t(_, 3, _)",
        "expect e(\"n0\", 1) by 1500ms",
        "expect no e(\"n1\", 2) by 1500ms",
        "never bad",
      })
  void whatHoldsIsFine(String directive) throws IOException {
    CommandLineRun run = test(COUNTING + "// p2:" + directive + "\n");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).startsWith("ok ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "expect t(\"n0\", 2, \"x\") | no t(\"n0\", 2, \"x\"); there is t(\"n0\", 1, \"x\"),"
            + " t(\"n1\", 2, \"x\")",
        "expect t(_, 2, _) at all nodes | no t(_, 2, _) at n0; there is t(\"n0\", 1, \"x\")",
        "expect 3 t | 2 of t instead of 3",
        "expect 3+ t | 2 of t instead of 3 or more",
        "expect no t at n1 | there is at n1 t(\"n1\", 2, \"x\")",
        "expect only t | nothing expects t(\"n0\", 1, \"x\"), t(\"n1\", 2, \"x\")",
        "expect e by 500ms | no e, at 0.5s",
      })
  void whatDoesNotHoldIsExplained(String directive, String reason) throws IOException {
    CommandLineRun run = test(COUNTING + "// p2:" + directive + "\n");
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("FAIL")
        .contains("seed 1, line 9: " + reason)
        .contains("repeat: ./p2 test ")
        .contains("a.test.olg --only claims --seed 1");
  }

  @Test
  void aRowThatNobodyExpectsIsShownAloneOnceTheOthersAreNamed() throws IOException {
    CommandLineRun run = test(COUNTING + "// p2:expect t(\"n0\", 1, _)\n// p2:expect only t\n");
    assertThat(run.out()).contains("nothing expects t(\"n1\", 2, \"x\")");
  }

  @Test
  void aTupleThatMustNeverBeIsExplainedByItsRule() throws IOException {
    CommandLineRun run = test(COUNTING + "// p2:at 3s inject e(\"n0\", 6)\n// p2:never bad\n");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("broken: bad(\"n0\", 6) at n0 after 3s, derived by r2 (")
        .contains("in the step of inject e(\"n0\", 6)");
  }

  @Test
  void crashedNodesAreNotAsked() throws IOException {
    CommandLineRun run =
        test(COUNTING + "// p2:at 1500ms crash n1\n// p2:expect 1 t at all nodes\n");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  @Test
  void aTestAsJsonIsOneObject() throws IOException {
    CommandLineRun run = test(COUNTING + "// p2:expect 3 t\n", "--format", "json");
    assertThat(run.lines()).hasSize(1);
    assertThat(run.out())
        .contains(
            "\"test\":\"claims\",\"ok\":false,\"seeds\":[1],\"failures\":[{\"seed\":1,\"line\":9,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "expect tt | 9:14: error: the program has no relation tt | did you mean t",
        "expect t(_, _) | 9:14: error: t has 3 columns, 2 are given here | ",
        "expect t(_, \"a\", _) | 9:19: error: column 2 of t | ",
        "expect t at n7 | 9:19: error: there is no node n7 | ",
        "expect t sometimes | 9:15: error: 'at all nodes', 'at n3' or 'by 30s' belongs here | ",
        "expct t | 9:7: error: there is no p2:expct | did you mean expect",
        "run --node 3 | 9:11: error: a test has no flag --node | did you mean --nodes",
        "run --loss 120% | 9:18: error: '120%' is no probability | ",
        "at 3s crush n0 | 9:13: error: there is no crush | did you mean crash",
        "at 3s crash n9 | 9:19: error: there is no node n9 | nodes are n0 to n1",
        "at 3s inject e(\"n0\", _) | 9:20: error: every value must be given here | ",
      })
  void aWrongTestIsShownAtItsPlace(String directive, String message, String hint)
      throws IOException {
    CommandLineRun run = test(COUNTING + "// p2:" + directive + "\n// p2:never bad\n");
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
    assertThat(run.err()).contains("a.test.olg:" + message);
    if (hint != null) assertThat(run.err()).contains(hint);
  }

  @Test
  void aTestWithoutAClaimIsRefused() throws IOException {
    CommandLineRun run = test(COUNTING);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("a.test.olg:6:7: error: the test expects nothing");
  }

  @Test
  void aScenarioIsPlayedInATest(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("crash.toml"),
        "nodes = 3\nuntil = '10s'\n[[crash]]\nat = '4s'\nnodes = 'n2'\n");
    Files.writeString(
        folder.resolve("calm.toml"), "nodes = 3\nuntil = '10s'\n[[crash]]\nat='9s'\nnodes='n1'\n");
    Path test =
        Files.writeString(
            folder.resolve("beat.test.olg"),
            """
            table beat(@N: addr, key At: time).
            b1 beat(@N, f_now()) :- periodic(@N, _, 1s).
            // p2:run --scenario crash.toml
            // p2:test a node that crashes stops
            // p2:expect 10+ beat at n0
            // p2:expect beat at n2 by 3s
            // p2:expect no beat at n2
            // p2:expect 1+ sysFault(_, _, _, "crash", "n2", _)
            """);
    CommandLineRun named = CommandLineRun.of("test", test.toString());
    assertThat(named.code()).as(named.out() + named.err()).isZero();
    String calm = folder.resolve("calm.toml").toString();
    CommandLineRun other = CommandLineRun.of("test", test.toString(), "--scenario", calm);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.out()).contains("there is at n2 beat(", "--seed 1 --scenario " + calm);
  }
}
