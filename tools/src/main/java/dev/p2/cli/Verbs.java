package dev.p2.cli;

import dev.p2.cli.output.Console;
import java.io.InputStream;
import java.util.List;

/** The verbs by name. */
final class Verbs {
  /** In the order of the help. */
  static final List<String> NAMES =
      List.of("check", "plan", "fmt", "sim", "run", "up", "test", "experiment");

  private Verbs() {}

  /** The verb of that name, or null. */
  static Verb create(String name, Console console, InputStream in) {
    return switch (name) {
      case "check" -> new CheckVerb(console);
      case "plan" -> new PlanVerb(console);
      case "fmt" -> new FmtVerb(console, in);
      case "sim" -> new SimVerb(console);
      case "run" -> new RunVerb(console, in);
      case "up" -> new UpVerb(console, in);
      case "test" -> new TestVerb(console);
      case "experiment" -> new ExperimentVerb(console);
      default -> null;
    };
  }
}
