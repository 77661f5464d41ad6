package dev.p2.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * How soon a ring is right after a mass join: 10,000 nodes join in 230 s, and then every node's
 * successor is held against the ids of all.
 */
final class JoinFigures implements Benchmark {
  @Override
  public String name() {
    return "joins";
  }

  @Override
  public String summary() {
    return "10,000 nodes join in 230 virtual seconds: when all know their successor";
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    List<String> lines =
        Jvm.run(Jvm.simulating("-Xmx3g"), Child.class.getName(), String.valueOf(10_000));
    lines.forEach(log::say);
    double seconds = Double.parseDouble(lines.getLast().split(" ")[0]);
    return List.of(
        new Figure(
            "ring of 10,000 right at every node, after the last join",
            "virtual s",
            List.of(seconds),
            "limit 120"));
  }

  /** Looks at the ring every few seconds after the joins; fails if it is not right in time. */
  static final class Child {
    private static final long STEP_NANOS = 5 * ChordSimulation.SECOND;
    private static final int STEPS_MAX = 60;

    private Child() {}

    public static void main(String[] arguments) {
      int nodes = Integer.parseInt(arguments[0]);
      var simulation = ChordSimulation.joining(ChordSimulation.program(), nodes, 1, false);
      for (int step = 0; step <= STEPS_MAX; step++) {
        simulation.runUntil(ChordSimulation.JOIN_NANOS + step * STEP_NANOS);
        double share = ChordSimulation.rightShare(simulation);
        System.out.printf(
            Locale.ROOT,
            "%d s after the joins %.3f %% of successors are right%n",
            step * STEP_NANOS / ChordSimulation.SECOND,
            100 * share);
        if (share == 1) return;
      }
      throw new IllegalStateException("the ring has not become right");
    }
  }
}
