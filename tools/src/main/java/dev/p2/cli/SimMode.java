package dev.p2.cli;

import dev.p2.cli.input.InputException;
import dev.p2.cli.output.Console;
import java.util.List;
import java.util.function.Predicate;

/**
 * What {@code p2 sim} does other than one plain run, and which flags mean nothing there. A flag
 * whose output would not come is refused; one that describes a run that is replayed is told of.
 */
enum SimMode {
  REPLAY(
      "--replay",
      List.of("--record", "--stats", "--check-determinism", "--swarm", "--swarm-out"),
      "leave it out; --dump, --watch, --never and --digest tell what happened"),
  CHECK_DETERMINISM(
      "--check-determinism",
      List.of("--record", "--stats", "--dump", "--watch", "--never", "--swarm", "--swarm-out"),
      "leave one of them out: two runs are compared, and nothing else"),
  SWARM(
      "--swarm",
      List.of(
          "--record",
          "--stats",
          "--dump",
          "--watch",
          "--digest",
          "--loss",
          "--reorder",
          "--duplicate",
          "--budget-rounds",
          "--budget-derivations",
          "--allow-install"),
      "leave it out: a swarm draws its faults, and prints a scenario to look at one run with"),
  PLAIN(
      "a run without --swarm", List.of("--swarm-out"), "add --swarm 200, or leave out --swarm-out");

  private static final List<String> OF_THE_RECORDED_RUN =
      List.of(
          "--nodes",
          "--names",
          "--seed",
          "--latency",
          "--loss",
          "--reorder",
          "--duplicate",
          "--topology",
          "--scenario",
          "--facts",
          "--csv-header",
          "--inject",
          "--budget-rounds",
          "--budget-derivations",
          "--allow-install");

  private final String name;
  private final List<String> refused;
  private final String hint;

  SimMode(String name, List<String> refused, String hint) {
    this.name = name;
    this.refused = refused;
    this.hint = hint;
  }

  /**
   * Refuses flags that would do nothing.
   *
   * @param given whether a flag was given
   */
  void require(Predicate<String> given, Console console) {
    for (String flag : refused)
      if (given.test(flag)) throw new InputException(flag + " does nothing with " + name, hint);
    if (this != REPLAY) return;
    List<String> idle = OF_THE_RECORDED_RUN.stream().filter(given).toList();
    if (!idle.isEmpty())
      console.say(
          "p2: "
              + String.join(", ", idle)
              + (idle.size() == 1 ? " changes" : " change")
              + " nothing: what is replayed is as it was recorded");
  }
}
