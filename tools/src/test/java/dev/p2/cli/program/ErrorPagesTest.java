package dev.p2.cli.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.lint.Lint;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.DiagnosticPrinter;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages of the diagnostics: a wrong program with the message that it really gives, and the same
 * mended. {@code -Dp2.update} rewrites the messages and the index.
 */
final class ErrorPagesTest {
  private static final Path FOLDER = Path.of("src/main/resources/dev/p2/cli/errors");

  /** The indented parts of a page. */
  private record Page(String code, List<String> parts, boolean linkRestricted) {
    String wrong() {
      return parts.get(0);
    }

    String message() {
      return parts.get(1);
    }

    String mended() {
      return parts.get(2);
    }
  }

  static Stream<String> codesOfTheChecker() {
    return ErrorPages.codes().stream().filter(code -> !code.startsWith("P2-R"));
  }

  private static Page page(String code) {
    String text = ErrorPages.page(code);
    List<String> parts = new ArrayList<>();
    var part = new StringBuilder();
    for (String line : text.lines().toList()) {
      boolean inside = line.startsWith("    ") || line.isEmpty() && !part.isEmpty();
      if (inside) {
        part.append(line.isEmpty() ? "" : line.substring(4)).append('\n');
      } else if (!part.isEmpty()) {
        parts.add(part.toString().strip() + "\n");
        part.setLength(0);
      }
    }
    if (!part.isEmpty()) parts.add(part.toString().strip() + "\n");
    return new Page(code, parts, text.contains("--link-restricted example.olg"));
  }

  private static Checked check(String program, boolean linkRestricted) {
    var parsed =
        Parser.parse(
            List.of(new Source("example.olg", program)),
            new ParseOptions(Map.of(), _ -> Optional.empty(), false));
    return Lint.check(parsed, new CheckOptions(Map.of(), linkRestricted));
  }

  private static String said(Page page) {
    return check(page.wrong(), page.linkRestricted()).diagnostics().stream()
        .filter(d -> d.code().equals(page.code()))
        .map(DiagnosticPrinter::print)
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("codesOfTheChecker")
  void showsTheMessageThatItsProgramGivesAndNoOtherError(String code) throws IOException {
    Page page = page(code);
    String said = said(page);
    if (System.getProperty("p2.update") != null) {
      Path file = FOLDER.resolve(code + ".md");
      String text = Files.readString(file, UTF_8);
      Files.writeString(file, text.replace(indented(page.message()), indented(said)), UTF_8);
    }
    assertThat(page.message()).isEqualTo(said);
    assertThat(check(page.wrong(), page.linkRestricted()).diagnostics())
        .filteredOn(Diagnostic::isError)
        .extracting(Diagnostic::code)
        .allMatch(code::equals);
  }

  private static String indented(String text) {
    return text.lines().map(l -> "    " + l).collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @MethodSource("codesOfTheChecker")
  void mendsTheProgram(String code) {
    Page page = page(code);
    assertThat(check(page.mended(), page.linkRestricted()).diagnostics())
        .filteredOn(d -> d.isError() || d.code().equals(code))
        .isEmpty();
  }

  @Test
  void theIndexNamesEveryCodeWithItsTitle() throws IOException {
    var index = new StringBuilder("# Diagnostics\n\n");
    index.append(
        "`./p2 check --explain CODE` prints these pages. Errors stop a program before it starts;"
            + " warnings and notes do not.\n\n| code | |\n|---|---|\n");
    for (String code : ErrorPages.codes()) {
      String title = ErrorPages.page(code).lines().findFirst().orElseThrow();
      String rest = title.substring(("# " + code).length()).strip().replace("|", "\\|");
      index.append("| [").append(code).append("](").append(code).append(".md) | ");
      index.append(rest).append(" |\n");
    }
    Path file = FOLDER.resolve("README.md");
    if (System.getProperty("p2.update") != null) Files.writeString(file, index, UTF_8);
    assertThat(Files.readString(file, UTF_8)).isEqualTo(index.toString());
  }

  @Test
  void everyPageIsInTheIndexAndTheOtherWayRound() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> pages =
          files
              .map(f -> f.getFileName().toString())
              .filter(name -> name.startsWith("P2-"))
              .map(name -> name.replace(".md", ""))
              .toList();
      assertThat(ErrorPages.codes()).containsExactlyInAnyOrderElementsOf(pages);
    }
  }
}
