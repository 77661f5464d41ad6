package dev.p2.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The simulator: its kernel under a Chord written in Java, the library's Chord in OverLog, threads,
 * and how far the heap goes; each beside the hand-written simulation in the same run, if that is
 * there.
 */
final class SimulatorFigures implements Benchmark {
  private static final int RUNS = 3;
  private static final int FROM = 20;

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public String summary() {
    return "events per CPU-second in virtual time, beside a hand-written simulation";
  }

  /** What is run: nodes, and to which virtual second. */
  private record Size(int nodes, int toSeconds) {}

  /** One run of a child: events, CPU and wall seconds. */
  private record Reading(double events, double cpu, double wall) {
    static Reading of(List<String> lines) {
      String[] words = lines.getFirst().split(" ");
      return new Reading(
          Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }

    double millions() {
      return events / cpu / 1e6;
    }
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    Optional<Yardstick> yardstick = Yardstick.find(log);
    var figures = new ArrayList<Figure>();
    for (Size size : List.of(new Size(10_000, 120), new Size(100_000, 40))) {
      figures.add(
          beside(
              "kernel, Chord in Java, " + nodes(size) + " nodes, wheel",
              "the yardstick, limit 0.4, target 0.7 of it",
              yardstick,
              size,
              () -> hand(size, "wheel"),
              log));
      figures.add(
          beside(
              "kernel, Chord in Java, " + nodes(size) + " nodes, heap",
              "the yardstick",
              Optional.empty(),
              size,
              () -> hand(size, "heap"),
              log));
    }
    String[] limits = {
      "limit 0.05, target 0.15", "limit 0.10, target 0.25", "limit 0.15, target 0.35"
    };
    List<Size> sizes = List.of(new Size(1_000, 600), new Size(10_000, 200), new Size(100_000, 40));
    for (int i = 0; i < sizes.size(); i++) {
      Size size = sizes.get(i);
      figures.add(
          beside(
              "OverLog Chord, " + nodes(size) + " nodes",
              "the yardstick, " + limits[i] + " of it",
              yardstick,
              size,
              () -> overlog(size, 1).millions(),
              log));
    }
    figures.add(realTime(log));
    figures.add(threads(log));
    return figures;
  }

  private static String nodes(Size size) {
    return String.format(Locale.ROOT, "%,d", size.nodes);
  }

  /** One measurement. */
  @FunctionalInterface
  private interface Measurement {
    double take() throws IOException, InterruptedException;
  }

  /** Measures ours and the yardstick by turns, so that both meet the same machine. */
  private static Figure beside(
      String what,
      String against,
      Optional<Yardstick> yardstick,
      Size size,
      Measurement ours,
      Log log)
      throws IOException, InterruptedException {
    var samples = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    for (int i = 0; i < RUNS; i++) {
      if (yardstick.isPresent())
        theirs.add(yardstick.get().millions(size.nodes, FROM, size.toSeconds));
      samples.add(ours.take());
      log.say(
          what + ": " + samples.getLast() + (theirs.isEmpty() ? "" : " to " + theirs.getLast()));
    }
    var figure = new Figure(what, "million events/CPU-s", samples, "");
    if (theirs.isEmpty()) return figure;
    double other = new Figure("yardstick", "", theirs, "").median();
    return figure.beside(
        Figure.number(figure.median() / other) + " of " + Figure.number(other) + " of " + against);
  }

  private static double hand(Size size, String queue) throws IOException, InterruptedException {
    return Reading.of(
            Jvm.run(
                Jvm.simulating("-Xmx6g"),
                HandChordRun.class.getName(),
                "" + size.nodes,
                "1",
                queue,
                "warm",
                "" + FROM,
                "" + size.toSeconds))
        .millions();
  }

  private static Reading overlog(Size size, int threads) throws IOException, InterruptedException {
    return Reading.of(
        Jvm.run(
            Jvm.simulating("-Xmx6g"),
            ChordSimulationRun.class.getName(),
            "" + size.nodes,
            "" + threads,
            "warm",
            "" + FROM,
            "" + size.toSeconds));
  }

  private static Figure realTime(Log log) throws IOException, InterruptedException {
    var times = new ArrayList<Double>();
    for (int i = 0; i < RUNS; i++) {
      var size = new Size(10_000, 60);
      times.add((size.toSeconds - FROM) / overlog(size, 1).cpu);
      log.say("10,000 nodes: " + times.getLast() + " virtual seconds a CPU-second");
    }
    return new Figure(
        "OverLog Chord, 10,000 nodes", "virtual s/CPU-s", times, "limit 5, target 14");
  }

  private static Figure threads(Log log) throws IOException, InterruptedException {
    var gains = new ArrayList<Double>();
    for (int i = 0; i < RUNS; i++) {
      var size = new Size(100_000, 30);
      double one = overlog(size, 1).wall;
      gains.add(one / overlog(size, 2).wall);
      log.say("two threads: " + gains.getLast() + " times as fast");
    }
    return new Figure(
        "OverLog Chord, 100,000 nodes, two threads against one",
        "times",
        gains,
        "limit 1.3, target 1.6");
  }
}
