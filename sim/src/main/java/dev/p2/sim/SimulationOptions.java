package dev.p2.sim;

import dev.p2.engine.code.HostCode;
import dev.p2.engine.host.NodeConfig;
import dev.p2.sim.kernel.Kernel;
import dev.p2.sim.network.ConstantDelay;
import dev.p2.sim.network.Faulty;
import dev.p2.sim.network.Loss;
import dev.p2.sim.network.NetworkModel;
import dev.p2.sim.network.UniformDelay;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

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
 * @param threads how many threads may work; changes nothing but the time it takes
 * @param queue which event queue to use; changes nothing but the time it takes
 * @param code the functions and procedures that the program may ask for
 */
public record SimulationOptions(
    List<String> addresses,
    long seed,
    Latency latency,
    Faults faults,
    Budget budget,
    boolean digest,
    boolean sizes,
    Threads threads,
    Kernel.Queue queue,
    HostCode code) {
  public SimulationOptions {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) throw new IllegalArgumentException("a run needs a node");
    if (new HashSet<>(addresses).size() < addresses.size())
      throw new IllegalArgumentException("two nodes have one address");
  }

  /** The network that latency and faults describe. */
  public NetworkModel network() {
    int count = addresses.size();
    NetworkModel plain =
        latency.constant()
            ? new ConstantDelay(latency.nanosMin())
            : new UniformDelay(latency.nanosMin(), latency.nanosMax(), count, seed);
    if (faults.none()) return plain;
    return new Faulty(
        plain,
        Loss.independent(faults.lossShare()),
        faults.reorderShare(),
        faults.duplicateShare(),
        HELD_BACK_LATENCIES * latency.nanosMax(),
        count,
        seed);
  }

  /** A datagram that is reordered waits up to so many latencies. */
  public static final int HELD_BACK_LATENCIES = 3;

  /**
   * {@code count} nodes {@code n0}, {@code n1}, … with seed 1, a latency of 10 ms and no faults.
   */
  public static SimulationOptions of(int count) {
    return of(java.util.stream.IntStream.range(0, count).mapToObj(i -> "n" + i).toList());
  }

  /** Nodes of these addresses with seed 1, a latency of 10 ms and no faults. */
  public static SimulationOptions of(List<String> addresses) {
    return new SimulationOptions(
        addresses,
        1,
        Latency.DEFAULT,
        Faults.NONE,
        Budget.DEFAULT,
        false,
        false,
        Threads.ONE,
        Kernel.Queue.WHEEL,
        HostCode.BUILT_IN);
  }

  public SimulationOptions withSeed(long other) {
    return with(draft -> draft.seed = other);
  }

  public SimulationOptions withLatency(Latency other) {
    return with(draft -> draft.latency = other);
  }

  public SimulationOptions withFaults(Faults other) {
    return with(draft -> draft.faults = other);
  }

  public SimulationOptions withBudget(Budget other) {
    return with(draft -> draft.budget = other);
  }

  public SimulationOptions withDigest(boolean other) {
    return with(draft -> draft.digest = other);
  }

  public SimulationOptions withSizes(boolean other) {
    return with(draft -> draft.sizes = other);
  }

  public SimulationOptions withThreads(Threads other) {
    return with(draft -> draft.threads = other);
  }

  public SimulationOptions withQueue(Kernel.Queue other) {
    return with(draft -> draft.queue = other);
  }

  /** Functions and procedures for the program; several threads may call them. */
  public SimulationOptions withCode(HostCode other) {
    return with(draft -> draft.code = other);
  }

  private SimulationOptions with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return new SimulationOptions(
        addresses,
        draft.seed,
        draft.latency,
        draft.faults,
        draft.budget,
        draft.digest,
        draft.sizes,
        draft.threads,
        draft.queue,
        draft.code);
  }

  /** What may change, for as long as it takes. */
  private static final class Draft {
    long seed;
    Latency latency;
    Faults faults;
    Budget budget;
    boolean digest;
    boolean sizes;
    Threads threads;
    Kernel.Queue queue;
    HostCode code;

    Draft(SimulationOptions of) {
      seed = of.seed;
      latency = of.latency;
      faults = of.faults;
      budget = of.budget;
      digest = of.digest;
      sizes = of.sizes;
      threads = of.threads;
      queue = of.queue;
      code = of.code;
    }
  }

  /**
   * Threads at work.
   *
   * @param count how many, at most
   * @param nodesMin nodes for each of them, or there are fewer
   * @param eventsMin events in a window for each of them, or one thread takes the window
   */
  public record Threads(int count, int nodesMin, int eventsMin) {
    public static final Threads ONE = upTo(1);

    public Threads {
      if (count < 1) throw new IllegalArgumentException(count + " threads");
    }

    /** As many as pay, up to {@code count}. */
    public static Threads upTo(int count) {
      return new Threads(count, 256, 64);
    }

    /** So many, even where they do not pay. */
    public static Threads exactly(int count) {
      return new Threads(count, 1, 0);
    }
  }

  /** One-way delay, uniform from {@code nanosMin} to {@code nanosMax}, both included. */
  public record Latency(long nanosMin, long nanosMax) {
    public static final Latency DEFAULT = new Latency(10_000_000, 10_000_000);

    /** Nobody means more than a day, and times can be added. */
    public static final long NANOS_MAX = 86_400_000_000_000L;

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
