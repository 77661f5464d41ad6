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
}
