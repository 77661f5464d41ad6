package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever ends a process or fills a disk, output files are readable, and what is missing is said.
 */
@EnabledOnOs(OS.LINUX)
class OutputFilesTest {
  @TempDir Path folder;

  private String program;

  @BeforeEach
  void write() throws IOException {
    program =
        Files.writeString(
                folder.resolve("endless.olg"),
                """
                materialize(last, infinity, infinity, keys(1)).
                t1 tick(@M, E) :- periodic(@N, E, 1), M := LANDMARK.
                t2 last(@N, E) :- tick(@N, E).
                """)
            .toString();
  }

  private String recording() {
    return folder.resolve("run.p2rec").toString();
  }

  private Path output() {
    return folder.resolve("out.jsonl");
  }

  /** The command line in a process of its own, its standard output in a file. */
  private Process start(List<String> before, String... words) throws IOException {
    var command = new ArrayList<>(before);
    command.addAll(CommandLineRun.command(words));
    return new ProcessBuilder(command).redirectOutput(output().toFile()).start();
  }

  private String[] endless() {
    return new String[] {
      "sim",
      program,
      "--nodes",
      "3",
      "--watch",
      "tick",
      "--dump",
      "last",
      "--format",
      "json",
      "--digest",
      "--stats",
      folder.resolve("stats.json").toString(),
      "--record",
      recording()
    };
  }

