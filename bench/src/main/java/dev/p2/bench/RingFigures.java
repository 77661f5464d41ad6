package dev.p2.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.p2.bench.programs.Programs;
import dev.p2.sim.RunListener;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast OverLog Chord runs in the simulator: nodes join over a minute, the ring settles for a
 * minute, and then the steps of virtual time that follow are held against the CPU that they take,
 * compiler and collector included. Heap a node is taken at the end, in the same run.
 */
final class RingFigures implements Benchmark {
  private static final int RUNS = 3;
  private static final long SECOND = 1_000_000_000L;
  private static final long JOINING_NANOS = 60 * SECOND;
  private static final long SETTLED_NANOS = 120 * SECOND;

  @Override
  public String name() {
    return "ring";
  }

  @Override
  public String summary() {
    return "steps a CPU-second and heap of OverLog Chord in virtual time, 1,000 and 10,000 nodes";
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    var figures = new ArrayList<Figure>();
    figures.addAll(measure(1_000, 200, log));
    figures.addAll(measure(10_000, 30, log));
    return figures;
  }

  private static List<Figure> measure(int nodes, int seconds, Log log)
      throws IOException, InterruptedException {
    var rates = new ArrayList<Double>();
    var kilobytes = new ArrayList<Double>();
    for (int i = 0; i < RUNS; i++) {
      List<String> out =
          Jvm.run(
              Jvm.simulating("-Xmx3g"),
              Child.class.getName(),
              String.valueOf(nodes),
              String.valueOf(seconds));
      log.say(nodes + " nodes: " + out.getFirst());
      String[] words = out.getFirst().split(" ");
      rates.add(Double.valueOf(words[0]));
      kilobytes.add(Double.valueOf(words[1]));
    }
    String ring = "Chord ring of " + Figure.number(nodes);
    return List.of(
        new Figure(ring + ", settled: steps a CPU-second", "steps/s", rates, ""),
        new Figure(ring + ", settled: heap a node with pending events", "kB", kilobytes, ""));
  }

  /**
   * Runs a ring of so many nodes for so many virtual seconds after it has settled, and prints steps
   * a CPU-second, kilobytes of heap a node, and what they were made from.
   */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      int nodes = Integer.parseInt(arguments[0]);
      long measured = Long.parseLong(arguments[1]) * SECOND;
      var program = Programs.compile(Programs.overlay("chord"));
      new Simulation(program, SimulationOptions.of(2), RunListener.NONE)
          .runUntil(SECOND); // classes and constants of the first run
      long before = Heap.usedBytes();
      var ring = new Simulation(program, SimulationOptions.of(nodes), RunListener.NONE);
      for (int i = 1; i < nodes; i++) ring.bootAt(i, JOINING_NANOS / nodes * i);
      ring.runUntil(SETTLED_NANOS);
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long steps = ring.totals().steps();
      long cpu = system.getProcessCpuTime();
      ring.runUntil(SETTLED_NANOS + measured);
      double seconds = (system.getProcessCpuTime() - cpu) / 1e9;
      steps = ring.totals().steps() - steps;
      double kilobytes = (Heap.usedBytes() - before) / 1_024.0 / nodes;
      System.out.printf(
          java.util.Locale.ROOT,
          "%.0f %.2f steps/s, kB; %d steps in %.2f s; digest of the totals %s%n",
          steps / seconds,
          kilobytes,
          steps,
          seconds,
          Integer.toHexString(ring.totals().toString().hashCode()));
    }
  }
}
