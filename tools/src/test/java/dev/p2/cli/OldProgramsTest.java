package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs in the spellings of the original P2, written from memory after it: accepted as they are,
 * and doing what they did.
 */
class OldProgramsTest {
  private static String file(String name) {
    Path here = Path.of("src/test/resources/old");
    return (Files.isDirectory(here) ? here : Path.of("tools").resolve(here))
        .resolve(name)
        .toString();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "chord-2005.olg",
        "chord-0.8.olg",
        "narada.plg",
        "reachable.plg",
        "monitors.olg",
        "gossip-2005.plg",
        "tokens.olg",
        "symphony.olg",
        "tutorial.olg"
      })
  void hasNoErrors(String name) {
    CommandLineRun run = CommandLineRun.of("check", file(name));
    assertThat(run.code()).as(run.out()).isZero();
  }

  @Test
  void theChordOfTwoThousandFiveFormsOneRing() {
    assertOneRing("chord-2005.olg", "chord-2005-start.olg");
  }

  @Test
  void theChordOfTheLastReleaseFormsOneRing() {
    assertOneRing("chord-0.8.olg");
  }

  @Test
  void pathVectorsByAggregateTermsAreTheShortest() {
    assertThat(sim("bestPath", List.of("--names", "a,b,c"), "reachable.plg"))
        .containsExactly(
            "{\"node\":\"a\",\"relation\":\"bestPath\",\"values\":[\"a\",\"b\",[\"a\",\"b\"],1]}",
            "{\"node\":\"a\",\"relation\":\"bestPath\",\"values\":[\"a\",\"c\",[\"a\",\"b\",\"c\"],2]}",
            "{\"node\":\"b\",\"relation\":\"bestPath\",\"values\":[\"b\",\"c\",[\"b\",\"c\"],1]}");
  }

  @Test
  void gossipOfTwoThousandFiveMeasuresEveryMemberThatItHeardOf() {
    List<String> flags = List.of("--nodes", "3", "--until", "31s");
    assertThat(sim("latency", flags, "gossip-2005.plg"))
        .containsExactly(
            row("n0", "latency", "\"n0\",\"n1\",0.02"),
            row("n0", "latency", "\"n0\",\"n2\",0.02"),
            row("n1", "latency", "\"n1\",\"n0\",0.02"),
            row("n1", "latency", "\"n1\",\"n2\",0.02"),
            row("n2", "latency", "\"n2\",\"n0\",0.02"),
            row("n2", "latency", "\"n2\",\"n1\",0.02"));
  }

  @Test
  void aRelationIsLocatedByTheColumnThatEachUseMarks() {
    List<String> flags =
        List.of("--names", "a,b", "-DLOCALID=\"a\"", "-DNEIGHBORID=\"b\"", "-DEVENTID=7");
    assertThat(sim("link", flags, "marks.olg"))
        .containsExactly(
            row("a", "link", "\"a\",\"b\",7,\"first\""),
            row("b", "link", "\"a\",\"b\",7,\"second\""));
  }

  @Test
  void aStageGivesAnEventForEachToken() {
    assertThat(sim("word", List.of("--until", "5s"), "tokens.olg"))
        .filteredOn(line -> !line.contains("\"kind\""))
        .containsExactly(
            row("n0", "word", "\"n0\",\"be\""),
            row("n0", "word", "\"n0\",\"not\""),
            row("n0", "word", "\"n0\",\"or\""),
            row("n0", "word", "\"n0\",\"to\""));
  }

  private static String row(String node, String relation, String values) {
    return "{\"node\":\"%s\",\"relation\":\"%s\",\"values\":[%s]}"
        .formatted(node, relation, values);
  }

  private static void assertOneRing(String... programs) {
    List<String> rows = sim("bestSucc", List.of("--nodes", "6", "--until", "3m"), programs);
    Map<String, String> next = new HashMap<>();
    for (String row : rows) {
      if (row.contains("\"kind\"")) continue; // what the program's own watch shows
      String[] words = row.replaceAll("[\\[\\]{}]", "").split("\"");
      next.put(words[3], words[words.length - 1]);
    }
    var ring = new HashSet<String>();
    for (String at = "n0"; ring.add(at); ) at = next.getOrDefault(at, "nobody");
    assertThat(ring).as("%s", next).containsExactlyInAnyOrder("n0", "n1", "n2", "n3", "n4", "n5");
  }

  private static List<String> sim(String dump, List<String> flags, String... programs) {
    var arguments = new ArrayList<>(List.of("sim", "--format", "json", "--dump", dump));
    arguments.addAll(flags);
    Stream.of(programs).map(OldProgramsTest::file).forEach(arguments::add);
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return run.lines();
  }
}
