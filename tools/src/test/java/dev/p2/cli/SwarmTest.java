package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.syntax.Source;
import dev.p2.overlays.Overlays;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --swarm} finds a bug that was put into Chord, and makes its scenario small. */
class SwarmTest {
  private static final Pattern SMALL =
      Pattern.compile("made smaller: seed [0-9-]+, ([0-9]+) nodes?,");

  @TempDir Path folder;
  private Path invariant;

  @BeforeEach
  void writeTheInvariant() throws IOException {
    invariant = folder.resolve("stranded.olg");
    try (InputStream in = SwarmTest.class.getResourceAsStream("/stranded.olg")) {
      Files.copy(in, invariant);
    }
  }

  /** Chord's files, but a node asks its landmark once. */
  private List<String> chordThatAsksOnce() throws IOException {
    var files = new ArrayList<String>();
    for (Source source : Overlays.find("chord").orElseThrow()) {
      Path file = folder.resolve(source.name().replace('/', '-'));
      Files.writeString(file, source.text().replace("PUBLISHED ? 365d : JoinPeriod", "365d"));
      files.add(file.toString());
    }
    return files;
  }

  private CommandLineRun swarm(List<String> files, String... more) {
    var words = new ArrayList<>(List.of("sim"));
    words.addAll(files);
    words.addAll(
        List.of(invariant.toString(), "--never", "stranded", "--nodes", "12", "--until", "40s"));
    words.addAll(List.of("--swarm-out", folder.resolve("swarm.toml").toString()));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  @Test
  void chordWithoutRetryOnJoinIsFoundAndShrunkToAScenarioThatRepeatsIt() throws IOException {
    List<String> mutant = chordThatAsksOnce();
    CommandLineRun found = swarm(mutant, "--swarm", "16");
    assertThat(found.code()).as(found.out() + found.err()).isEqualTo(1);
    assertThat(found.out()).contains("16 runs: ").contains("stranded: ");
    Matcher small = SMALL.matcher(found.out());
    assertThat(small.find()).as(found.out()).isTrue();
    assertThat(Integer.parseInt(small.group(1))).isLessThanOrEqualTo(10);
    assertThat(swarm(mutant, "--swarm", "16", "--threads", "1").out()).isEqualTo(found.out());

    String repeat =
        found.out().lines().filter(l -> l.startsWith("repeat: ")).findFirst().orElseThrow();
    String[] words = repeat.substring("repeat: ./p2 ".length()).split(" ");
    CommandLineRun again = CommandLineRun.of(words);
    assertThat(again.code()).as(again.err()).isEqualTo(1);
    String reason = found.out().replaceAll("(?s).*made smaller[^\\n]*: broken: ([^,]*),.*", "$1");
    assertThat(again.err()).contains("broken: " + reason);
  }

  @Test
  void chordAsItIsHolds() {
    CommandLineRun run = swarm(List.of("chord"), "--swarm", "6", "--format", "json");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).isEqualTo("{\"runs\":6,\"held\":6,\"broke\":{}}\n");
    assertThat(folder.resolve("swarm.toml")).doesNotExist();
  }

  @Test
  void aSwarmMakesItsOwnScenarios() {
    CommandLineRun run = swarm(List.of("chord"), "--swarm", "6", "--scenario", "x.toml");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--swarm chooses names, scenario and topology itself");
  }

