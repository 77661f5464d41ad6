package dev.p2.cli.test;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.Words;
import dev.p2.cli.scenario.ScenarioFile;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Faults;
import dev.p2.sim.SimulationOptions.Latency;
import dev.p2.sim.scenario.Scenario.RunWishes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What {@code p2:run} says: the flags of {@code p2 sim} that a test may have. */
final class RunFlags {
  private static final List<String> NAMES =
      List.of(
          "--nodes",
          "--names",
          "--seed",
          "--until",
          "--latency",
          "--loss",
          "--reorder",
          "--duplicate",
          "--facts",
          "--csv-header",
          "--inject",
          "--scenario",
          "-D");
  private static final int SEEDS_MAX = 10_000;

  private Optional<List<String>> addresses = Optional.empty();
  private Optional<List<Long>> seeds = Optional.empty();
  private Optional<Long> untilNanos = Optional.empty();
  private Latency latency = Latency.DEFAULT;
  private double lossShare;
  private double reorderShare;
  private double duplicateShare;
  private boolean csvHeader;
  private Optional<Named> scenario = Optional.empty();
  private Optional<ScenarioFile> played = Optional.empty();
  private final List<Named> facts = new ArrayList<>();
  private final List<Named> injections = new ArrayList<>();
  private final List<String> defines = new ArrayList<>();

  List<String> addresses() {
    return addresses.orElseGet(() -> numbered(wishes().nodes().orElse(1)));
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  /** What the scenario says of the run, which flags overrule. */
  private RunWishes wishes() {
    return played.map(ScenarioFile::wishes).orElse(RunWishes.NONE);
  }

  /** The scenario that a directive names. */
  Optional<Named> scenario() {
    return scenario;
  }

  /** The scenario that is played. */
  Optional<ScenarioFile> played() {
    return played;
  }

  void play(ScenarioFile file) {
    played = Optional.of(file);
  }

  List<Long> seeds() {
    return seeds.orElseGet(() -> List.of(wishes().seed().orElse(1L)));
  }

  Optional<Long> untilNanos() {
    return untilNanos.or(wishes()::untilNanos);
  }

  boolean csvHeader() {
    return csvHeader;
  }

  /** What a flag names, and where it stands. */
  record Named(Directive directive, Directive.Word word) {
    String text() {
      return word.text();
    }

    /** What {@code read} makes of it; wrong input that has no place of its own is here. */
    <T> T read(Supplier<T> read) {
      try {
        return read.get();
      } catch (InputException e) {
        throw e.place().isPresent() ? e : directive.error(word, e);
      }
    }
  }

  List<Named> facts() {
    return facts;
  }

  List<Named> injections() {
    return injections;
  }

  List<String> defines() {
    return defines;
  }

  SimulationOptions options(long seed) {
    return SimulationOptions.of(addresses())
        .withSeed(seed)
        .withLatency(latency)
        .withFaults(new Faults(lossShare, reorderShare, duplicateShare));
  }

  /** Takes in one more {@code p2:run}; what it says overrides what was said before. */
  void add(Directive directive) {
    List<Directive.Word> words = directive.words();
    for (int i = 0; i < words.size(); i++) {
      Directive.Word flag = words.get(i);
      if (!NAMES.contains(flag.text()))
        throw directive
            .error(flag, "a test has no flag " + flag.text())
            .hint(Suggestion.didYouMean(flag.text(), NAMES))
            .hint("flags are " + String.join(", ", NAMES));
      if (flag.text().equals("--csv-header")) {
        csvHeader = true;
        continue;
      }
      if (++i == words.size())
        throw directive
            .error(flag, flag.text() + " needs a value")
            .hint("flags are as those of p2 sim");
      Directive.Word value = words.get(i);
      try {
        switch (flag.text()) {
          case "--facts" -> facts.add(new Named(directive, value));
          case "--inject" -> injections.add(new Named(directive, value));
          case "--scenario" -> scenario = Optional.of(new Named(directive, value));
          default -> set(flag.text(), value.text());
        }
      } catch (InputException e) {
        throw directive.error(value, e);
      }
    }
  }

  private void set(String flag, String value) {
    switch (flag) {
      case "--nodes" -> {
        int count = Math.toIntExact(number(value, 1, Integer.MAX_VALUE, "a number of nodes"));
        addresses = Optional.of(numbered(count));
      }
      case "--names" -> {
        List<String> names = List.of(value.split(","));
        addresses = Optional.of(names);
        if (new HashSet<>(names).size() < names.size())
          throw new InputException("two nodes have one name", "give each a name of its own");
      }
      case "--seed" -> seeds = Optional.of(seeds(value));
      case "--until" -> untilNanos = Optional.of(Words.durationNanos(value));
      case "--latency" -> {
        List<Long> range = Words.durationRange(value);
        latency = new Latency(range.get(0), range.get(1));
      }
      case "--loss" -> lossShare = Words.share(value);
      case "--reorder" -> reorderShare = Words.share(value);
      case "--duplicate" -> duplicateShare = Words.share(value);
      case "-D" -> defines.add(value);
      default -> throw new AssertionError(flag);
    }
  }

  /** {@code 1}, {@code 1,5,7} or {@code 1..20}. */
  private static List<Long> seeds(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      var seeds = new ArrayList<Long>();
      for (String one : text.split(",", -1))
        seeds.add(number(one, Long.MIN_VALUE, Long.MAX_VALUE, "a seed"));
      return seeds;
    }
    long first = number(text.substring(0, dots), Long.MIN_VALUE, Long.MAX_VALUE, "a seed");
    long last = number(text.substring(dots + 2), first, first + SEEDS_MAX, "the last seed");
    return java.util.stream.LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static long number(String text, long least, long greatest, String what) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= greatest) return number;
    } catch (NumberFormatException e) {
      // said below
    }
    throw new InputException("'" + text + "' is not " + what, hint(what));
  }

  private static String hint(String what) {
    return what.contains("seed") ? "write 1, 1,5,7 or 1..20" : "write a number of at least 1";
  }
}
