package dev.p2.sim;

import dev.p2.engine.NodeConfig;
import java.util.HashSet;
import java.util.List;

/**
 * How a program is run in virtual time.
 *
 * @param addresses the nodes, by index
 * @param seed everything random follows from it
 * @param latency one-way delay between any two nodes
 * @param faults what happens to datagrams
 * @param budget when a step is undone
 * @param digest whether to hash the run's history
 * @param sizes whether to encode every message for {@link RunTotals#bytesSent}; changes nothing
 *     else
 */
public record SimulationOptions(
    List<String> addresses,
    long seed,
    Latency latency,
    Faults faults,
    Budget budget,
    boolean digest,
    boolean sizes) {
  public SimulationOptions {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) throw new IllegalArgumentException("a run needs a node");
    if (new HashSet<>(addresses).size() < addresses.size())
      throw new IllegalArgumentException("two nodes have one address");
  }

  /**
   * {@code count} nodes {@code n0}, {@code n1}, … with seed 1, a latency of 10 ms and no faults.
   */
  public static SimulationOptions of(int count) {
    return of(java.util.stream.IntStream.range(0, count).mapToObj(i -> "n" + i).toList());
  }

  /** Nodes of these addresses with seed 1, a latency of 10 ms and no faults. */
  public static SimulationOptions of(List<String> addresses) {
    return new SimulationOptions(
        addresses, 1, Latency.DEFAULT, Faults.NONE, Budget.DEFAULT, false, false);
  }

  public SimulationOptions withSeed(long other) {
    return new SimulationOptions(addresses, other, latency, faults, budget, digest, sizes);
  }

  public SimulationOptions withLatency(Latency other) {
    return new SimulationOptions(addresses, seed, other, faults, budget, digest, sizes);
  }

  public SimulationOptions withFaults(Faults other) {
    return new SimulationOptions(addresses, seed, latency, other, budget, digest, sizes);
  }

  public SimulationOptions withBudget(Budget other) {
    return new SimulationOptions(addresses, seed, latency, faults, other, digest, sizes);
  }

  public SimulationOptions withDigest(boolean other) {
    return new SimulationOptions(addresses, seed, latency, faults, budget, other, sizes);
  }

  public SimulationOptions withSizes(boolean other) {
    return new SimulationOptions(addresses, seed, latency, faults, budget, digest, other);
  }

  /** One-way delay, uniform from {@code nanosMin} to {@code nanosMax}, both included. */
  public record Latency(long nanosMin, long nanosMax) {
    public static final Latency DEFAULT = new Latency(10_000_000, 10_000_000);

    public Latency {
      if (nanosMin < 0 || nanosMax < nanosMin)
        throw new IllegalArgumentException("latency " + nanosMin + ".." + nanosMax);
    }

    public boolean constant() {
      return nanosMin == nanosMax;
    }
  }

  /** Rounds and derivations after which a step is undone. */
  public record Budget(int rounds, long derivations) {
    public static final Budget DEFAULT =
        new Budget(NodeConfig.ROUNDS_MAX, NodeConfig.DERIVATIONS_MAX);
  }

  /**
   * What happens to a datagram between two nodes; shares from 0 to 1. A reordered one is held back
   * for up to three times the greatest latency, at least 1 ms, so that later ones overtake it.
   */
  public record Faults(double lossShare, double reorderShare, double duplicateShare) {
    public static final Faults NONE = new Faults(0, 0, 0);

    public boolean none() {
      return lossShare == 0 && reorderShare == 0 && duplicateShare == 0;
    }
  }
}
