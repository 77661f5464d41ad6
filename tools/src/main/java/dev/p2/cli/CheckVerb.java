package dev.p2.cli;

import dev.p2.cli.output.CalmLines;
import dev.p2.cli.output.Console;
import dev.p2.cli.output.DiagnosticLines;
import dev.p2.cli.output.InOrder;
import dev.p2.cli.program.ErrorPages;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.lang.lint.Calm;
import dev.p2.lang.lint.CalmReport;
import dev.p2.lang.program.Program;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Diagnostic.Severity;
import dev.p2.lang.syntax.DiagnosticPrinter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code p2 check}: parses and analyses; prints diagnostics. */
@Command(name = "check", description = "Parses and analyses a program; prints diagnostics.")
final class CheckVerb extends Verb {
  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "json: one object per diagnostic.")
  private String format = "text";

  @Option(names = "--werror", description = "Warnings fail.")
  private boolean warningsFail;

  @Option(names = "--notes", description = "Shows notes too.")
  private boolean notes;

  @Option(
      names = "--explain",
      paramLabel = "CODE",
      description = "Prints the page of a code, such as P2-014.")
  private String explain = "";

  @Option(
      names = "--calm",
      description = "Says which relations are monotone and where the program needs coordination.")
  private boolean calm;

  CheckVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    boolean json = json(format);
    if (!explain.isEmpty()) {
      console.data(ErrorPages.page(explain).stripTrailing());
      return FINE;
    }
    ProgramLoader.Outcome outcome = ProgramLoader.check(program, false);
    if (calm && outcome.program().isPresent()) return calm(outcome.program().get(), json);
    List<Diagnostic> shown =
        outcome.diagnostics().stream()
            .filter(d -> notes || console.verbose() || d.severity() != Severity.NOTE)
            .toList();
    print(shown, json);
    long errors = count(shown, Severity.ERROR);
    long warnings = count(shown, Severity.WARNING);
    if (!json) console.say(summary(errors, warnings));
    return errors > 0 || warningsFail && warnings > 0 ? WRONG_INPUT : FINE;
  }

  private void print(List<Diagnostic> shown, boolean json) {
    boolean colour = console.colour();
    InOrder.print(
        shown,
        (diagnostic, text) -> {
          if (json) text.append(DiagnosticLines.json(diagnostic)).append('\n');
          else DiagnosticPrinter.print(diagnostic, colour, text);
        },
        console::octets);
  }

  private int calm(Program checked, boolean json) {
    CalmReport report = Calm.of(checked);
    (json ? CalmLines.json(report) : CalmLines.text(report)).forEach(console::data);
    return FINE;
  }

  private static long count(List<Diagnostic> diagnostics, Severity severity) {
    return diagnostics.stream().filter(d -> d.severity() == severity).count();
  }

  private String summary(long errors, long warnings) {
    String what = String.join(" ", program.files) + ": ";
    if (errors == 0 && warnings == 0) return what + "fine";
    return what + plural(errors, "error") + ", " + plural(warnings, "warning");
  }

  private static String plural(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
