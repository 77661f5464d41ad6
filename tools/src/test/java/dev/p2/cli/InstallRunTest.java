package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that are installed in running nodes: by a scenario, by rules, in virtual time and on
 * sockets.
 */
class InstallRunTest {
  private static final String BASE =
      """
      table seen(@N: addr, key From: addr) lifetime 6s.
      table alarm(@N: addr, key What: any).
      s1 ping(@M, N) :- periodic(@N, _, 1), M := LANDMARK.
      s2 seen(@N, F) :- ping(@N, F).
      """;

  private static final String MONITOR =
      """
      table total(@N: addr, C: int) keys(1).
      m1 total(@N, count<*>) :- seen(@N, _).
      m2 alarm(@N, C) :- total(@N, C), C > 2.
      m3 alarm(@N, R) :- periodic(@N, _, 2), R := f_rand().
      m4 note(@M, N, C) :- total#change(@N, C), M := LANDMARK.
      m5 alarm(@N, From) :- note(@N, From, _).
      """;

  private static final String SCENARIO =
      """
      nodes = 12
      until = "30s"
      [[install]]
      at = "3500ms"
      nodes = ["n0..n5", "n9"]
      file = "monitor.olg"
      [[install]]
      from = "5s"
      to = "7s"
      nodes = "n3..n11"
      file = "monitor.olg"
      [[install]]
      at = "20s"
      nodes = "random 4"
      uninstall = "monitor"
      [[crash]]
      at = "15s"
      nodes = "n4"
      [[restart]]
      at = "17s"
      nodes = "n4"
      """;

  @TempDir Path folder;

  private CommandLineRun sim(String... flags) throws IOException {
    Path base = Files.writeString(folder.resolve("base.olg"), BASE);
    return CommandLineRun.of(
        Stream.concat(Stream.of("sim", base.toString()), Arrays.stream(flags))
            .toArray(String[]::new));
  }

  private String scenario(String text, String monitor) throws IOException {
    Files.writeString(folder.resolve("monitor.olg"), monitor);
    return Files.writeString(folder.resolve("s.toml"), text).toString();
  }

  private static String fine(CommandLineRun run) {
    assertThat(run.code()).as(run.err()).isZero();
    return run.lines().getLast();
  }

  @Test
  void aRunThatInstallsIsTheSameOnEveryNumberOfThreadsAndInItsReplay() throws IOException {
    String scenario = scenario(SCENARIO, MONITOR);
    String file = folder.resolve("run").toString();
    String[] lossy = {"--latency", "5ms..60ms", "--loss", "5%", "--scenario", scenario, "--digest"};
    String digest = fine(sim(with(lossy, "--threads", "1")));
    assertThat(fine(sim(with(lossy, "--threads", "2", "--watch", "alarm")))).isEqualTo(digest);
    assertThat(fine(sim(with(lossy, "--record", file)))).isEqualTo(digest);
    assertThat(fine(CommandLineRun.of("sim", "--replay", file, "--digest"))).isEqualTo(digest);
    for (String from : new String[] {"4s", "16s", "25s"})
      assertThat(fine(CommandLineRun.of("sim", "--replay", file, "--digest", "--from", from)))
          .as("from %s", from)
          .isEqualTo(digest);
    assertThat(sim("--scenario", scenario, "--check-determinism").err()).contains("runs agree");
  }

