package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the front page shows is what a newcomer sees. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void theTenLineProgramIsTheFirstExampleAndPrintsWhatThePageSays() throws IOException {
    String program = blockThatBegins("/* ping.olg");
    assertThat(Files.readString(ROOT.resolve("examples/01-ping/ping.olg"))).isEqualTo(program);
    String shown = blockThatBegins("$ ./p2 sim");
    String command = shown.lines().findFirst().orElseThrow();
    String[] words = command.substring("$ ./p2 ".length()).split(" ");
    words[1] = ROOT.resolve(words[1]).toString();
    CommandLineRun run = CommandLineRun.of(words);
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(shown.substring(command.length() + 1));
  }

  @Test
  void theMistakeOnThePageIsToldAsThePageSays() throws IOException {
    String program =
        blockThatBegins("/* ping.olg").replace("heard(@Me, Peer, T) :-", "heard(@Me, Peer) :-");
    Path file = Files.writeString(folder.resolve("ping.olg"), program);
    String shown = blockThatBegins("$ ./p2 check ping.olg");
    CommandLineRun run = CommandLineRun.of("check", file.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out().replace(folder + "/", ""))
        .isEqualTo(shown.substring(shown.indexOf('\n') + 1));
  }

  @Test
  void everyPlaceThatThePageLinksToIsThere() throws IOException {
    var links = new ArrayList<String>();
    var pattern = java.util.regex.Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(readme());
    while (pattern.find()) links.add(pattern.group(1));
    assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  /** The text between fences whose first line begins so. */
  private static String blockThatBegins(String start) throws IOException {
    List<String> parts = List.of(readme().split("(?m)^```\\R"));
    return parts.stream()
        .filter(part -> part.startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError("README.md has no block that begins with " + start));
  }
}
