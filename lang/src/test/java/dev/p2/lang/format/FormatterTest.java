package dev.p2.lang.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.syntax.Lexeme;
import dev.p2.lang.syntax.Lexemes;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parsed;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the formatter makes of a text; and that the meaning stays, and twice is once. */
class FormatterTest {
  private static final String PLACE = "span=[^,\\]]*:\\d+:\\d+|Span=[^,\\]]*:\\d+:\\d+";

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void writes(String name, String given, String expected) {
    assertThat(format(given)).isEqualTo(expected);
    assertThat(format(expected)).as("twice").isEqualTo(expected);
  }

  /** {@code cases.txt}: a sentence after {@code #}, a text, {@code ----}, what it becomes. */
  static Stream<Object[]> cases() throws IOException {
    try (var in = FormatterTest.class.getResourceAsStream("/format/cases.txt")) {
      String all = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return Stream.of(all.split("(?m)^=== "))
          .filter(text -> !text.isBlank())
          .map(
              text -> {
                String[] parts = text.split("(?m)^----\n");
                int end = parts[0].indexOf('\n');
                String given = parts[0].substring(end + 1);
                return new Object[] {parts[0].substring(0, end), given, parts[1]};
              });
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("repository")
  void keepsTheMeaningOfEveryProgramOfTheRepository(Path file) throws IOException {
    check(Files.readString(file), file.toString());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, 2})
  void keepsTheMeaningHoweverATextIsBroken(long seed) throws IOException {
    var random = new Random(seed);
    List<Path> files = repository();
    for (int i = (int) seed; i < files.size(); i += 3) {
      Path file = files.get(i);
      String text = Files.readString(file);
      if (text.length() < 20_000) check(respaced(text, random), "seed " + seed + ", " + file);
    }
  }

  @Test
  void aTextWithASyntaxErrorIsLeftAlone() {
    var formatted = Formatter.format(new Source("x.olg", "p( 1 )"), ParseOptions.plain());
    assertThat(formatted.text()).isEqualTo("p( 1 )");
    assertThat(formatted.errors()).hasSize(1);
  }

  @Test
  void lineEndsStayThoseOfTheFile() {
    assertThat(format("p(1).\r\n\r\n\r\n// c\r\nq( 2 )."))
        .isEqualTo("p(1).\r\n\r\n// c\r\nq(2).\r\n");
  }

  @Test
  void aLargeFileIsFormattedInTimeInProportion() {
    String rule = "r h(@X,Y,Z):-e(@X,Y),f(@X,Z,[1,2,3]),Y<Z,W:=f_sha1(\"x\"+Y),g(@X,W),k(@X,W,Z). ";
    assertThat(format(rule.repeat(20_000)).lines()).hasSize(20_000);
  }

  private static String format(String text) {
    var formatted = Formatter.format(new Source("test.olg", text), ParseOptions.plain());
    assertThat(formatted.errors()).isEmpty();
    return formatted.text();
  }

  private static void check(String text, String which) {
    Parsed before = parse(text);
    if (before.failed()) return;
    String formatted = format(text);
    Parsed after = parse(formatted);
    assertThat(meaning(after)).as(which).isEqualTo(meaning(before));
    assertThat(format(formatted)).as("%s, twice", which).isEqualTo(formatted);
    assertThat(comments(formatted)).as(which).isEqualTo(comments(text));
  }

  private static Parsed parse(String text) {
    return Parser.parse(List.of(new Source("test.olg", text)), ParseOptions.plain());
  }

  private static String meaning(Parsed parsed) {
    return parsed.tree().statements().toString().replaceAll(PLACE, "");
  }

  private static List<String> comments(String text) {
    return lexemes(text).stream().filter(Lexeme::isComment).map(Lexeme::text).toList();
  }

  private static List<Lexeme> lexemes(String text) {
    return Lexemes.read(new Source("test.olg", text), ParseOptions.plain()).lexemes();
  }

  /** The text with other white space, and with comments where none were. */
  private static String respaced(String text, Random random) {
    var changed = new StringBuilder();
    Lexeme last = null;
    for (Lexeme piece : lexemes(text)) {
      boolean lines = piece.isLines() || last != null && (last.isLines() || last.isComment());
      boolean free =
          last != null && (last.is(",") || last.is("(") || last.is(":-") || last.is("."));
      if (lines || last == null) changed.append('\n');
      else if (free && !piece.is("#")) changed.append(blank(random));
      else if (piece.firstOnLine()) changed.append('\n');
      else if (piece.spaced()) changed.append(random.nextInt(5) == 0 ? "   " : " ");
      changed.append(piece.text());
      last = piece;
    }
    return changed.toString();
  }

  private static String blank(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "\n";
      case 1 -> "\n\n\t";
      case 2 -> " /* c */ ";
      case 3 -> " // c\n";
      case 4 -> "\n  /* a\n b */\n";
      case 5 -> "   ";
      case 6 -> "\n// d\n";
      case 7 -> " ";
      default -> "";
    };
  }

  static List<Path> repository() throws IOException {
    Path root = Files.isDirectory(Path.of("src")) ? Path.of("..") : Path.of(".");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".olg") || file.toString().endsWith(".plg"))
          .filter(file -> !file.toString().contains("target"))
          .sorted()
          .toList();
    }
  }
}
