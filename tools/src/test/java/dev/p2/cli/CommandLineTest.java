package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line promises its users: messages, places, exit codes. */
class CommandLineTest {
  private static final String COUNTER =
      """
      table t(@N: addr, key K: int, D: double).
      r1 t(@N, K, 1.5) :- e(@N, K).
      event e(@N: addr, K: int).
      """;

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aMalformedProgramIsExitTwoWithItsPlaceAndACaret() throws IOException {
    String program = file("bad.olg", "r1 h(@X) :- e(@X, Y), Z > 1.\n");
    CommandLineRun run = CommandLineRun.of("check", program);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains(program + ":1:23: error[P2-031]").contains("^");
  }

  @Test
  void diagnosticsAsJsonAreOneObjectEach() throws IOException {
    String program = file("bad.olg", "r1 h(@X, T) :- e(@X), T := f_nov().\n");
    CommandLineRun run = CommandLineRun.of("check", program, "--format", "json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.lines()).hasSize(1);
    assertThat(run.out())
        .startsWith("{\"file\":")
        .contains(
            "\"line\":1,\"column\":28,\"endLine\":1,\"endColumn\":33,\"severity\":\"error\",\"code\":\"P2-014\"")
        .contains("f_now");
  }

  @Test
  void warningsAreFineUnlessTheyAreMadeErrors() throws IOException {
    String program = file("twice.olg", "r1 h(@X) :- e(@X).\nr1 g(@X) :- e(@X).\n");
    assertThat(CommandLineRun.of("check", program).code()).isZero();
    assertThat(CommandLineRun.of("check", program, "--werror").code()).isEqualTo(2);
    CommandLineRun json = CommandLineRun.of("check", program, "--werror", "--format", "json");
    assertThat(json.code()).isEqualTo(2);
    assertThat(json.out()).contains("\"severity\":\"warning\",\"code\":\"P2-113\"");
  }

  @Test
  void diagnosticsOfSeveralFilesComeByFileAndPlaceAndNameTheMacroThatMadeThem() throws IOException {
    String first = file("a.olg", "#define LIMIT Nope + 1\nr1 h(@X) :- e(@X, Y), Y > LIMIT.\n");
    String second = file("b.olg", "r2 g(@X, Z) :- e(@X, _).\n");
    CommandLineRun run = CommandLineRun.of("check", second, first, "--format", "json");
    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().get(0))
        .contains(
            "a.olg\",\"line\":2,\"column\":27,\"endLine\":2,\"endColumn\":32",
            "in expansion of LIMIT, defined at " + first + ":1");
    assertThat(run.lines().get(1)).contains("b.olg\",\"line\":1,\"column\":10", "P2-030");
  }

  @Test
  void notesAreShownWhenAskedFor() throws IOException {
    String program = file("once.olg", "r1 h(@X) :- e(@X, Y).\n");
    assertThat(CommandLineRun.of("check", program).out()).isEmpty();
    assertThat(CommandLineRun.of("check", program, "--notes").out())
        .contains("note[P2-102]", "note[P2-110]");
  }

  @Test
  void calmNamesThePointsOfOrderAsTextAndAsJson() throws IOException {
    String program =
        file(
            "calm.olg",
            """
            materialize(vote, infinity, infinity, keys(1,2)).
            materialize(votes, infinity, infinity, keys(1)).
            r1 ballot(@Chair, X) :- cast(@X, Chair).
            r2 vote(@X, Y) :- ballot(@X, Y).
            v3 votes(@X, count<*>) :- vote(@X, _).
            """);
    CommandLineRun text = CommandLineRun.of("check", "--calm", program);
    assertThat(text.code()).isZero();
    assertThat(text.out()).contains("calm.olg:5:14: aggregate in rule v3", "vote, ballot, cast");
    CommandLineRun json = CommandLineRun.of("check", "--calm", "--format", "json", program);
    assertThat(json.lines()).hasSize(5).allMatch(line -> line.startsWith("{\"kind\":"));
    assertThat(json.lines().getLast())
        .contains("\"operation\":\"aggregate\"", "\"line\":5,\"column\":14", "\"rule\":\"v3\"");
    String broken = file("broken.olg", "r1 h(@X, Z) :- e(@X).\n");
    assertThat(CommandLineRun.of("check", "--calm", broken).code()).isEqualTo(2);
  }

