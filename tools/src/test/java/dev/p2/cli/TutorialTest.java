package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tutorial's programs run and print what the pages show. A fence {@code olg NAME} or {@code
 * jsonl NAME} is a file, a fence {@code console} holds commands that begin with {@code $ p2}, each
 * with what it prints on standard output. {@code -Dp2.update=true} writes the output into the
 * pages.
 */
class TutorialTest {
  private static final Path PAGES = Path.of("../docs/tutorial").toAbsolutePath().normalize();
  private static final String FENCE = "```";
  private static final String PROMPT = "$ p2 ";

  @TempDir Path folder;

  static List<String> chapters() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      return pages
          .map(page -> page.getFileName().toString())
          .filter(name -> name.matches("[0-9].*\\.md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chapters")
  void printsWhatThePageShows(String chapter) throws IOException {
    Path page = PAGES.resolve(chapter);
    String text = Files.readString(page);
    String run = run(text.lines().toList());
    if (Boolean.getBoolean("p2.update")) Files.writeString(page, run);
    else assertThat(text).as(chapter).isEqualTo(run);
  }

  /** The page, with what the commands really print. */
  private String run(List<String> lines) throws IOException {
    var page = new ArrayList<String>();
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at++);
      page.add(line);
      if (!line.startsWith(FENCE)) continue;
      var block = new ArrayList<String>();
      while (!lines.get(at).equals(FENCE)) block.add(lines.get(at++));
      at++;
      String[] words = line.substring(FENCE.length()).split(" ");
      if (words[0].equals("console")) page.addAll(console(block));
      else page.addAll(block);
      if (words.length == 2) Files.writeString(folder.resolve(words[1]), text(block));
      page.add(FENCE);
    }
    return text(page);
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private List<String> console(List<String> block) {
    var shown = new ArrayList<String>();
    for (String line : block) {
      if (!line.startsWith(PROMPT)) continue;
      shown.add(line);
      CommandLineRun run = CommandLineRun.of(words(line.substring(PROMPT.length())));
      run.out().replace(folder + "/", "").lines().forEach(shown::add);
    }
    return shown;
  }

  /** The words of a command, names of files in the chapter's folder. */
  private String[] words(String command) {
    return Stream.of(command.split(" "))
        .map(word -> word.matches("[a-z-]+\\.(olg|jsonl|json)") ? folder + "/" + word : word)
        .toArray(String[]::new);
  }
}
