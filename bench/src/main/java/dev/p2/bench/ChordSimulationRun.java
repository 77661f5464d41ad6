package dev.p2.bench;

import dev.p2.sim.Simulation;
import java.util.Locale;

/**
 * Runs {@link ChordSimulation} in a JVM of its own and prints {@code events cpuSeconds wallSeconds}
 * of the part that counts, then how right the ring is. While it runs it says on standard error how
 * far it is, once a virtual minute.
 *
 * <p>Arguments: nodes, threads, warm or join, seconds from, seconds to, and digest to keep one.
 */
final class ChordSimulationRun {
  private static final long PROGRESS_NANOS = 60 * ChordSimulation.SECOND;

  private ChordSimulationRun() {}

  public static void main(String[] arguments) {
    int nodes = Integer.parseInt(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    boolean warm = arguments[2].equals("warm");
    long from = Long.parseLong(arguments[3]) * ChordSimulation.SECOND;
    long to = Long.parseLong(arguments[4]) * ChordSimulation.SECOND;
    boolean digest = arguments.length > 5;
    var program = ChordSimulation.program();
    Simulation simulation =
        warm
            ? ChordSimulation.warm(program, nodes, threads, digest)
            : ChordSimulation.joining(program, nodes, threads, digest);
    simulation.runUntil(from);
    var meter = new Meter(threads, simulation.events());
    for (long at = from; at < to; ) {
      at = Math.min(to, at + PROGRESS_NANOS);
      simulation.runUntil(at);
      if (at < to)
        System.err.println(at / ChordSimulation.SECOND + " s: " + meter.read(simulation.events()));
    }
    System.out.println(meter.read(simulation.events()));
    System.out.printf(
        Locale.ROOT,
        "%.3f %% of successors right, %d messages dropped%s%n",
        100 * ChordSimulation.rightShare(simulation),
        simulation.totals().messagesDropped(),
        digest ? ", digest " + simulation.digest() : "");
  }
}
