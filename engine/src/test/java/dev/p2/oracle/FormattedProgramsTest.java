package dev.p2.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.check.Checker;
import dev.p2.lang.format.Formatter;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.oracle.programs.RandomProgram;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.PlanPrinter;
import dev.p2.plan.Planner;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The formatter keeps the meaning of random programs, however they are laid out, and twice is once.
 */
class FormattedProgramsTest {
  private static final int PROGRAMS = 150;

  @ParameterizedTest(name = "from seed {0}")
  @ValueSource(longs = {1, 1000, 2000})
  void keepsTheMeaningOfRandomPrograms(long first) {
    int valid = 0;
    for (long seed = first; seed < first + PROGRAMS; seed++) {
      String text = laidOut(RandomProgram.of(seed, 1).getFirst().program(), new Random(seed));
      Optional<String> plan = plan(text);
      if (plan.isEmpty()) continue; // the generator's own slips
      valid++;
      String formatted = format(text);
      assertThat(plan(formatted)).as("seed %d, meaning of%n%s", seed, text).isEqualTo(plan);
      assertThat(format(formatted)).as("seed %d, twice", seed).isEqualTo(formatted);
      assertThat(comments(formatted)).as("seed %d, comments", seed).isEqualTo(comments(text));
    }
    assertThat(valid).isGreaterThan(PROGRAMS / 2);
  }

  /**
   * The text with other white space, and with comments, where the grammar has a comma or {@code
   * :-}.
   */
  private static String laidOut(String text, Random random) {
    var out = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c);
      if (c == '"') quoted = !quoted;
      boolean joint = c == ',' || c == '-' && text.charAt(i - 1) == ':';
      if (quoted || !joint) continue;
      out.append(blank(random));
    }
    return out.toString();
  }

  private static String blank(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> "\n";
      case 1 -> "\n\n\t ";
      case 2 -> " /* c" + random.nextInt(10) + " */ ";
      case 3 -> " // c" + random.nextInt(10) + "\n";
      case 4 -> "    ";
      default -> "";
    };
  }

  private static String format(String text) {
    var formatted = Formatter.format(new Source("random.olg", text), ParseOptions.plain());
    assertThat(formatted.errors()).isEmpty();
    return formatted.text();
  }

  private static List<String> comments(String text) {
    return text.lines().flatMap(FormattedProgramsTest::commentsOf).toList();
  }

  private static Stream<String> commentsOf(String line) {
    return Pattern.compile("/\\* c\\d \\*/|// c\\d")
        .matcher(line)
        .results()
        .map(MatchResult::group);
  }

  /** The plan as text, where the program has no errors. Places are left out. */
  private static Optional<String> plan(String text) {
    Checked checked =
        Checker.check(
            Parser.parse(List.of(new Source("random.olg", text)), ParseOptions.plain()),
            CheckOptions.defaults());
    return checked
        .program()
        .map(p -> PlanPrinter.of(Planner.plan(p, PlanOptions.DEFAULT), Optional.empty()).text())
        .map(t -> t.replaceAll("random\\.olg:\\d+:\\d+", "").replaceAll("\\brule\\d+", "rule"));
  }
}
