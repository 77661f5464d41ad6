package dev.p2.cli;

import dev.p2.cli.input.InputException;
import dev.p2.cli.output.Console;
import dev.p2.cli.program.ProgramFlags;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.DiagnosticPrinter;
import dev.p2.lang.syntax.Source;
import dev.p2.net.record.RecordedText;
import dev.p2.net.record.RecordingHeader;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all verbs that take a program have in common. A call gives the exit code. */
abstract class Verb implements Callable<Integer> {
  static final int FINE = 0;
  static final int FAILED = 1;
  static final int WRONG_INPUT = 2;
  static final int INTERRUPTED = 130;

  /** What a killed process may lose of a recording. */
  static final long RECORD_EVERY_NANOS = 1_000_000_000L;

  final Console console;

  @Mixin ProgramFlags program = new ProgramFlags();

  /** Of the program that {@link #checked} has read, and whether its health check is part of it. */
  private String programDigest = "";

  private List<Source> programTexts = List.of();

  private boolean withHealth;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  @Option(names = "--debug", description = "Shows a Java stack trace where something fails.")
  private boolean debug;

  @Option(
      names = {"-q", "--quiet"},
      description = "Says nothing on standard error but what is wrong.")
  private void quiet(boolean given) {
    if (given) console.talk(Console.Talk.QUIET);
  }

  @Option(
      names = {"-v", "--verbose"},
      description = "Says more: warnings in full, times, what became of datagrams.")
  private void verbose(boolean given) {
    if (given) console.talk(Console.Talk.VERBOSE);
  }

  Verb(Console console) {
    this.console = console;
  }

  /** {@code text} or {@code json}. */
  static boolean json(String format) {
    return format(format, List.of("text", "json")).equals("json");
  }

  /** One of the formats that a verb knows. */
  static String format(String format, List<String> known) {
    String lower = format.toLowerCase(Locale.ROOT);
    if (known.contains(lower)) return lower;
    throw new InputException(
        "--format " + format + ": there is no such format",
        "formats are " + String.join(", ", known));
  }

  /**
   * Reads and checks the program; what is wrong is printed, its warnings are counted.
   *
   * @return the program, or null if it has errors
   */
  Program checked(boolean health) {
    ProgramLoader.Outcome outcome = ProgramLoader.check(program, health);
    programDigest = outcome.digest();
    programTexts = outcome.texts();
    withHealth = health;
    long warnings = 0;
    for (Diagnostic diagnostic : outcome.diagnostics()) {
      if (diagnostic.isError()) console.complain(text(diagnostic));
      else if (diagnostic.severity() == Diagnostic.Severity.WARNING)
        console.detail(text(diagnostic));
      if (diagnostic.severity() == Diagnostic.Severity.WARNING) warnings++;
    }
    if (outcome.program().isPresent() && warnings > 0 && !console.verbose()) {
      String count = warnings == 1 ? "1 warning" : warnings + " warnings";
      console.say(
          "p2: "
              + count
              + "; p2 check "
              + String.join(" ", program.files)
              + " shows "
              + (warnings == 1 ? "it" : "them"));
    }
    return outcome.program().orElse(null);
  }

  String programDigest() {
    return programDigest;
  }

  List<Source> programTexts() {
    return programTexts;
  }

  /** What a recording of this program says about itself. */
  RecordingHeader recordingHeader(Program checked, boolean simulated, List<String> addresses) {
    return new RecordingHeader(
        Version.text(),
        programDigest,
        simulated,
        addresses,
        program.files,
        program.defines,
        program.dialect,
        List.copyOf(program.alsoRead),
        withHealth,
        checked.relations().stream().map(Relation::name).toList(),
        programTexts.stream().map(text -> RecordedText.of(text.name(), text.text())).toList());
  }

  /** Says how long it took from text to loaded classes. */
  void compiledIn(long nanos) {
    console.detail("p2: compiled in " + nanos / 1_000_000 + " ms");
  }

  private String text(Diagnostic diagnostic) {
    return DiagnosticPrinter.print(diagnostic, console.colour()).stripTrailing();
  }
}
