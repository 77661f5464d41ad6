package dev.p2.cli;

import dev.p2.cli.input.InputException;
import dev.p2.cli.output.Console;
import dev.p2.net.record.MalformedEntryException;
import dev.p2.sim.RunFailedException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** What a failure says, and its exit code. */
final class Failures {
  private Failures() {}

  /** Flags that do not fit: one line, what was perhaps meant, and where to look. */
  static int parameters(CommandLine.ParameterException e, Console console, List<String> args) {
    boolean verb = !args.isEmpty() && Verbs.NAMES.contains(args.getFirst());
    boolean noVerb = !verb && !args.isEmpty() && !args.getFirst().startsWith("-");
    console.complain(
        "p2: " + (noVerb ? "there is no verb " + args.getFirst() : words(e.getMessage())));
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String near =
          unmatched.getSuggestions().stream().limit(3).collect(Collectors.joining(" or "));
      if (!near.isEmpty()) console.complain("  hint: did you mean " + near + "?");
    }
    console.complain(
        "  hint: p2 " + (verb ? args.getFirst() + " " : "") + "--help lists what there is");
    return Verb.WRONG_INPUT;
  }

  /** The run needs more memory than the JVM may take. */
  static int memory(Console console) {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    console.complain("p2: the run needs more memory than the " + heap + " MB that it may have");
    console.complain("  hint: take fewer nodes, or more memory: P2_JAVA_OPTS=-Xmx8g ./p2 …");
    return Verb.FAILED;
  }

  /** What a verb threw. */
  static int execution(Exception e, Console console, boolean debug) {
    if (debug) e.printStackTrace(console.err());
    switch (e) {
      case InputException wrong -> {
        wrong.lines().forEach(console::complain);
        return Verb.WRONG_INPUT;
      }
      case OutputException lost -> lost.lines().forEach(console::complain);
      case RunFailedException failed -> console.complain("p2: " + failed.getMessage());
      case MalformedEntryException damaged ->
          console.complain("p2: the recording is damaged: " + damaged.getMessage());
      default ->
          console.complain("p2: internal error: " + e + (debug ? "" : "; --debug shows where"));
    }
    return Verb.FAILED;
  }

  /** The first line of what picocli says, in words for who has not written Java. */
  private static String words(String message) {
    String line = message.lines().findFirst().orElse(message);
    return line.replaceFirst(
        "^Invalid value for option '([^']*)': '(.*)' is not an? (int|long)$",
        "$1 $2: a whole number is expected");
  }
}
