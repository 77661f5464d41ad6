package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The language as data: every {@code olg/CHAPTER/CASE.olg} is run by {@code p2 sim --format json}
 * and must print its {@code .expected}. The first line is the sentence that the case proves; a
 * second line {@code // flags: …} adds flags, in which files are named relative to the case's
 * folder; a second line {@code // check: …} runs {@code p2 check} instead, with those flags. Errors
 * that the first line names, and the command ends with exit 2, must be reported. {@code
 * -Dp2.update=true} writes the expected files instead.
 */
class LanguageCasesTest {
  private static final Path ROOT = root();
  private static final Pattern CODE = Pattern.compile("P2-\\d+");
  private static final String FLAGS = "// flags:";
  private static final String CHECK = "// check:";

  /** The folder in the source tree, so that an update changes what is committed. */
  private static Path root() {
    Path here = Path.of("src/test/resources/olg");
    return Files.isDirectory(here) ? here : Path.of("tools").resolve(here);
  }

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".olg"))
          .map(ROOT::relativize)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void printsWhatIsExpected(Path name) throws IOException {
    Path program = ROOT.resolve(name);
    Path expected = Path.of(program.toString().replaceAll("\\.olg$", ".expected"));
    List<String> lines = Files.readAllLines(program);
    assertThat(lines.getFirst()).as("the sentence that %s proves", name).startsWith("// ");

    CommandLineRun run = CommandLineRun.of(arguments(program, lines.get(1)));

    if (run.code() == 2) {
      CODE.matcher(lines.getFirst())
          .results()
          .map(MatchResult::group)
          .forEach(code -> assertThat(run.out() + run.err()).contains(code));
    }
    String folder = program.getParent() + "/";
    String printed =
        run.out().replace(folder, "") + (run.code() == 0 ? "" : "exit " + run.code() + "\n");
    if (Boolean.getBoolean("p2.update")) {
      Files.writeString(expected, printed);
    } else {
      assertThat(printed)
          .as("%s: %s%nstandard error: %s", name, lines.getFirst().substring(3), run.err())
          .isEqualTo(Files.readString(expected));
    }
  }

  private static String[] arguments(Path program, String second) {
    boolean checked = second.startsWith(CHECK);
    String verb = checked ? "check" : "sim";
    var arguments = new ArrayList<>(List.of(verb, program.toString(), "--format", "json"));
    if (!checked && !second.startsWith(FLAGS)) return arguments.toArray(String[]::new);
    String flags = second.substring(second.indexOf(':') + 1).strip();
    if (flags.isEmpty()) return arguments.toArray(String[]::new);
    String flag = "";
    for (String word : flags.split("\\s+")) {
      arguments.add(named(program, flag, word));
      flag = word;
    }
    return arguments.toArray(String[]::new);
  }

  private static String named(Path program, String flag, String word) {
    return switch (flag) {
      case "--inject" -> program.resolveSibling(word).toString();
      case "--facts" -> {
        int equals = word.indexOf('=');
        yield word.substring(0, equals + 1) + program.resolveSibling(word.substring(equals + 1));
      }
      default -> word;
    };
  }
}
