package dev.p2.cli;

import dev.p2.cli.find.Swarm.Found;
import dev.p2.cli.find.Swarm.Outcome;
import dev.p2.cli.output.Console;
import dev.p2.cli.output.JsonText;
import dev.p2.cli.output.ShellText;
import dev.p2.lang.value.Duration;
import dev.p2.sim.SimulationOptions.Latency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code p2 sim --swarm}: tells what came of it, and writes the scenario that repeats it. */
final class SwarmRun {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Console console;
  private final String file;
  private final List<String> words;
  private final SwarmInputs inputs;
  private final boolean json;

  /**
   * Tells of a swarm.
   *
   * @param file where the scenario goes
   * @param words the command that repeats it, up to {@code --scenario}
   */
  SwarmRun(Console console, String file, List<String> words, SwarmInputs inputs, boolean json) {
    this.console = console;
    this.file = file;
    this.words = List.copyOf(words);
    this.inputs = inputs;
    this.json = json;
  }

  /** Prints the outcome; the exit code. */
  int tell(Outcome outcome) {
    String repeat = outcome.smallest().map(this::keep).orElse("");
    if (json) console.data(object(outcome, repeat));
    else lines(outcome, repeat).forEach(console::data);
    return outcome.first().isEmpty() ? Verb.FINE : Verb.FAILED;
  }

  /** Writes what repeats a run; the command that does. */
  private String keep(Found found) {
    SwarmInputs.Repeat input =
        inputs.repeat(
            IntStream.range(0, found.nodes()).mapToObj(i -> "n" + i).collect(Collectors.toSet()),
            file);
    write(file, found.scenario());
    input.files().forEach(SwarmRun::write);
    return command(found, input.flags());
  }

  private static void write(String name, String text) {
    try {
      Files.writeString(Path.of(name), text);
    } catch (IOException e) {
      throw new OutputException("--swarm-out " + name + " is not whole: " + e.getMessage());
    }
  }

  private String command(Found found, List<String> inputs) {
    var all = new ArrayList<>(words);
    if (!found.latency().equals(Latency.DEFAULT))
      all.addAll(List.of("--latency", text(found.latency())));
    all.addAll(inputs);
    all.addAll(List.of("--scenario", file));
    return ShellText.command(all);
  }

  private static String text(Latency latency) {
    String least = duration(latency.nanosMin());
    return latency.constant() ? least : least + ".." + duration(latency.nanosMax());
  }

  private static String duration(long nanos) {
    return nanos % NANOS_PER_MILLI == 0 ? nanos / NANOS_PER_MILLI + "ms" : nanos + "ns";
  }

  private List<String> lines(Outcome outcome, String repeat) {
    var lines = new ArrayList<String>();
    lines.add(
        outcome.runs()
            + " runs: "
            + outcome.held()
            + " held"
            + (outcome.first().isEmpty() ? "" : ", broke:"));
    outcome.broke().forEach((what, count) -> lines.add("  " + what + ": " + count));
    if (outcome.first().isEmpty()) return lines;
    Found first = outcome.first().get();
    Found small = outcome.smallest().orElseThrow();
    lines.add("first: " + size(first) + ": " + first.failure().reason());
    lines.add("made smaller: " + size(small) + ": " + small.failure().reason());
    lines.add("");
    lines.addAll(small.scenario().lines().toList());
    lines.add("");
    lines.add("repeat: " + repeat);
    return lines;
  }

  private static String size(Found found) {
    return "seed "
        + found.seed()
        + ", "
        + found.nodes()
        + (found.nodes() == 1 ? " node, " : " nodes, ")
        + found.mishaps()
        + (found.mishaps() == 1 ? " fault, " : " faults, ")
        + new Duration(found.untilNanos());
  }

  private static String object(Outcome outcome, String repeat) {
    var line =
        new JsonText()
            .field("runs", outcome.runs())
            .field("held", outcome.held())
            .field("broke", outcome.broke());
    outcome
        .smallest()
        .ifPresent(
            found ->
                line.field("nodes", found.nodes())
                    .field("seed", found.seed())
                    .seconds("until", found.untilNanos())
                    .field("faults", found.mishaps())
                    .field("reason", found.failure().reason())
                    .field("scenario", found.scenario())
                    .field("repeat", repeat));
    return line.toString();
  }
}
