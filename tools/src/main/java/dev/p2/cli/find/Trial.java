package dev.p2.cli.find;

import dev.p2.engine.host.RandomStream;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Latency;
import dev.p2.sim.network.Loss;
import dev.p2.sim.scenario.LinkFaults;
import dev.p2.sim.scenario.Scenario;
import dev.p2.sim.scenario.ScenarioText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One run of a swarm: all that it depends on beside the program. */
record Trial(int nodes, long seed, long untilNanos, Latency latency, List<Mishap> mishaps) {
  Trial {
    mishaps = List.copyOf(mishaps);
  }

  /**
   * What a seed makes of a plain run: each kind of fault is switched on or off by a coin, since
   * runs with all of them at once hide what two of them do.
   *
   * @param durable whether the program has durable tables: a crash leaves them as they are
   */
  static Trial mixed(Trial plain, long seed, boolean durable) {
    RandomStream random = RandomStream.of(seed, 0, "swarm");
    long until = plain.untilNanos;
    int nodes = plain.nodes;
    var mishaps = new ArrayList<Mishap>();
    if (random.nextBoolean()) mishaps.add(new Mishap.Joins(share(random, until, 0.3)));
    if (random.nextBoolean()) {
      double loss = 0.01 + random.nextDouble() * 0.19; // a link without faults is none
      double reorder = random.nextBoolean() ? random.nextDouble() * 0.2 : 0;
      double duplicate = random.nextBoolean() ? random.nextDouble() * 0.2 : 0;
      mishaps.add(
          new Mishap.Links(
              0,
              until,
              new LinkFaults(Loss.independent(round(loss)), round(reorder), round(duplicate), 0)));
    }
    if (random.nextBoolean()) crashes(random, nodes, until, durable, mishaps);
    if (random.nextBoolean()) {
      for (int left = 1 + random.nextInt(3); left > 0; left--) {
        long from = share(random, until, 0.8);
        mishaps.add(
            new Mishap.Pause(random.nextInt(nodes), from, from + share(random, until, 0.2)));
      }
    }
    if (nodes > 1 && random.nextBoolean()) {
      long from = share(random, until, 0.7);
      mishaps.add(
          new Mishap.Partition(
              1 + random.nextInt(nodes - 1), from, from + share(random, until, 0.3)));
    }
    Latency latency =
        random.nextBoolean()
            ? plain.latency
            : new Latency(1_000_000, 1_000_000 * (1 + random.nextInt(200)));
    return new Trial(nodes, seed, until, latency, mishaps);
  }

  /** Nodes crash, and most come back: with many of them, churn. */
  private static void crashes(
      RandomGenerator random, int nodes, long until, boolean durable, List<Mishap> mishaps) {
    int most = random.nextBoolean() ? Math.max(1, nodes / 4) : 2 * nodes;
    for (int left = 1 + random.nextInt(most); left > 0; left--) {
      int node = random.nextInt(nodes);
      long at = share(random, until, 0.8);
      mishaps.add(new Mishap.Crash(node, at));
      if (random.nextInt(4) > 0)
        mishaps.add(new Mishap.Restart(node, at + 1 + share(random, until, 0.2), durable));
    }
  }

  /** A time up to a share of the whole, in milliseconds. */
  private static long share(RandomGenerator random, long whole, double share) {
    return (long) (random.nextDouble() * share * whole) / 1_000_000 * 1_000_000;
  }

  private static double round(double share) {
    return Math.round(share * 100) / 100.0;
  }

  List<String> addresses() {
    return IntStream.range(0, nodes).mapToObj(i -> "n" + i).toList();
  }

  SimulationOptions options() {
    return SimulationOptions.of(addresses()).withSeed(seed).withLatency(latency);
  }

  /** As a scenario, which says the number of nodes, the seed and the end too. */
  Scenario scenario() {
    return new Scenario(
        new Scenario.RunWishes(
            Optional.of(nodes), Optional.of(seed), Optional.of(untilNanos), Optional.empty()),
        mishaps.stream().filter(m -> m.fits(nodes, untilNanos)).map(m -> m.action(nodes)).toList());
  }

  /** As the text of a scenario file. */
  String text() {
    return ScenarioText.of(scenario(), addresses());
  }

  Trial withMishaps(List<Mishap> other) {
    return new Trial(nodes, seed, untilNanos, latency, other);
  }

  Trial withUntil(long otherNanos) {
    return new Trial(nodes, seed, otherNanos, latency, mishaps);
  }

  Trial withLatency(Latency other) {
    return new Trial(nodes, seed, untilNanos, other, mishaps);
  }

  /** The same among fewer nodes, with what concerns the others done to these, with another seed. */
  Trial folded(int fewer, long otherSeed) {
    List<Mishap> all = mishaps.stream().map(m -> m.folded(fewer)).toList();
    return new Trial(fewer, otherSeed, untilNanos, latency, all).among(fewer, otherSeed);
  }

  /** The same among fewer nodes, without what concerns the others, with another seed. */
  Trial among(int fewer, long otherSeed) {
    return new Trial(
        fewer,
        otherSeed,
        untilNanos,
        latency,
        mishaps.stream().filter(m -> m.fits(fewer, untilNanos)).toList());
  }
}