  @Test
  void everyCodeHasAPage() {
    CommandLineRun run = CommandLineRun.of("check", "--explain", "p2-014");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("# P2-014").contains("For example").contains("What to do:");
    assertThat(CommandLineRun.of("check", "--explain", "P2-999").code()).isEqualTo(2);
  }

  @Test
  void anUnknownOverlayIsExitTwoWithASuggestion() {
    CommandLineRun run = CommandLineRun.of("sim", "chrod");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no file and no overlay chrod").contains("did you mean chord?");
  }

  @Test
  void aWrongValueInCsvIsShownAtItsPlace() throws IOException {
    String program = file("t.olg", COUNTER);
    String facts = file("t.csv", "n0,1,2.5\nn0,two,3\n");
    CommandLineRun run = CommandLineRun.of("sim", program, "--facts", "t=" + facts);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(facts + ":2:4: error: column 2 of t is an int; 'two' does not fit")
        .contains("    2 | n0,two,3\n      |    ^^^");
  }

  @Test
  void aMissingFieldInCsvIsShownAtTheEndOfItsLine() throws IOException {
    String program = file("t.olg", COUNTER);
    String facts = file("t.csv", "n0,1\n");
    CommandLineRun run = CommandLineRun.of("sim", program, "--facts", "t=" + facts);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(facts + ":1:5: error: t has 3 columns, 2 are given here");
  }

  @Test
  void factsOfEveryFormatAreRead() throws IOException {
    String program = file("t.olg", COUNTER);
    String csv = file("t.csv", "N,K,D\n\"n0\",1,2.5\n");
    String tsv = file("t.tsv", "n0\t2\t3\n");
    String jsonl =
        file("t.jsonl", "[\"n0\",3,4.0]\n{\"relation\":\"t\",\"values\":[\"n0\",4,5]}\n");
    CommandLineRun run =
        CommandLineRun.of(
            "sim",
            program,
            "--csv-header",
            "--facts",
            "t=" + csv,
            "--facts",
            "t=" + tsv,
            "--facts",
            "t=" + jsonl,
            "--dump",
            "*",
            "--format",
            "json");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .containsExactly(
            "{\"node\":\"n0\",\"relation\":\"t\",\"values\":[\"n0\",1,2.5]}",
            "{\"node\":\"n0\",\"relation\":\"t\",\"values\":[\"n0\",2,3.0]}",
            "{\"node\":\"n0\",\"relation\":\"t\",\"values\":[\"n0\",3,4.0]}",
            "{\"node\":\"n0\",\"relation\":\"t\",\"values\":[\"n0\",4,5.0]}");
  }

  @Test
  void anUnknownNodeInAnInjectionIsShownAtItsPlace() throws IOException {
    String program = file("t.olg", COUNTER);
    String inject =
        file(
            "i.jsonl",
            "{\"at\":\"1s\",\"node\":\"n7\",\"relation\":\"e\",\"values\":[\"n7\",1]}\n");
    CommandLineRun run = CommandLineRun.of("sim", program, "--inject", inject);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(inject + ":1:19: error: there is no node n7");
  }

  @Test
  void anUnknownRelationOrAWrongArityInAnInjectionIsShownAtItsPlace() throws IOException {
    String program = file("t.olg", COUNTER);
    String relation =
        file(
            "i.jsonl",
            "{\"at\":\"1s\",\"node\":\"n0\",\"relation\":\"ee\",\"values\":[\"n0\",1]}\n");
    assertThat(CommandLineRun.of("sim", program, "--inject", relation).err())
        .contains(relation + ":1:35: error: the program has no relation ee")
        .contains("did you mean e?");
    String arity =
        file(
            "j.jsonl",
            "\n{\"at\":\"1s\",\"node\":\"n0\",\"relation\":\"e\",\"values\":[\"n0\"]}\n");
    CommandLineRun run = CommandLineRun.of("sim", program, "--inject", arity);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(arity + ":2:48: error: e has 2 columns, 1 is given here");
  }

