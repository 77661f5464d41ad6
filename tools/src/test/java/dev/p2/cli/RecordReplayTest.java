package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --record} and {@code --replay}: the same history again. */
class RecordReplayTest {
  @TempDir Path folder;

  private String file() {
    return folder.resolve("run.p2rec").toString();
  }

  private static CommandLineRun run(String line, String... more) {
    return CommandLineRun.of(
        Stream.concat(Arrays.stream(line.split(" ")), Stream.of(more)).toArray(String[]::new));
  }

  private static String digest(CommandLineRun run) {
    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = run.lines();
    assertThat(lines.getLast()).matches("[0-9a-f]{64}");
    return lines.getLast();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sim chord --nodes 8 --until 8s --digest",
        "sim chord --nodes 8 --until 8s --digest --latency 5ms..50ms --loss 5% --duplicate 5%",
        "sim chord -D RELIABLE --nodes 6 --until 6s --digest --loss 10% --reorder 10%",
        "sim narada --nodes 8 --until 10s --digest --seed 7",
        "sim pathvector --nodes 5 --until 4s --digest",
      })
  void aReplayHasTheDigestOfTheRunAndRecordingChangesNothing(String line) {
    String unrecorded = digest(run(line));
    assertThat(digest(run(line, "--record", file()))).isEqualTo(unrecorded);
    assertThat(digest(run("sim --digest --replay", file()))).isEqualTo(unrecorded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--dump *",
        "--dump sysTable,sysElement,sysConflict,sysNode",
        "--watch bestSucc,lookup",
        "--watch sysStart,sysError,sysConflict --dump sysRule",
        "--dump queueExec,roundRobinExec,elementExec",
        "--stats -",
        "--threads 1",
      })
  void whoLooksDoesNotChangeTheDigest(String looking) throws IOException {
    Path traced = Files.writeString(folder.resolve("t.olg"), "trace(lookup). trace(succ).\n");
    String line = "sim chord " + traced + " --nodes 8 --until 8s --loss 5% --digest ";
    assertThat(digest(run(line + looking))).isEqualTo(digest(run(line.strip())));
  }

  /** What nobody watched in the run, and no rule saw, goes at its time all the same. */
  @Test
  void aReplayShowsExpiriesAtTheirTimeThoughNobodyWatchedThem() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("soft.olg"),
            """
            materialize(soft, 0.7, infinity, keys(1,2)).
            a soft(@N, K) :- periodic(@N, K, 3s).
            b soft(@M, N) :- periodic(@N, _, 5s), M := LANDMARK.
            """);
    String line = "sim " + program + " --nodes 3 --until 30700ms --digest ";
    CommandLineRun watched = run(line + "--watch soft");
    assertThat(watched.out()).contains("3.700000001s  n1  expire  soft(");
    assertThat(digest(run(line + "--record", file()))).isEqualTo(digest(watched));
    List<String> lines = watched.lines().stream().sorted().toList();
    CommandLineRun replay = run("sim --digest --watch soft --replay", file());
    assertThat(replay.lines().stream().sorted()).isEqualTo(lines);
    CommandLineRun tail = run("sim --watch soft --node n1 --from 20s --replay", file());
    assertThat(tail.lines().stream().sorted())
        .containsExactlyElementsOf(
            lines.stream().filter(l -> l.matches("(2|30)[0-9.]+s  n1 .*")).toList());
    assertThat(run("sim --watch soft --until 3700000001ns --replay", file()).out())
        .contains("3.700000001s  n1  expire  soft(");
    assertThat(run("sim --watch soft --until 3700ms --replay", file()).out())
        .doesNotContain("expire");
  }

  /** A wake-up that only a watch asked for must not be what keeps a clock from going back. */
  @Test
  void aClockThatIsSetBackShowsTheSameWhoeverLooks() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("clock.olg"),
            """
            materialize(soft, 0.9, infinity, keys(1,2)).
            table seen(@N: addr, key E: int, T: time).
            a soft(@N, E) :- periodic(@N, E, 4s, 1).
            b seen(@N, E, T) :- periodic(@N, E, 5500ms, 2), T := f_now().
            """);
    Path scenario =
        Files.writeString(
            folder.resolve("clock.toml"),
            """
            nodes = 2
            until = "9s"
            observer = "n1"
            [[clock]]
            nodes = "n0"
            skew = "1s"
            [[clock]]
            at = "5s"
            nodes = "n0"
            skew = "0s"
            """);
    String line = "sim " + program + " --scenario " + scenario + " --digest --dump seen ";
    CommandLineRun plain = run(line);
    CommandLineRun watched = run(line + "--watch soft --record " + file());
    assertThat(digest(watched)).as(watched.out()).isEqualTo(digest(plain));
    assertThat(digest(run("sim --digest --watch soft --replay", file()))).isEqualTo(digest(plain));
  }

  /** What is live at a time between two steps, and what a node with a clock of its own shows. */
  @Test
  void aReplayToATimeEndsWithTheRowsOfThatTime() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("leases.olg"),
            """
            table lease(@N: addr, key E: int) lifetime 2s.
            l lease(@N, E) :- periodic(@N, E, 3s, 3).
            m mark(@M, N)  :- periodic(@N, _, 2200ms), M := "n0", M != N.
            """);
    Path scenario =
        Files.writeString(
            folder.resolve("clocks.toml"),
            """
            nodes = 6
            until = "15s"
            [[clock]]
            at = "1s"
            nodes = "n1"
            skew = "700ms"
            drift = 0.05
            [[clock]]
            at = "1s"
            nodes = "n2"
            skew = "-900ms"
            drift = -0.05
            [[crash]]
            at = "4s"
            nodes = "n1..n3"
            [[restart]]
            at = "5s"
            nodes = "n1..n3"
            [[link]]
            at = "2s"
            loss = "50%"
            [[clock]]
            at = "9500ms"
            nodes = "n4"
            skew = "10s"
            """);
    String line = "sim " + program + " --scenario " + scenario + " --digest ";
    run(line + "--record", file());
    for (String until : List.of("3200ms", "4s", "5500ms", "7130ms", "8s", "9999ms", "11s", "14s"))
      assertThat(run("sim --digest --dump lease --until " + until + " --replay", file()).lines())
          .as(until)
          .containsExactlyElementsOf(run(line + "--dump lease --until " + until).lines());
    assertThat(sorted(run("sim --digest --watch lease --replay", file())))
        .containsExactlyElementsOf(sorted(run(line + "--watch lease")));
  }

  /** Of nodes that show something at one time, any may be first. */
  private static List<String> sorted(CommandLineRun run) {
    return run.lines().stream().sorted().toList();
  }

  @Test
  void aReplayShowsWhatTheNetworkLost() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("lost.olg"),
            """
            m mark(@M, N, E) :- periodic(@N, E, 1s), M := "n0", M != N.
            """);
    String line = "sim " + program + " --nodes 3 --loss 50% --until 10s --watch mark ";
    CommandLineRun watched = run(line + "--threads 1 --record", file());
    assertThat(watched.out()).contains("  drop  mark(");
    assertThat(run("sim --watch mark --replay", file()).lines())
        .containsExactlyElementsOf(watched.lines());
  }

  /** A replay from the middle may begin at a snapshot that was taken long after a clock was set. */
  @Test
  void aReplayFromTheMiddleKnowsHowClocksGo() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("busy.olg"),
            """
            table lease(@N: addr, key E: int) lifetime 2s.
            l lease(@N, E) :- periodic(@N, E, 3s).
            m mark(@M, N)  :- periodic(@N, _, 100ms), M := "n0", M != N.
            """);
    Path scenario =
        Files.writeString(
            folder.resolve("clocks.toml"),
            """
            nodes = 10
            until = "30s"
            [[clock]]
            at = "1s"
            nodes = "n1..n7"
            skew = "-900ms"
            drift = 0.05
            """);
    String line = "sim " + program + " --scenario " + scenario + " --digest ";
    CommandLineRun watched = run(line + "--watch lease");
    run(line + "--record", file());
    CommandLineRun whole = run("sim --digest --watch lease --replay", file());
    CommandLineRun tail = run("sim --digest --watch lease --from 25s --replay", file());
    assertThat(sorted(whole)).containsExactlyElementsOf(sorted(watched));
    assertThat(whole.lines()).endsWith(tail.lines().toArray(String[]::new));
    assertThat(tail.lines()).anyMatch(l -> l.contains("  n5  expire  lease("));
  }

  /** Nor is it a step that the node counts, and tells its rules of. */
  @Test
  void whatANodeCountsDoesNotDependOnWhoLooks() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("counts.olg"),
            """
            materialize(soft, 0.7, infinity, keys(1,2)).
            table seen(@N: addr, key Steps: int, key Rounds: int).
            a soft(@N, K) :- periodic(@N, K, 2s).
            b seen(@N, S, R) :- periodic(@N, _, 3s), sysNode(@N, _, _, _, _, _, S, R, _, _).
            """);
    String line = "sim " + program + " --until 13s --digest --dump seen ";
    CommandLineRun plain = run(line + "--record " + file());
    CommandLineRun watched = run(line + "--watch soft");
    assertThat(watched.lines().stream().filter(l -> !l.contains("  soft(")))
        .containsExactlyElementsOf(plain.lines());
    assertThat(digest(run("sim --digest --watch soft --replay", file()))).isEqualTo(digest(plain));
  }

  @Test
  void realNodesReplayInTheSimulator() {
    CommandLineRun up =
        run(
            "up gossip --nodes 4 --for 2500ms --base-port 0 --digest --dump member --record",
            file());
    CommandLineRun replay = run("sim --digest --dump member --replay", file());
    assertThat(digest(replay)).isEqualTo(digest(up));
    assertThat(members(replay)).isNotEmpty().isEqualTo(members(up));
  }

  private static List<String> members(CommandLineRun run) {
    return run.lines().stream().filter(l -> l.contains("  member(")).toList();
  }

  /** The main job, with lookups: from its start, and from a snapshot on. */
  @Test
  void aRealChordReplaysInTheSimulator() {
    CommandLineRun up = run("up chord --nodes 16 --for 6s --base-port 0 --digest --record", file());
    String digest = digest(up);
    assertThat(digest(run("sim --digest --replay", file()))).isEqualTo(digest);
    assertThat(digest(run("sim --digest --from 4s --replay", file()))).isEqualTo(digest);
  }

  /** The numbers of traced tuples go on as if the replay had begun at the start. */
  @Test
  void tracesFromTheMiddleAreThoseOfTheRun() throws IOException {
    Path traced =
        Files.writeString(
            folder.resolve("t.olg"), "trace(lookup). trace(found). traceTable(succ).\n");
    String dump = " --format json --dump ruleExec,rulePre,tupleLog";
    CommandLineRun run =
        run("sim chord " + traced + " --nodes 16 --until 60s --record " + file() + dump);
    assertThat(run.out()).contains("ruleExec", "rulePre", "tupleLog");
    for (String from : List.of("20s", "40s", "55s")) {
      CommandLineRun tail = run("sim --from " + from + " --replay " + file() + dump);
      assertThat(tail.lines()).as(from).isEqualTo(run.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sim chord --nodes 32 --until 20s --digest --threads 1",
        "sim chord --nodes 32 --until 20s --digest --latency 5ms..50ms --loss 5% --duplicate 5%",
        "sim chord -D RELIABLE --nodes 20 --until 20s --digest --loss 10% --reorder 10%",
        "sim narada --nodes 16 --until 20s --digest --seed 7",
      })
  void aReplayFromTheMiddleEndsAsTheRunDid(String line) throws IOException {
    String whole = digest(run(line, "--record", file()));
    CommandLineRun all = run("sim --digest --replay", file());
    assertThat(digest(all)).isEqualTo(whole);
    CommandLineRun tail = run("sim --digest --from 15s --replay", file());
    assertThat(digest(tail)).isEqualTo(whole);
    assertThat(snapshots()).isPositive();
    assertThat(steps(tail)).isPositive().isLessThan(steps(all));
  }

  /**
   * What came for a node before its first start is part of the history, and so is a node that never
   * starts.
   */
  @Test
  void nodesThatAreOffAtFirstReplayToo() throws IOException {
    String program =
        Files.writeString(
                folder.resolve("early.olg"),
                """
                table heard(@N: addr, key K: int).
                c call(@M, K) :- periodic(@N, K, 10ms), M := "n" + (K % NODES).
                h heard(@N, K) :- call(@N, K).
                """)
            .toString();
    Path scenario =
        Files.writeString(
            folder.resolve("late.toml"),
            """
            nodes = 5
            until = "20s"
            [[join]]
            nodes = "n2"
            at = "5s"
            [[join]]
            nodes = "n3"
            at = "18s"
            [[join]]
            nodes = "n4"
            at = "1h"
            """);
    String line = "sim " + program + " --digest --scenario " + scenario;
    String whole = digest(run(line, "--record", file()));
    assertThat(snapshots()).isPositive();
    assertThat(digest(run("sim --digest --replay", file()))).isEqualTo(whole);
    for (String from : List.of("3s", "12s", "19s"))
      assertThat(digest(run("sim --digest --from " + from + " --replay", file()))).isEqualTo(whole);
    List<String> rows =
        run(line + " --dump heard").lines().stream().filter(row -> row.startsWith("n3")).toList();
    assertThat(rows).isNotEmpty();
    assertThat(run("sim --node n3 --dump heard --replay", file()).lines()).isEqualTo(rows);
  }

  /** How many blocks of the file are of snapshots. */
  private long snapshots() throws IOException {
    var file = ByteBuffer.wrap(Files.readAllBytes(Path.of(file()))).position(8);
    long count = 0;
    while (file.hasRemaining()) {
      int size = file.getInt();
      file.getInt();
      if (file.get(file.position()) == 4) count++;
      file.position(file.position() + size);
    }
    return count;
  }

  /** Steps that a replay says it took. */
  private static int steps(CommandLineRun replay) {
    var said = Pattern.compile("replayed (\\d+) steps").matcher(replay.err());
    assertThat(said.find()).as(replay.err()).isTrue();
    return Integer.parseInt(said.group(1));
  }

  @Test
  void fromTheMiddleTheSameIsToldAsFromTheStart() {
    String[] watch = {"--watch", "latency,member", "--format", "json"};
    run("sim narada --nodes 16 --until 20s --record", file());
    List<String> all =
        run("sim --replay " + file(), watch).lines().stream()
            .filter(l -> Double.parseDouble(l.substring(8, l.indexOf(','))) >= 12.5)
            .toList();
    assertThat(run("sim --from 12.5s --replay " + file(), watch).lines())
        .isNotEmpty()
        .isEqualTo(all);
  }

  @Test
  void fromNeedsARecordingWithWhatIsAskedOfIt() {
    assertThat(run("sim chord --from 3s").err()).contains("--from begins within a recording");
    run("sim chord --nodes 32 --until 20s --record", file());
    CommandLineRun tail = run("sim --from 15s --digest --replay", file());
    assertThat(tail.code()).isEqualTo(2);
    assertThat(tail.err()).contains("was recorded without").contains("record with --digest");
    assertThat(run("sim --from 15s --until 3s --replay", file()).code()).isEqualTo(2);
  }

  @Test
  void aReplayTellsAgainWhatQueuesDid() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("q.olg"),
            """
            send sure over reliable.
            r1 plain(@M, E) :- periodic(@N, E, 1s), M := LANDMARK.
            r2 sure(@M, E) :- periodic(@N, E, 1s), M := LANDMARK.
            trace(plain). trace(sure).
            """);
    String dump = " --format json --dump queueExec,roundRobinExec,elementExec";
    CommandLineRun run =
        run("sim " + program + " --nodes 3 --loss 20% --until 20s --record " + file() + dump);
    assertThat(run.out()).contains("\"drop\"", "\"retry\"", "roundRobin", "elementExec");
    CommandLineRun again = run("sim --replay " + file() + dump);
    assertThat(again.lines()).isEqualTo(run.lines());
  }

  @Test
  void oneNodeIsReplayedAlone() {
    String[] dump = {"--dump", "bestSucc", "--format", "json"};
    CommandLineRun all = run("sim chord --nodes 8 --until 8s --record " + file(), dump);
    CommandLineRun one = run("sim --node n3 --replay " + file(), dump);
    assertThat(one.lines())
        .isEqualTo(all.lines().stream().filter(l -> l.startsWith("{\"node\":\"n3\"")).toList())
        .hasSize(1);
    CommandLineRun none = run("sim --node n3,n9 --watch bestSucc --replay", file());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--node n9: the recording has no such node");
    assertThat(none.out()).as("nothing is run").isEmpty();
  }

  @Test
  void aBrokenInvariantIsFoundInARecording() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("a.olg"),
            "r1 bad(@N, K) :- t(@N, K), K == 3.\nr2 t(@N, f_rand() % 10) :- periodic(@N, _, 1).\n");
    run("sim " + program + " --nodes 3 --until 60s --record " + file());
    CommandLineRun replay = run("sim --never bad --replay", file());
    assertThat(replay.code()).isEqualTo(1);
    assertThat(replay.err()).contains("broken: bad(").contains("derived by r1 (");
  }

  @Test
  void aRecordingOfAnotherProgramIsExitTwo() {
    run("sim gossip --nodes 2 --until 2s --record", file());
    CommandLineRun replay = run("sim narada --replay", file());
    assertThat(replay.code()).isEqualTo(2);
    assertThat(replay.err())
        .contains("narada.olg:1:1: error: " + file())
        .contains("is a recording of another program: it was made of gossip");
    CommandLineRun defined = run("sim gossip -D FailAfter=9s --replay", file());
    assertThat(defined.code()).isEqualTo(2);
    assertThat(defined.err()).startsWith("p2: " + file()).contains("hint: replay it with");
  }

  @Test
  void aProgramThatHasChangedSinceIsShownWhereItHas() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("a.olg"),
            "r1 bad(@N, K) :- t(@N, K).\nr2 t(@N, f_rand()) :- periodic(@N, _, 1).\n");
    run("sim " + program + " --until 3s --record " + file());
    Files.writeString(program, Files.readString(program).replace("_, 1)", "_, 2)"));
    CommandLineRun replay = run("sim --replay", file());
    assertThat(replay.code()).isEqualTo(2);
    assertThat(replay.out()).isEmpty();
    assertThat(replay.err())
        .contains(program + ":2:1: error: ")
        .contains("    2 | r2 t(@N, f_rand()) :- periodic(@N, _, 2).");
  }

  /** A table that outlives its node, and that rules build on; a disk that refuses for a while. */
  private static final String KEPT =
      """
      table starts(@N: addr, key At: time, Draw: int) durable.
      table sum(@N: addr, Count: int, Draw: int) keys(1).
      s1 starts(@N, f_now(), f_rand() % 1000) :- sysStart(@N, _).
      s2 starts(@N, f_now(), f_rand() % 1000) :- periodic(@N, _, 3).
      s3 sum(@N, count<*>, max<D>) :- starts(@N, _, D).
      s4 told(@M, N, Count) :- periodic(@N, _, 1), sum(@N, Count, _), M := "n0".
      table heard(@M: addr, key N: addr, Count: int).
      s5 heard(@M, N, Count) :- told(@M, N, Count).
      """;

  @Test
  void nodesThatRestartWithTheirRowsAreReplayedWithTheirStore() throws IOException {
    Path program = Files.writeString(folder.resolve("kept.olg"), KEPT);
    Path scenario =
        Files.writeString(
            folder.resolve("kept.toml"),
            """
            until = "60s"
            [[churn]]
            nodes = "all"
            session = "10s"
            downtime = "2s"
            durable = true
            [[disk]]
            at = "20s"
            for = "15s"
            nodes = "n2"
            writes = "refused"
            """);
    CommandLineRun run =
        run(
            "sim " + program + " --nodes 5 --digest --dump starts,sum,heard --scenario " + scenario,
            "--record",
            file());
    assertThat(run.err()).contains("the disk refuses to write");
    assertThat(run.lines().stream().filter(line -> line.contains("starts(")))
        .hasSizeGreaterThan(30);
    String replay = "sim --digest --dump starts,sum,heard --replay " + file();
    for (String more : List.of("", " --from 0s", " --from 30s", " --from 50s"))
      assertThat(run(replay + more).out()).as(more).isEqualTo(run.out());
    CommandLineRun one = run("sim --dump starts,sum --node n2 --replay", file());
    assertThat(one.lines())
        .isEqualTo(run.lines().stream().filter(l -> l.matches("n2  (starts|sum).*")).toList())
        .hasSizeGreaterThan(10);
  }

  @Test
  void aRealNodeThatFindsItsRowsIsReplayedWithThem() throws IOException {
    Path program = Files.writeString(folder.resolve("kept.olg"), KEPT);
    String command =
        "run " + program + " --listen 127.0.0.1:0 --for 1500ms --digest --record " + file();
    int port;
    try (var free = new java.net.DatagramSocket(0)) {
      port = free.getLocalPort();
    }
    command = command.replace("127.0.0.1:0", "127.0.0.1:" + port);
    for (int i = 0; i < 2; i++) {
      CommandLineRun run = run(command, "--data", folder.resolve("rows").toString());
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run("sim --digest --replay", file()).out()).isEqualTo(run.out());
    }
    CommandLineRun watched = run("sim --watch starts --replay", file());
    assertThat(watched.lines().stream().filter(l -> l.contains("insert")))
        .as("the row of the first run, and the one of the second")
        .hasSize(2);
  }

  @Test
  void aRecordingThatIsCutOffIsReplayedAsFarAsItGoes() throws IOException {
    run("sim chord --nodes 16 --until 12s --record", file());
    byte[] whole = Files.readAllBytes(Path.of(file()));
    Files.write(Path.of(file()), Arrays.copyOf(whole, whole.length - 100));
    CommandLineRun replay = run("sim --digest --replay", file());
    assertThat(replay.code()).isZero();
    assertThat(replay.err()).contains("is cut off; the first ").contains("bytes are usable");
  }

  @Test
  void aDamagedBlockIsFoundAndWhatStandsBeforeItIsReplayed() throws IOException {
    run("sim chord --nodes 16 --until 12s --record", file());
    byte[] whole = Files.readAllBytes(Path.of(file()));
    whole[whole.length - 200] ^= 4;
    Files.write(Path.of(file()), whole);
    CommandLineRun replay = run("sim --replay", file());
    assertThat(replay.code()).isEqualTo(1);
    assertThat(replay.err()).contains("is damaged; the first ");
  }

  @Test
  void whatIsNoRecordingOrOfAnotherVersionIsExitTwo() throws IOException {
    Files.writeString(Path.of(file()), "once upon a time");
    assertThat(run("sim --replay", file()).err()).contains("it is no recording of P2");
    Files.write(Path.of(file()), new byte[] {'P', '2', 'R', 'E', 'C', 0, 0, 9, 1});
    CommandLineRun replay = run("sim --replay", file());
    assertThat(replay.code()).isEqualTo(2);
    assertThat(replay.err()).contains("a recording of version 9, and this is version 3");
    assertThat(run("sim --replay", folder.resolve("none").toString()).code()).isEqualTo(2);
  }
}