  private static String[] with(String[] flags, String... more) {
    return Stream.concat(Arrays.stream(flags), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void whatIsWrongWithAProgramToInstallIsToldAtItsPlaceBeforeAnythingRuns() throws IOException {
    String bad = scenario(SCENARIO, "m1 alarm(@N, X) :- seen(@N, _),\n  X := f_noww().\n");
    CommandLineRun run = sim("--scenario", bad, "--digest");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("monitor.olg:2:8: error: unknown function f_noww (did you mean f_now?) (P2-014)");
  }

  @Test
  void aFileThatIsNotThereAndANameThatIsNotInstalledAreExitTwo() throws IOException {
    String scenario = scenario(SCENARIO.replace("\"monitor.olg\"", "\"moniter.olg\""), MONITOR);
    assertThat(sim("--scenario", scenario).code()).isEqualTo(2);
    scenario = scenario(SCENARIO.replace("= \"monitor\"", "= \"monitr\""), MONITOR);
    CommandLineRun run = sim("--scenario", scenario);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("s.toml:15:13: error: no program monitr")
        .contains("did you mean monitor?");
  }

  @Test
  void realNodesInstallRulesAndReplayInTheSimulator() throws IOException {
    String rules =
        "i1 sysInstall(@N, \"m\", \"table hits(@N: addr, C: int) keys(1). m1 hits(@N, count<*>) :-"
            + " seen(@N, _). m2 alarm(@N, C) :- hits(@N, C). m3 call(@M, N) :- periodic(@N, _,"
            + " 200ms), M := LANDMARK. m4 alarm(@N, F) :- call(@N, F).\") :- sysStart(@N, _).\n";
    Path base =
        Files.writeString(folder.resolve("real.olg"), BASE.replace("_, 1)", "_, 300ms)") + rules);
    String file = folder.resolve("run").toString();
    CommandLineRun up =
        CommandLineRun.of(
            ("up "
                    + base
                    + " --nodes 3 --for 2s --base-port 0 --allow-install --digest --watch alarm"
                    + " --record "
                    + file)
                .split(" "));
    assertThat(up.code()).as(up.err()).isZero();
    assertThat(up.out()).contains("alarm(");
    assertThat(up.out().lines().filter(l -> l.contains("alarm(\"127.0.0.1")).count())
        .isGreaterThan(2);
    assertThat(fine(CommandLineRun.of("sim", "--replay", file, "--digest")))
        .isEqualTo(up.lines().getLast());
  }

  private static final String HERE =
      """
      nodes = 2
      until = "20s"
      [[install]]
      at = "3500ms"
      nodes = "n0"
      file = "monitor.olg"
      [[install]]
      at = "9200ms"
      nodes = "n0"
      uninstall = "monitor"
      """;

  private static final String WATCHING = MONITOR + "watch(total).\nwatchmod(alarm, \"i\").\n";

  @Test
  void whatAnInstalledTextWatchesIsShownUntilItIsUninstalled() throws IOException {
    String recording = folder.resolve("run").toString();
    CommandLineRun run = sim("--scenario", scenario(HERE, WATCHING), "--record", recording);
    assertThat(run.lines())
        .anyMatch(l -> l.matches("3\\.5s  n0  insert  total\\(\"n0\", [12]\\)"))
        .anyMatch(l -> l.contains("  n0  insert  alarm(\"n0\", "))
        .allMatch(l -> l.matches("[3-9](\\.\\d+)?s  n0  (insert|replace|delete)  .*"))
        .noneMatch(l -> l.matches(".*(refresh|event)  alarm.*"));
    assertThat(CommandLineRun.of("sim", "--replay", recording).lines()).isEqualTo(run.lines());
  }

  @Test
  void aFlagCountsForMoreThanTheWatchOfAnInstalledText() throws IOException {
    String scenario = scenario(HERE, WATCHING);
    assertThat(sim("--scenario", scenario, "--watch", "alarm").lines())
        .isNotEmpty()
        .allMatch(l -> l.contains("alarm("));
  }

  /** Its own watch says how: the installed one adds nothing to it, and shows nothing twice. */
  @Test
  void aRelationThatTheProgramWatchesItselfIsShownOnce() throws IOException {
    String scenario = scenario(HERE, WATCHING);
    String base = BASE + "watch(alarm).\n";
    Path file = Files.writeString(folder.resolve("watching.olg"), base);
    CommandLineRun run = CommandLineRun.of("sim", file.toString(), "--scenario", scenario);
    assertThat(run.lines().stream().filter(l -> l.contains("alarm("))).doesNotHaveDuplicates();
    assertThat(run.lines()).anyMatch(l -> l.contains("total("));
  }

  @Test
  void aLiveNodeShowsWhatAnInstalledTextWatches() throws IOException {
    Path base =
        Files.writeString(
            folder.resolve("live.olg"),
            """
            i1 sysInstall(@N, "m", T) :- sysStart(@N, _),
                T := "m1 tick(@N, E) :- periodic(@N, E, 0.2). watch(tick).".
            """);
    CommandLineRun up =
        CommandLineRun.of(
            ("up " + base + " --nodes 2 --for 1s --base-port 0 --allow-install").split(" "));
    assertThat(up.code()).as(up.err()).isZero();
    assertThat(up.lines()).anyMatch(l -> l.contains("  event  tick(\"127.0.0.1:"));
  }
}