  @Test
  void tuplesForAfterTheEndAreToldOf() throws IOException {
    String program =
        file(
            "p.olg",
            "materialize(seen, infinity, infinity, keys(1,2)).\ns seen(@N, K) :- e(@N, K).\n");
    String inject =
        file(
            "i.jsonl",
            """
            {"at":"2s","node":"n0","relation":"e","values":["n0",1]}
            {"at":"2001ms","node":"n0","relation":"e","values":["n0",2]}
            {"at":7,"node":"n0","relation":"e","values":["n0",3]}
            """);
    for (String more : List.of("--digest", "--check-determinism")) {
      CommandLineRun run =
          CommandLineRun.of("sim", program, "--inject", inject, "--until", "2s", more);
      assertThat(run.code()).isZero();
      assertThat(run.err())
          .containsOnlyOnce(
              inject
                  + ":2:7: warning: e and 1 more never come: the run ends at 2s, and this is for"
                  + " 2.001s");
    }
    assertThat(CommandLineRun.of("sim", program, "--inject", inject, "--until", "7s").err())
        .doesNotContain("warning");
    assertThat(CommandLineRun.of("sim", program, "--inject", inject).err())
        .doesNotContain("warning");
    CommandLineRun swarm =
        CommandLineRun.of("sim", program, "--inject", inject, "--until", "2001ms", "--swarm", "2");
    assertThat(swarm.err()).contains(inject + ":3:7: warning: e never comes");
  }

  @Test
  void textThatIsNoJsonIsShownAtItsPlace() throws IOException {
    String program = file("t.olg", COUNTER);
    String inject = file("i.jsonl", "{\"at\":\"1s\" \"node\":\"n0\"}\n");
    CommandLineRun run = CommandLineRun.of("sim", program, "--inject", inject);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(inject + ":1:1").contains("no JSON");
  }

  @Test
  void aDefinitionThatTheProgramDoesNotMentionIsExitTwoWithASuggestion() throws IOException {
    String program =
        file("p.olg", "param Period: duration := 2s.\nr1 tick(@N) :- periodic(@N, _, Period).\n");
    CommandLineRun run = CommandLineRun.of("check", program, "-D", "Perid=5");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("-D Perid").contains("did you mean Period?");
    assertThat(CommandLineRun.of("check", program, "-D", "Period=5").code()).isZero();
    assertThat(CommandLineRun.of("check", program, "-D", "Period=5", "-D", "Period=6").err())
        .contains("twice");
  }

  @Test
  void aFileThatCannotBeWrittenStopsTheRunBeforeItStarts() throws IOException {
    String program = file("t.olg", COUNTER);
    CommandLineRun run =
        CommandLineRun.of(
            "sim", program, "--stats", folder.resolve("no/such/folder").toString(), "--dump", "t");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--stats");
  }

