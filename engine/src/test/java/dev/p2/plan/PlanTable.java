package dev.p2.plan;

import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.check.Checker;
import dev.p2.lang.program.Program;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table of plans, of {@code src/test/resources/plan}: declarations for all cases, then cases. A
 * case is a claim behind {@code #}, rules, a line {@code ----}, and the strands that they become.
 * With {@code -Dp2.update} the strands are rewritten; look at every changed line before you commit.
 */
record PlanTable(String name, String declarations, List<Case> cases) {
  private static final String RULE_OFF = "----\n";

  /** One case; {@code expected} is what stands below the line. */
  record Case(String claim, String rules, String expected) {}

  static PlanTable read(String name) {
    try {
      String[] blocks = Files.readString(file(name)).split("(?m)^# ");
      var cases = new ArrayList<Case>();
      for (String block : Arrays.asList(blocks).subList(1, blocks.length)) {
        int title = block.indexOf('\n');
        int line = block.indexOf(RULE_OFF, title);
        String expected = block.substring(line + RULE_OFF.length());
        cases.add(
            new Case(
                block.substring(0, title), block.substring(title + 1, line), expected.strip()));
      }
      return new PlanTable(name, blocks[0], cases);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean updating() {
    return System.getProperty("p2.update") != null;
  }

  /** Writes the table with new expectations, in the order of its cases. */
  void write(List<String> expected) {
    var out = new StringBuilder(declarations);
    for (int i = 0; i < cases.size(); i++) {
      Case c = cases.get(i);
      out.append("# ").append(c.claim()).append('\n').append(c.rules()).append(RULE_OFF);
      out.append(expected.get(i)).append(i + 1 < cases.size() ? "\n\n" : "\n");
    }
    try {
      Files.writeString(file(name), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Program program(Case c) {
    return program(name + ".txt", declarations + c.rules());
  }

  static Program program(String name, String text) {
    var parsed =
        Parser.parse(
            List.of(new Source(name, text)),
            new ParseOptions(Map.of(), file -> Optional.empty(), false));
    Checked checked = Checker.check(parsed, CheckOptions.defaults());
    return checked
        .program()
        .orElseThrow(() -> new IllegalArgumentException(text + checked.diagnostics()));
  }

  /** Every strand on a line, behind its name. */
  static String strands(Program program, Set<String> without) {
    Plan plan = Planner.plan(program, new PlanOptions(without));
    var text = new StrandText(plan);
    return plan.strands().stream()
        .map(s -> s.name() + ": " + text.oneLine(s))
        .collect(Collectors.joining("\n"));
  }

  private static Path file(String name) {
    Path here = Path.of("src/test/resources/plan");
    return (Files.exists(here) ? here : Path.of("engine").resolve(here)).resolve(name + ".txt");
  }
}