  /** Where the smallest run has fewer nodes than the facts name, there are facts for it. */
  @Test
  void whatBrokeWithFactsIsRepeatedWithFacts() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("beats.olg"),
            """
            table link(@N: addr, key M: addr).
            table armed(@N: addr).
            materialize(heard, 4, infinity, keys(1,2)).
            event silent(@N: addr, M: addr).
            b beat(@M, N)   :- periodic(@N, _, 1s), link(@N, M).
            h heard(@N, M)  :- beat(@N, M).
            k armed(@N)     :- arm(@N, _).
            s silent(@N, M) :- heard#delete(@N, M), armed(@N).
            """);
    Path facts =
        Files.writeString(
            folder.resolve("f.csv"), "N,M\nn0,n1\nn1,n2\nn2,n0\nn3,n0\nn4,n5\nn5,n4\n");
    Path tuples =
        Files.writeString(
            folder.resolve("i.jsonl"),
            """
            {"at":"2s","node":"n0","relation":"arm","values":["n0",1]}
            {"at":"2s","node":"n5","relation":"beat","values":["n5","n4"]}
            """);
    var words =
        new ArrayList<>(
            List.of("sim", program.toString(), "--never", "silent", "--swarm", "30", "--nodes"));
    words.addAll(List.of("6", "--facts", "link=" + facts, "--csv-header", "--inject", "" + tuples));
    words.addAll(List.of("--swarm-out", folder.resolve("small.toml").toString()));
    CommandLineRun found = CommandLineRun.of(words.toArray(String[]::new));
    assertThat(found.code()).isEqualTo(1);
    assertThat(found.out()).contains("nodes = 4").contains("--facts link=", "--inject ");
    assertThat(folder.resolve("small.facts1.csv")).hasContent("n0,n1\nn1,n2\nn2,n0\nn3,n0\n");
    String repeat = found.lines().getLast().replace("repeat: ./p2 ", "");
    CommandLineRun again = CommandLineRun.of(repeat.split(" "));
    assertThat(again.code()).as(again.err()).isEqualTo(1);
    assertThat(again.err()).contains("broken: silent(\"n0\", ");
  }

  private CommandLineRun swarm(String program, String never) throws IOException {
    String file = Files.writeString(folder.resolve(never + ".olg"), program).toString();
    String out = folder.resolve("swarm.toml").toString();
    return CommandLineRun.of(
        "sim",
        file,
        "--never",
        never,
        "--swarm",
        "30",
        "--nodes",
        "6",
        "--until",
        "40s",
        "--swarm-out",
        out);
  }

  private static final String COUNTER =
      """
      table total(@S: addr, V: int) keys(1) durable.
      table last(@S: addr, key C: addr, No: int) durable.
      table next(@C: addr, No: int) keys(1) durable.
      event add(@S: addr, C: addr, No: int).
      event ack(@C: addr, No: int, Total: int).
      i1 total(@S, 0) :- sysStart(@S, _), not total(@S, _).
      i2 next(@C, 1) :- sysStart(@C, _), not next(@C, _).
      a1 add(@S, C, No) :- periodic(@C, _, 500ms), next(@C, No), S := "n0", S != C.
      s1 last(@S, C, No) :- add(@S, C, No), not last(@S, C, _).
      s2 last(@S, C, No) :- add(@S, C, No), last(@S, C, Old), No > Old.
      s3 total(@S, V + 1) :- last#change(@S, C, No), total(@S, V).
      s4 ack(@C, No, V) :- add(@S, C, No), last(@S, C, No), total(@S, V).
      k1 next(@C, No + 1) :- ack(@C, No, _), next(@C, No).
      event lost(@C: addr, No: int, Total: int).
      x1 lost(@C, No, T) :- ack(@C, No, T), T < No.
      """;

  /**
   * A crash leaves durable tables as they are: only a program that forgets to ask for one breaks.
   */
  @Test
  void aCounterIsLostOnlyWhereItIsNotDurable() throws IOException {
    assertThat(swarm(COUNTER, "lost").lines()).containsExactly("30 runs: 30 held");
    CommandLineRun found = swarm(COUNTER.replaceFirst(" durable", ""), "lost");
    assertThat(found.out())
        .contains("made smaller: ", " 2 nodes, 2 faults")
        .contains("[[crash]]", "[[restart]]", "durable = true");
  }

  /** What need not go wrong does not: of a bad link only the doubling is left. */
  @Test
  void aLockThatADoubledMessageFreesIsShrunkToTheDoubling() throws IOException {
    CommandLineRun found =
        swarm(
            """
            table holder(@S: addr, C: addr) keys(1).
            table queue(@S: addr, key C: addr, At: time).
            table mine(@C: addr, Since: time) keys(1).
            event ask(@S: addr, C: addr).
            event give(@S: addr, C: addr).
            event grant(@C: addr).
            a1 ask(@S, C) :- periodic(@C, _, 2s), not mine(@C, _), S := LANDMARK, S != C.
            a2 queue(@S, C, T) :- ask(@S, C), not holder(@S, C), not queue(@S, C, _), T := f_now().
            n1 free(@S, E) :- periodic(@S, E, 20ms), LANDMARK == S, not holder(@S, _).
            n2 next(@S, min<T, C>) :- free(@S, _), queue(@S, C, T).
            n3 holder(@S, C) :- next(@S, _, C), C != null.
            n4 delete queue(@S, C, T) :- next(@S, T, C), C != null.
            n5 grant(@C) :- next(@S, _, C), C != null.
            g1 mine(@C, T) :- grant(@C), T := f_now().
            d1 over(@C) :- periodic(@C, _, 100ms), mine(@C, T), f_now() - T > 150ms.
            d2 delete mine(@C, T) :- over(@C), mine(@C, T).
            d3 give(@S, C) :- over(@C), S := LANDMARK.
            f delete holder(@S, H) :- give(@S, _), holder(@S, H).
            event freed(@S: addr, C: addr, H: addr).
            x freed(@S, C, H) :- give(@S, C), holder(@S, H), H != C.
            """,
            "freed");
    assertThat(found.out())
        .contains("duplicate = ")
        .doesNotContain("loss =")
        .doesNotContain("crash");
  }
}
