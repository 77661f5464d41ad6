package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Signals and readers that go away, at real nodes, experiments and simulations. */
@EnabledOnOs(OS.LINUX)
class InterruptedRunsTest {
  private static final long SECONDS_MAX = 100;

  @TempDir Path folder;

  private String program;

  @BeforeEach
  void write() throws IOException {
    program =
        Files.writeString(
                folder.resolve("beat.olg"),
                """
                table last(@N: addr, At: time) keys(1).
                b1 last(@N, f_now()) :- periodic(@N, _, 100ms).
                b2 heard(@M, N) :- last(@N, _), M := LANDMARK.
                """)
            .toString();
  }

  /** A command in a process of its own; its standard error is in a file. */
  private final class Running implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final BufferedReader out;

    Running(String... words) throws IOException {
      process =
          new ProcessBuilder(CommandLineRun.command(words))
              .redirectError(errors().toFile())
              .start();
      // Where this JVM was started with SIGINT ignored, so is that one's: it must not go on for
      // ever.
      CompletableFuture.delayedExecutor(SECONDS_MAX, TimeUnit.SECONDS)
          .execute(process::destroyForcibly);
      out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Reads up to a line that is awaited. */
    Running until(Predicate<String> awaited) throws IOException {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (awaited.test(line)) return this;
      }
      throw new AssertionError(lines + "\n" + said());
    }

    Running signal(String name) throws Exception {
      new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
      return this;
    }

    /** Reads to the end; the exit code. */
    int end() throws Exception {
      out.lines().forEach(lines::add);
      return process.waitFor();
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      out.close();
    }
  }

  private Path errors() {
    return folder.resolve("errors.txt");
  }

  private String said() throws IOException {
    return Files.readString(errors());
  }

  private String recording() {
    return folder.resolve("run.p2rec").toString();
  }

  private String[] outputs(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of(
            "--watch",
            "last",
            "--dump",
            "last",
            "--digest",
            "--format",
            "json",
            "--stats",
            folder.resolve("stats.json").toString(),
            "--record",
            recording()));
    return all.toArray(String[]::new);
  }

  /** All that the run has written is whole, and the recording replays as the run was. */
  private void requireComplete(List<String> lines) throws IOException {
    assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(lines.getLast()).startsWith("{\"digest\":");
    assertThat(lines).anyMatch(line -> line.contains("\"relation\":\"last\",\"values\":[\"127."));
    assertThat(Files.readString(folder.resolve("stats.json")))
        .startsWith("{\"virtualSeconds\":")
        .endsWith("}\n");
    var replay = CommandLineRun.of("sim", "--replay", recording(), "--digest", "--format", "json");
    assertThat(replay.code()).as(replay.err()).isZero();
    assertThat(replay.err()).doesNotContain("cut off", "not ended");
    assertThat(replay.lines().getLast()).isEqualTo(lines.getLast());
  }

  @Test
  void ctrlCEndsARealNodeInGoodOrder() throws Exception {
    try (var run = new Running(outputs("run", program, "--listen", "127.0.0.1:0"))) {
      int code = run.until(line -> line.contains("replace")).signal("-INT").end();
      assertThat(code).as(said()).isEqualTo(130);
      requireComplete(run.lines);
    }
  }

  @Test
  void sigtermIsHowARealNodeIsEnded() throws Exception {
    try (var run = new Running(outputs("run", program, "--listen", "127.0.0.1:0"))) {
      int code = run.until(line -> line.contains("replace")).signal("-TERM").end();
      assertThat(code).as(said()).isZero();
      requireComplete(run.lines);
    }
  }

  @Test
  void ctrlCWhileNodesStartEndsAllOfThem() throws Exception {
    try (var run = new Running(outputs("up", program, "--nodes", "200", "--base-port", "0"))) {
      int code = run.until(line -> line.contains("\"relation\":\"last\"")).signal("-INT").end();
      assertThat(code).as(said()).isEqualTo(130);
      assertThat(said()).doesNotContain("200 nodes on");
      requireComplete(run.lines);
    }
  }

  @Test
  void anExperimentThatIsInterruptedKeepsWhatIsFinishedAndGoesOn() throws Exception {
    String out = folder.resolve("results").toString();
    String[] words = {
      "experiment", "chord-static", "--quick", "--threads", "1", "--seeds", "1", "--out", out
    };
    try (var run = new Running(words)) {
      while (run.process.isAlive() && trials(out) == 0) Thread.onSpinWait();
      assertThat(run.signal("-INT").end()).as(said()).isEqualTo(130);
    }
    assertThat(said()).contains("--resume goes on");
    assertThat(trials(out)).isPositive();
    try (var tables = Files.walk(Path.of(out))) {
      for (Path file : tables.filter(f -> f.toString().endsWith(".csv")).toList())
        assertThat(Files.readString(file)).as(file.toString()).endsWith("\n");
    }
    try (var all = Files.list(Path.of(out, "trials"))) {
      assertThat(all.filter(f -> f.getFileName().toString().startsWith("."))).isEmpty();
    }
  }

  private static long trials(String out) throws IOException {
    Path trials = Path.of(out, "trials");
    if (!Files.isDirectory(trials)) return 0;
    try (var all = Files.list(trials)) {
      return all.filter(trial -> !trial.getFileName().toString().startsWith(".")).count();
    }
  }

  @Test
  void aSimulationEndsWhenNobodyReadsItAnyMore() throws Exception {
    try (var run = new Running(outputs("sim", program, "--nodes", "3"))) {
      run.until(line -> line.contains("\"relation\":\"last\""));
      run.out.close();
      assertThat(run.process.waitFor()).as(said()).isZero();
    }
    assertThat(said()).doesNotContain("Exception", "not whole");
    assertThat(Files.readString(folder.resolve("stats.json"))).endsWith("}\n");
    CommandLineRun replay = CommandLineRun.of("sim", "--replay", recording());
    assertThat(replay.code()).as(replay.err()).isZero();
    assertThat(replay.err()).doesNotContain("cut off", "not ended");
  }

  @Test
  void realNodesEndWhenNobodyReadsThemAnyMore() throws Exception {
    try (var run = new Running(outputs("up", program, "--nodes", "2", "--base-port", "0"))) {
      run.until(line -> line.contains("\"relation\":\"last\""));
      run.out.close();
      assertThat(run.process.waitFor()).as(said()).isZero();
    }
    assertThat(said()).doesNotContain("Exception", "not whole");
    assertThat(CommandLineRun.of("sim", "--replay", recording()).code()).isZero();
  }
}
