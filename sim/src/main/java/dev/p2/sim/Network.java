package dev.p2.sim;

import dev.p2.engine.RandomStream;
import dev.p2.sim.SimulationOptions.Faults;
import dev.p2.sim.SimulationOptions.Latency;
import java.util.random.RandomGenerator;

/**
 * What the network does to a datagram: when its copies arrive, if any does. Each node draws from
 * streams of its own, one a purpose, and only where there is something to draw.
 */
final class Network {
  private static final long HELD_BACK_NANOS_LEAST = 1_000_000;
  private static final int HELD_BACK_LATENCIES = 3;

  private final Latency latency;
  private final Faults faults;
  private final RandomGenerator[] latencies;
  private final RandomGenerator[] losses;
  private final RandomGenerator[] reorders;
  private final RandomGenerator[] duplicates;
  private long lost;

  Network(SimulationOptions options) {
    latency = options.latency();
    faults = options.faults();
    latencies = streams(options, "latency", !latency.constant());
    losses = streams(options, "loss", faults.lossShare() > 0);
    reorders = streams(options, "reorder", faults.reorderShare() > 0);
    duplicates = streams(options, "duplicate", faults.duplicateShare() > 0);
  }

  private static RandomGenerator[] streams(
      SimulationOptions options, String purpose, boolean needed) {
    var streams = new RandomGenerator[needed ? options.addresses().size() : 0];
    for (int i = 0; i < streams.length; i++)
      streams[i] = RandomStream.of(options.seed(), i, purpose);
    return streams;
  }

  /** Takes a copy of a datagram that arrives. */
  @FunctionalInterface
  interface Arrival {
    void after(long delayNanos);
  }

  /** Sends a datagram from one node to another: false if it is lost. */
  boolean send(int from, Arrival arrival) {
    if (faults.lossShare() > 0 && losses[from].nextDouble() < faults.lossShare()) {
      lost++;
      return false;
    }
    arrival.after(delay(from));
    if (faults.duplicateShare() > 0 && duplicates[from].nextDouble() < faults.duplicateShare()) {
      arrival.after(delay(from));
    }
    return true;
  }

  private long delay(int from) {
    long delay =
        latency.constant()
            ? latency.nanosMin()
            : latencies[from].nextLong(latency.nanosMin(), latency.nanosMax() + 1);
    if (faults.reorderShare() > 0 && reorders[from].nextDouble() < faults.reorderShare()) {
      long most = Math.max(HELD_BACK_NANOS_LEAST, HELD_BACK_LATENCIES * latency.nanosMax());
      delay += 1 + reorders[from].nextLong(most);
    }
    return delay;
  }

  /** Whether datagrams arrive once each and in order. */
  boolean perfect() {
    return faults.none() && latency.constant();
  }

  long lost() {
    return lost;
  }
}