  @Test
  void anEndlessLoopWithinAStepUndoesTheStepAndFailsTheRun() throws IOException {
    String program =
        file(
            "loop.olg",
            "materialize(seen, infinity, infinity, keys(1)).\n"
                + "r1 a(@N, X + 1) :- a(@N, X).\n"
                + "r2 seen(@N) :- a(@N, _).\n");
    String inject =
        file(
            "i.jsonl",
            "{\"at\":\"1s\",\"node\":\"n0\",\"relation\":\"a\",\"values\":[\"n0\",1]}\n");
    CommandLineRun run =
        CommandLineRun.of("sim", program, "--inject", inject, "--dump", "seen", "--format", "json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("P2-R10").contains("1 step failed and changed nothing");
  }

  @Test
  void aTupleThatANodeSendsToItselfForEverFailsTheRun() throws IOException {
    String program = file("self.olg", "r1 a(@M, M) :- a(@N, M).\n");
    String inject =
        file(
            "i.jsonl",
            "{\"at\":\"1s\",\"node\":\"n0\",\"relation\":\"a\",\"values\":[\"n0\",\"n0\"]}\n");
    CommandLineRun run = CommandLineRun.of("sim", program, "--inject", inject);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("1000000 steps").contains("a(\"n0\", \"n0\")");
  }

  @Test
  void aBrokenInvariantStopsTheRun() throws IOException {
    String program = file("never.olg", "r1 bad(@N) :- periodic(@N, _, 2).\n");
    CommandLineRun run = CommandLineRun.of("sim", program, "--until", "1h", "--never", "bad");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("broken: bad(\"n0\") at n0 after 2s")
        .contains("derived by r1 (" + program + ":1)")
        .contains("in the step of timer r1")
        .contains("repeat: ./p2 sim " + program + " --until 1h --never bad");
  }

  @Test
  void aBrokenInvariantIsOneObjectWithItsReason() throws IOException {
    String program =
        file("never.olg", "r1 ask(@\"n1\", N) :- sysStart(@N, _).\nr2 bad(@N, M) :- ask(@N, M).\n");
    CommandLineRun run =
        CommandLineRun.of("sim", program, "--names", "n0,n1", "--never", "bad", "--format", "json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).hasSize(1);
    assertThat(run.out())
        .startsWith(
            "{\"time\":0.0,\"node\":\"n1\",\"kind\":\"broken\",\"relation\":\"bad\",\"values\":[\"n1\",\"n1\"],")
        .contains("\"rules\":[{\"rule\":\"r2\",\"file\":\"" + program + "\",\"line\":2}]")
        .contains("\"step\":\"receive ask(\\\"n1\\\", \\\"n1\\\") from n1\"");
  }

  @Test
  void anInvariantThatTheProgramDoesNotHaveIsExitTwoWithASuggestion() throws IOException {
    String program = file("never.olg", "r1 bad(@N) :- periodic(@N, _, 2).\n");
    CommandLineRun run = CommandLineRun.of("sim", program, "--until", "1h", "--never", "bat");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no relation bat").contains("did you mean bad?");
  }

  @Test
  void theSameSeedGivesTheSameDigestAndAnotherSeedAnother() throws IOException {
    String program = file("r.olg", "r1 p(@N, E, NODEID) :- periodic(@N, E, 1, 5).\n");
    String once = CommandLineRun.of("sim", program, "--digest", "--nodes", "3").out();
    assertThat(once)
        .hasSize(65)
        .isEqualTo(
            CommandLineRun.of("sim", program, "--digest", "--nodes", "3", "--threads", "2").out());
    assertThat(once)
        .isNotEqualTo(
            CommandLineRun.of("sim", program, "--digest", "--nodes", "3", "--seed", "2").out());
  }

  @Test
  void theOrderOfFlagsDoesNotMatter() throws IOException {
    String program =
        file(
            "o.olg",
            "r1 p(@M, f_rand()) :- periodic(@N, _, 1), M := LANDMARK.\n"
                + "table p(@N: addr, key K: int).\n");
    var flags =
        new ArrayList<>(
            List.of(
                List.of("--nodes", "5"),
                List.of("--seed", "3"),
                List.of("--until", "20s"),
                List.of("--latency", "5ms..90ms"),
                List.of("--loss", "10%"),
                List.of("--duplicate", "10%"),
                List.of("--digest"),
                List.of(program)));
    var digests = new HashSet<String>();
    var random = new Random(1);
    for (int i = 0; i < 5; i++) {
      Collections.shuffle(flags, random);
      var words = new ArrayList<>(List.of("sim"));
      flags.forEach(words::addAll);
      digests.add(CommandLineRun.of(words.toArray(String[]::new)).out());
    }
    assertThat(digests).hasSize(1);
  }

  @Test
  void statisticsNameWhatTheManualNames() throws IOException {
    String program = file("t.olg", COUNTER);
    CommandLineRun run = CommandLineRun.of("sim", program, "--stats", "-");
    assertThat(run.code()).isZero();
    for (String field :
        new String[] {
          "virtualSeconds",
          "wallSeconds",
          "loadSeconds",
          "compileSeconds",
          "nodes",
          "steps",
          "derivations",
          "rowsInserted",
          "messagesSent",
          "messagesDropped",
          "bytesSent",
          "errors",
          "peakHeapBytes",
          "perRelation"
        }) {
      assertThat(run.err()).contains("\"" + field + "\":");
    }
  }

  @Test
  void aPlanIsAnalyzedWithTheFlagsOfSim() throws IOException {
    String program = file("t.olg", COUNTER);
    String events =
        file(
            "e.jsonl",
            """
            {"node":"n1","relation":"e","values":["n1",1]}
            {"node":"n0","relation":"e","values":["n0",1]}
            {"node":"n0","relation":"e","values":["n0",2]}
            """);
    CommandLineRun text =
        CommandLineRun.of("plan", program, "--analyze", "--nodes", "2", "--inject", events);
    assertThat(text.code()).isZero();
    assertThat(text.out())
        .contains("ran 2 nodes", "3 runs, 3 derivations")
        .containsPattern("on e\\(@N, K\\) +1 +3 +3 ")
        .containsPattern("insert t\\(@N, K, 1.5\\) +~1 +1 +3 +3 ");
    CommandLineRun json =
        CommandLineRun.of(
            "plan",
            program,
            "--analyze",
            "--nodes=2",
            "--inject",
            events,
            "--format=json",
            "--dump=t");
    assertThat(json.lines())
        .allMatch(line -> line.startsWith("{"))
        .anyMatch(
            line -> line.equals("{\"node\":\"n0\",\"relation\":\"t\",\"values\":[\"n0\",2,1.5]}"))
        .anyMatch(line -> line.contains("\"strand\":0") && line.contains("\"runs\":3"));
  }

  @Test
  void aPlanCountsTheLivesThatACrashHasEnded() throws IOException {
    String program = file("p.olg", "r1 tick(@N) :- periodic(@N, _, 1).\nwatch(tick).\n");
    String scenario =
        file(
            "s.toml",
            """
            until = "10s"
            [[crash]]
            at = "4.5s"
            nodes = "n0"
            [[restart]]
            at = "6s"
            nodes = "n0"
            """);
    CommandLineRun run = CommandLineRun.of("plan", program, "--analyze", "--scenario", scenario);
    assertThat(run.err()).isEmpty();
    // Timers of 4 and of 4 seconds; watch prints nothing in between.
    assertThat(run.out()).startsWith("plan of p").contains("8 runs, 8 derivations");
  }

  @Test
  void flagsOfARunWantAnalyze() throws IOException {
    String program = file("t.olg", COUNTER);
    CommandLineRun run = CommandLineRun.of("plan", program, "--nodes", "3");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--nodes is for a run", "add --analyze");
    CommandLineRun picture =
        CommandLineRun.of("plan", program, "--analyze", "--format", "svg", "--dump", "t");
    assertThat(picture.code()).isEqualTo(2);
    assertThat(picture.out()).isEmpty();
  }

  @Test
  void wrongFlagsAreExitTwo() {
    assertThat(CommandLineRun.of("sim", "chord", "--nods", "3").code()).isEqualTo(2);
    assertThat(CommandLineRun.of("sim", "chord", "--nods", "3").err())
        .contains("--nods")
        .contains("--nodes");
    assertThat(CommandLineRun.of("sim", "chord", "--until", "5").err())
        .contains("'5' is a duration without unit");
    assertThat(CommandLineRun.of("simm").code()).isEqualTo(2);
    assertThat(CommandLineRun.of().code()).isEqualTo(2);
    assertThat(CommandLineRun.of("--help").code()).isZero();
    assertThat(CommandLineRun.of("--version").out()).startsWith("p2 ");
  }

  @Test
  void anErrorOfALargeTupleIsALineThatCanBeRead() throws IOException {
    String program =
        file(
            "large.olg",
            """
            r1 grow(@X, "0123456789abcdef", 0) :- periodic(@X, _, 1, 1).
            r2 grow(@X, S + S, I + 1)          :- grow(@X, S, I), I < 10.
            r3 h(@X, I / 0)                    :- grow(@X, S, I), I == 10.
            """);
    CommandLineRun run = CommandLineRun.of("sim", program, "--until", "2s");
    assertThat(run.err().lines().filter(l -> l.contains("P2-R01")))
        .singleElement()
        .asString()
        .contains("in rule r3: division by zero, tuple grow(\"n0\", \"0123456789abcdef")
        .contains("…, at n0")
        .hasSizeLessThan(2_200);
  }

  @Test
  void aUsedPortIsExitTwoWithItsNumberAndNoFileIsTouched() throws IOException {
    String program = file("t.olg", COUNTER);
    try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Path stats = folder.resolve("stats.json");
      Path recording = folder.resolve("run.p2rec");
      Files.writeString(stats, "of an earlier run");
      Files.writeString(recording, "of an earlier run");
      CommandLineRun run =
          CommandLineRun.of(
              "run",
              program,
              "--listen",
              "127.0.0.1:" + taken.getLocalPort(),
              "--for",
              "1s",
              "--stats",
              stats.toString(),
              "--record",
              recording.toString());
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("port " + taken.getLocalPort());
      assertThat(stats).hasContent("of an earlier run");
      assertThat(recording).hasContent("of an earlier run");
    }
  }
}