  /** Lets the process write so much, then sends it a signal; what it says on standard error. */
  private String killAt(long bytes, String signal, int code) throws Exception {
    Files.deleteIfExists(Path.of(recording()));
    Process process = start(List.of(), endless());
    try {
      while (process.isAlive() && size() < bytes) TimeUnit.MILLISECONDS.sleep(1);
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
      String said =
          new String(
              process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isEqualTo(code);
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  private long size() throws IOException {
    Path file = Path.of(recording());
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private List<String> lines() throws IOException {
    String text = Files.readString(output());
    assertThat(text).endsWith("\n");
    List<String> lines = text.lines().toList();
    assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    return lines;
  }

  @Test
  void afterCtrlCAtAnyPointAllFilesAreComplete() throws Exception {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 3; i++) {
      killAt(random.nextLong(100, 300_000), "-INT", Verb.INTERRUPTED);
      assertThat(lines().getLast()).startsWith("{\"digest\":");
      assertThat(Files.readString(folder.resolve("stats.json"))).endsWith("}\n");
      CommandLineRun replay =
          CommandLineRun.of("sim", "--replay", recording(), "--digest", "--format", "json");
      assertThat(replay.code()).as(replay.err()).isZero();
      assertThat(replay.err()).doesNotContain("cut off");
      assertThat(replay.lines().getLast()).as("the run's own digest").isEqualTo(lines().getLast());
    }
  }

  @Test
  void aKilledProcessLeavesWhatItHadWritten() throws Exception {
    var random = new SplittableRandom(8);
    for (int i = 0; i < 3; i++) {
      long bytes = random.nextLong(40_000, 300_000);
      killAt(bytes, "-KILL", 128 + 9);
      lines();
      CommandLineRun replay = CommandLineRun.of("sim", "--replay", recording());
      assertThat(replay.code()).as(replay.err()).isZero();
      assertThat(replay.err()).contains("; the first ", " bytes are usable", "replayed ");
      assertThat(replay.err()).doesNotContain("replayed 0 steps");
    }
  }

  @Test
  void aFullDiskEndsTheRecordingAndTheRunGoesOn() throws Exception {
    // A limit on the size of files stands in for the end of the disk.
    Process process =
        start(
            List.of("sh", "-c", "ulimit -f 100; exec \"$0\" \"$@\""),
            "sim",
            program,
            "--nodes",
            "20",
            "--until",
            "600s",
            "--stats",
            "/dev/full",
            "--record",
            recording());
    String said =
        new String(
            process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(1);
    assertThat(said)
        .contains("--record " + recording() + " is not whole: ", "; its first " + size() + " bytes")
        .contains("hint: p2 sim --replay")
        .contains("--stats /dev/full is not whole: ");
    assertThat(size()).as("at most a buffer is lost").isGreaterThan(51_200 - 40_000);
    CommandLineRun replay = CommandLineRun.of("sim", "--replay", recording());
    assertThat(replay.code()).as(replay.err()).isZero();
    assertThat(replay.err()).contains("; the first " + size() + " bytes are usable");
  }

  @Test
  void aFullDiskUnderStandardOutputIsExitOne() throws Exception {
    Process process =
        start(
            List.of("sh", "-c", "ulimit -f 8; exec \"$0\" \"$@\""),
            "sim",
            program,
            "--until",
            "2000s",
            "--watch",
            "tick",
            "--format",
            "json");
    String said =
        new String(
            process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(said).contains("standard output is not whole: ", "make room on the disk");
    lines(); // the last one is not cut off
    assertThat(Files.size(output())).as("at most a line is missing").isGreaterThan(8 * 512 - 200);
  }

  @Test
  void figuresThatFindNoRoomAreExitOne() {
    CommandLineRun run =
        CommandLineRun.of(
            "sim", program, "--until", "3s", "--dump", "last", "--stats", "/dev/full");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).as("the rows").contains("last(");
    assertThat(run.err())
        .contains("--stats /dev/full is not whole: No space left on device", "make room");
  }

  @Test
  void aRecordingThatCannotBeginIsExitTwo() {
    CommandLineRun run =
        CommandLineRun.of(
            "sim", program, "--until", "3s", "--dump", "last", "--record", "/dev/full");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("--record /dev/full cannot be written: No space left on device");
  }

  /**
   * To open a pipe for writing waits for its reader; to read one from any place but the next cannot
   * be.
   */
  @Test
  @Timeout(60)
  void aPipeIsReplayedFromAndRefusedToRecordTo() throws Exception {
    String pipe = folder.resolve("pipe").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    for (String flag : List.of("--record", "--stats", "--swarm-out")) {
      List<String> words = new ArrayList<>(List.of("sim", program, "--until", "3s", flag, pipe));
      if (flag.equals("--swarm-out")) words.addAll(List.of("--swarm", "2"));
      CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
      assertThat(run.code()).as(flag).isEqualTo(2);
      assertThat(run.err()).contains(flag + " " + pipe + ": it is a pipe", "hint: name a file");
    }
    String file = recording();
    CommandLineRun recorded =
        CommandLineRun.of("sim", program, "--until", "3s", "--digest", "--record", file);
    Process writer = new ProcessBuilder("sh", "-c", "cat " + file + " > " + pipe).start();
    CommandLineRun replayed = CommandLineRun.of("sim", "--replay", pipe, "--digest");
    assertThat(replayed.err()).as(replayed.err()).contains("replayed");
    assertThat(replayed.out()).isEqualTo(recorded.out());
    assertThat(writer.waitFor()).isZero();
    CommandLineRun endless = CommandLineRun.of("sim", "--replay", "/dev/zero");
    assertThat(endless.code()).isEqualTo(2);
    assertThat(endless.err()).contains("/dev/zero cannot be replayed: it is no recording of P2");
  }

  @Test
  void whatIsRefusedLeavesOldFilesAlone() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept"), "as it was");
    for (String other : List.of("--record", "--stats")) {
      String flag = other.equals("--stats") ? "--record" : "--stats";
      CommandLineRun run =
          CommandLineRun.of(
              "sim", program, "--until", "3s", flag, kept.toString(), other, "/no/such/file");
      assertThat(run.code()).isEqualTo(2);
      assertThat(kept).hasContent("as it was");
    }
  }

  /** By whatever names: of one that is there the system knows. */
  @Test
  void twoOutputsGoToTwoFiles() throws IOException {
    Path file = folder.resolve("not-yet");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("not-yet"));
    Path folderLink = Files.createSymbolicLink(folder.resolve("here"), folder);
    for (Path other : List.of(file, link, folderLink.resolve("not-yet"))) {
      CommandLineRun run =
          CommandLineRun.of(
              "sim", program, "--until", "3s", "--record", other.toString(), "--stats", "" + file);
      assertThat(run.err()).contains("--record and --stats name the same file");
      assertThat(run.code()).isEqualTo(2);
      assertThat(file).doesNotExist();
    }
  }
}
