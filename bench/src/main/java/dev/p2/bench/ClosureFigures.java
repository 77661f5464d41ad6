package dev.p2.bench;

import dev.p2.bench.programs.Programs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The closure of a random graph of 2,000 nodes and 10,000 edges (3.95 million rows, 19.7 million
 * probes), beside the same loop in hand-written Java over a hash set of longs, each in JVMs of
 * their own, in turn.
 */
final class ClosureFigures implements Benchmark {
  private static final int RUNS = 5;
  private static final int NODES = 2_000;
  private static final int EDGES = 10_000;

  @Override
  public String name() {
    return "closure";
  }

  @Override
  public String summary() {
    return "transitive closure of 2,000 nodes and 10,000 edges beside hand-written primitive Java";
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    var seconds = new ArrayList<Double>();
    var megabytes = new ArrayList<Double>();
    var handSeconds = new ArrayList<Double>();
    var handMegabytes = new ArrayList<Double>();
    Set<String> rows = new HashSet<>();
    for (int i = 0; i < RUNS; i++) {
      measure("p2", seconds, megabytes, rows, log);
      measure("hand", handSeconds, handMegabytes, rows, log);
    }
    Figure hand =
        new Figure("closure, hand-written primitive Java, cold", "s CPU", handSeconds, "");
    Figure handMemory = new Figure("closure, hand-written, peak resident", "MB", handMegabytes, "");
    Figure ours = new Figure("closure, OverLog, cold", "s CPU", seconds, "");
    Figure memory = new Figure("closure, OverLog, peak resident", "MB", megabytes, "");
    return List.of(
        ours.beside(Figure.number(ours.median() / hand.median()) + " × hand-written"),
        hand,
        memory.beside(Figure.number(memory.median() / handMemory.median()) + " × hand-written"),
        handMemory);
  }

  private static void measure(
      String which, List<Double> seconds, List<Double> megabytes, Set<String> rows, Log log)
      throws IOException, InterruptedException {
    List<String> out = Jvm.run(List.of("-XX:+UseSerialGC", "-Xmx3g"), Child.class.getName(), which);
    log.say(which + ": " + String.join(" ", out));
    String[] figures = out.getFirst().split(" ");
    seconds.add(Double.valueOf(figures[0]));
    megabytes.add(Double.valueOf(figures[1]));
    rows.add(figures[2]);
    if (rows.size() > 1)
      throw new IllegalStateException("the two find different numbers of rows: " + rows);
  }

  /**
   * Runs one of the two, and prints CPU seconds of the computation, peak resident megabytes, and
   * the rows found.
   */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      List<long[]> edges = edges();
      var threads = ManagementFactory.getThreadMXBean();
      long rows;
      long start;
      if (arguments[0].equals("p2")) {
        BenchNode node = new BenchNode(Programs.compile(Programs.ours("closure")));
        for (long[] edge : edges) node.load("edge", edge[0], edge[1]);
        start = threads.getCurrentThreadCpuTime();
        node.boot();
        rows = node.rows("path");
      } else {
        start = threads.getCurrentThreadCpuTime();
        rows = HandClosure.rows(edges, NODES);
      }
      double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
      System.out.println(seconds + " " + peakMegabytes() + " " + rows);
    }

    private static double peakMegabytes() throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
          .findFirst()
          .orElse(Double.NaN);
    }

    /** A random graph without repeats and loops, from a fixed seed (SplitMix64). */
    private static List<long[]> edges() {
      long[] state = {1};
      Set<Long> seen = new HashSet<>();
      var edges = new ArrayList<long[]>();
      while (edges.size() < EDGES) {
        long from = below(state, NODES);
        long to = below(state, NODES);
        if (from != to && seen.add(from << 32 | to)) edges.add(new long[] {from, to});
      }
      return edges;
    }

    private static long below(long[] state, int bound) {
      long z = state[0] += 0x9E3779B97F4A7C15L;
      z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
      return Long.remainderUnsigned((z ^ z >>> 31) >>> 1, bound);
    }
  }
}
