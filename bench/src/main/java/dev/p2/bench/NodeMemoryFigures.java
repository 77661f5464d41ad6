package dev.p2.bench;

import dev.p2.bench.programs.Programs;
import dev.p2.sim.RunListener;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.management.JMException;

/**
 * Heap of a Chord node: a warm ring of 1,000 in virtual time, everything but the nodes taken off,
 * over the nodes.
 */
final class NodeMemoryFigures implements Benchmark {
  private static final int RUNS = 3;
  private static final int NODES = 1_000;

  /** Classes that take less a node are left out; the JVM's own are in the list too. */
  private static final double BYTES_SHOWN_MIN = 40;

  private static final long WARM_NANOS = 120_000_000_000L;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String summary() {
    return "heap of a Chord node in a warm ring of 1,000";
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    var kilobytes = new ArrayList<Double>();
    for (int i = 0; i < RUNS; i++) {
      List<String> out = Jvm.run(List.of("-XX:+UseSerialGC", "-Xmx2g"), Child.class.getName());
      kilobytes.add(Double.valueOf(out.getFirst()));
      if (i == 0) out.subList(1, out.size()).forEach(log::say);
    }
    return List.of(
        new Figure("heap of a Chord node, ring of 1,000, fingers filled", "kB", kilobytes, ""));
  }

  /**
   * Prints the kilobytes of heap a node, then which classes take them: bytes and objects a node.
   */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException, JMException {
      var program = Programs.compile(Programs.overlay("chord"));
      new Simulation(program, SimulationOptions.of(2), RunListener.NONE)
          .runUntil(1_000_000_000L); // classes and constants of the first run
      long before = Heap.usedBytes();
      var simulation = new Simulation(program, SimulationOptions.of(NODES), RunListener.NONE);
      simulation.runUntil(WARM_NANOS);
      long after = Heap.usedBytes();
      System.out.println((after - before) / 1_024.0 / simulation.nodes().size());
      for (String line : Heap.histogram()) {
        String[] words = line.trim().split("\\s+"); // number, instances, bytes, class
        if (words.length < 4 || !words[0].endsWith(":")) continue;
        double bytes = Double.parseDouble(words[2]) / NODES;
        if (bytes < BYTES_SHOWN_MIN) break; // the largest come first
        System.out.printf(
            Locale.ROOT,
            "%7.0f B in %6.2f of %s%n",
            bytes,
            Double.parseDouble(words[1]) / NODES,
            words[3]);
      }
      Reference.reachabilityFence(simulation);
    }
  }
}
