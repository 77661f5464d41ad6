package dev.p2.lang.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs with exactly what is to be said of them: a case is {@code == title}, the program, {@code
 * --} and lines such as {@code 3:4 error P2-030}, with {@code | the first hint} behind it where
 * that matters. Nothing else may be said. A title may end in flags in brackets: {@code [--notes
 * --link-restricted --dialect-2005 -D N=4]}; without {@code --notes} only errors and warnings
 * count. {@code -Dp2.update} rewrites what is expected.
 */
final class DiagnosticTablesTest {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "dev", "p2", "lang", "diagnostics");

  private record Case(String file, String title, String program, List<String> expected) {}

  @TestFactory
  Stream<DynamicTest> everyProgramGetsExactlyWhatTheTableSays() throws IOException {
    if (System.getProperty("p2.update") != null) {
      for (Path file : files()) update(file);
    }
    return cases().stream()
        .map(
            c ->
                dynamicTest(
                    c.file() + ": " + c.title(),
                    () -> assertThat(found(c)).as(c.program()).isEqualTo(c.expected())));
  }

  @Test
  void everyCodeOfTheLanguageHasACaseThatShowsIt() throws IOException {
    String all = cases().stream().flatMap(c -> c.expected().stream()).collect(Collectors.joining());
    List<String> codes = new ArrayList<>();
    for (int n = 1; n <= 130; n++) codes.add(String.format(Locale.ROOT, "P2-%03d", n));
    assertThat(codes).filteredOn(code -> documented(code) && !all.contains(code)).isEmpty();
  }

  private static boolean documented(String code) {
    return Files.exists(Path.of("..", "docs", "errors", code + ".md"));
  }

  @Test
  void thereAreMoreThanSixtyBrokenProgramsAndMoreThanThirtyThatAreFine() throws IOException {
    List<Case> cases = cases();
    assertThat(cases).filteredOn(c -> !c.expected().isEmpty()).hasSizeGreaterThan(60);
    assertThat(cases).filteredOn(c -> c.expected().isEmpty()).hasSizeGreaterThan(30);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> list = Files.list(FOLDER)) {
      return list.filter(p -> p.toString().endsWith(".cases")).sorted().toList();
    }
  }

  private static List<Case> cases() throws IOException {
    var all = new ArrayList<Case>();
    for (Path file : files()) {
      for (String text : Files.readString(file, UTF_8).split("(?m)^== ")) {
        if (!text.contains("\n--\n")) continue;
        all.add(read(file, text));
      }
    }
    return all;
  }

  private static Case read(Path file, String text) {
    int line = text.indexOf('\n');
    int end = text.indexOf("\n--\n");
    List<String> expected =
        text.substring(end + 4).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    return new Case(
        file.getFileName().toString(),
        text.substring(0, line),
        text.substring(line + 1, end),
        expected);
  }

  private static List<String> found(Case c) {
    boolean notes = c.title().contains("--notes");
    var lines = new ArrayList<String>();
    for (Diagnostic d : check(c).diagnostics()) {
      if (!notes && d.severity() == Diagnostic.Severity.NOTE) continue;
      boolean hinted =
          lines.size() < c.expected().size() && c.expected().get(lines.size()).contains(" | ");
      String hint = d.hints().isEmpty() ? "no hint" : d.hints().getFirst();
      lines.add(line(d) + (hinted ? " | " + hint : ""));
    }
    return lines;
  }

  private static String line(Diagnostic d) {
    String severity = d.severity().name().toLowerCase(Locale.ROOT);
    return d.span().line() + ":" + d.span().column() + " " + severity + " " + d.code();
  }

  private static Checked check(Case c) {
    Map<String, String> defines = new HashMap<>();
    String[] words = c.title().split("[\\s\\[\\]]+");
    for (int i = 0; i + 1 < words.length; i++) {
      if (!words[i].equals("-D")) continue;
      String[] definition = words[i + 1].split("=", 2);
      defines.put(definition[0], definition.length > 1 ? definition[1] : "1");
    }
    var parsed =
        Parser.parse(
            List.of(new Source("case.olg", c.program())),
            new ParseOptions(defines, _ -> Optional.empty(), c.title().contains("--dialect-2005")));
    return Lint.check(parsed, new CheckOptions(defines, c.title().contains("--link-restricted")));
  }

  private static void update(Path file) throws IOException {
    String text = Files.readString(file, UTF_8);
    var out = new StringBuilder(text.substring(0, text.indexOf("== ")));
    for (String part : text.substring(out.length()).split("(?m)^== ")) {
      if (!part.contains("\n--\n")) continue;
      Case c = read(file, part);
      out.append("== ").append(c.title()).append('\n').append(c.program()).append("\n--\n");
      for (String line : found(c)) out.append(line).append('\n');
      out.append('\n');
    }
    Files.writeString(file, out.toString().stripTrailing() + "\n", UTF_8);
  }
}
