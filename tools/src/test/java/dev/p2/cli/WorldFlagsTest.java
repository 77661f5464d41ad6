package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code p2 sim --topology --scenario}, and what their pages show. */
class WorldFlagsTest {
  private static final Path PAGES = Path.of("../docs/reference").toAbsolutePath().normalize();
  private static final String PING =
      """
      table pinged(@N: addr, key From: addr, At: time).
      p1 ping(@To, N)     :- sysStart(@N, _), N == "n0", To := "n1".
      p2 pinged(@N, F, T) :- ping(@N, F), T := f_now().
      """;

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** The blocks of a kind between the fences of a page. */
  private static List<String> blocks(String page, String kind) throws IOException {
    Matcher matcher =
        Pattern.compile("(?ms)^```" + kind + "$\\n(.*?)^```$")
            .matcher(Files.readString(PAGES.resolve(page)));
    var blocks = new ArrayList<String>();
    while (matcher.find()) blocks.add(matcher.group(1));
    assertThat(blocks).isNotEmpty();
    return blocks;
  }

  @Test
  void theScenariosOfThePageArePlayed() throws IOException {
    int count = 0;
    for (String block : blocks("scenario.md", "toml")) {
      String scenario = file("s" + count++ + ".toml", block);
      var run =
          CommandLineRun.of(
              "sim", "chord", "--nodes", "100", "--until", "2s", "--scenario", scenario);
      assertThat(run.code()).as("%s%n%s", block, run.err()).isZero();
    }
  }

  @Test
  void whatBeginsAfterTheEndIsToldAndNoMistake() throws IOException {
    String program = file("ping.olg", PING);
    String scenario =
        file(
            "s.toml",
            """
            nodes = 2
            [[crash]]
            at = "7s"
            nodes = "n1"
            [[partition]]
            at = "3s"
            groups = ["n0"]
            """);
    var cut = CommandLineRun.of("sim", program, "--scenario", scenario, "--until", "5s");
    assertThat(cut.code()).isZero();
    assertThat(cut.err())
        .contains("p2: 1 of the 2 actions of the scenario begins after the end of the run, 5s");
    var whole = CommandLineRun.of("sim", program, "--scenario", scenario, "--until", "7s");
    assertThat(whole.err()).doesNotContain("after the end");
  }

  /** Four nodes ask for one key; those that hear an answer hear the same once the ring is quiet. */
  @Test
  void theExampleUnderChurnAnswersConsistentlyBeforeAndAfter() {
    Path scenario = PAGES.resolve("../../examples/04-churn/churn.toml").normalize();
    var run =
        CommandLineRun.of(
            "sim",
            "chord",
            "--scenario",
            scenario.toString(),
            "--topology",
            "paper",
            "--watch",
            "found,sysFault",
            "--format",
            "json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("\"crash\"")
        .contains("\"restart\"")
        .contains("\"partition over\"");
    var answers = new TreeMap<String, List<String>>();
    var line =
        Pattern.compile(
            "\"time\":([0-9.]+),.*\"kind\":\"event\",\"relation\":\"found\",\"values\":\\[\"n\\d+\",(\"0x[0-9a-f]+\"),\"0x[0-9a-f]+\",(\"n\\d+\"),(\\d+),");
    for (String text : run.lines()) {
      Matcher found = line.matcher(text);
      if (!found.find() || found.group(4).length() > 4) continue;
      double time = Double.parseDouble(found.group(1));
      if (time < 30 || time >= 80 && time < 99)
        answers.computeIfAbsent(found.group(2), none -> new ArrayList<>()).add(found.group(3));
    }
    assertThat(answers).hasSizeBetween(5, 8);
    assertThat(answers.values())
        .allSatisfy(nodes -> assertThat(nodes.stream().distinct()).hasSize(1))
        .allSatisfy(nodes -> assertThat(nodes).hasSize(4));
  }

  @Test
  void theTopologiesOfThePageAreBuilt() throws IOException {
    String program = file("ping.olg", PING);
    for (String kind : List.of("toml", "tcl")) {
      for (String block : blocks("topology.md", kind)) {
        String topology = file("t." + kind, block);
        var run = CommandLineRun.of("sim", program, "--nodes", "4", "--topology", topology);
        assertThat(run.code()).as("%s%n%s", block, run.err()).isZero();
      }
    }
  }

  @Test
  void aDatagramTakesTheTimeOfItsWay() throws IOException {
    String program = file("ping.olg", PING);
    String matrix = file("m.csv", "0,12.5\n20,0\n");
    var run =
        CommandLineRun.of(
            "sim",
            program,
            "--nodes",
            "2",
            "--topology",
            matrix,
            "--dump",
            "pinged",
            "--format",
            "json");
    assertThat(run.out())
        .isEqualTo("{\"node\":\"n1\",\"relation\":\"pinged\",\"values\":[\"n1\",\"n0\",0.0125]}\n");
  }

  @Test
  void faultsAreRowsAndWhoWatchesThemChangesNothing() throws IOException {
    String program = file("ping.olg", PING);
    String scenario =
        file(
            "s.toml",
            """
            nodes = 3
            [[crash]]
            at = "1s"
            nodes = "n2"
            [[restart]]
            at = "2s"
            nodes = "n2"
            """);
    var quiet =
        CommandLineRun.of("sim", program, "--scenario", scenario, "--digest", "--threads", "1");
    assertThat(quiet.code()).as(quiet.err()).isZero();
    var watched =
        CommandLineRun.of(
            "sim",
            program,
            "--scenario",
            scenario,
            "--digest",
            "--watch",
            "sysFault",
            "--dump",
            "sysFault",
            "--format",
            "json");
    assertThat(watched.lines())
        .contains(
            "{\"node\":\"n0\",\"relation\":\"sysFault\",\"values\":[\"n0\",1,1.0,\"crash\",\"n2\",\"\"]}",
            "{\"node\":\"n2\",\"relation\":\"sysFault\",\"values\":[\"n2\",2,2.0,\"restart\",\"n2\",\"\"]}")
        .contains("{\"digest\":\"" + quiet.out().strip() + "\"}");
  }

  @Test
  void whatCannotRunIsSaidBeforeAnythingRuns() throws IOException {
    String program = file("ping.olg", PING);
    String endless =
        file(
            "e.toml",
            "[[inject]]\n"
                + "from='0s'\n"
                + "every='1s'\n"
                + "nodes='all'\n"
                + "relation='ping'\n"
                + "values=['$node','x']\n");
    var run = CommandLineRun.of("sim", program, "--scenario", endless);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("goes on for ever").contains("--until");
    assertThat(CommandLineRun.of("sim", program, "--scenario", endless, "--until", "3s").code())
        .isZero();

    String unknown = file("u.toml", "[[crash]]\nat = \"1s\"\nnodes = \"n7\"\n");
    run = CommandLineRun.of("sim", program, "--nodes", "3", "--scenario", unknown);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("u.toml:3:9: error: there is no node n7").contains("    ^^^^");

    run =
        CommandLineRun.of("sim", program, "--nodes", "401", "--topology", "paper", "--until", "1s");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("401 nodes are more than the 400 places");

    run = CommandLineRun.of("sim", program, "--topology", "paper", "--latency", "5ms");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("leave one of them out");
  }
}
