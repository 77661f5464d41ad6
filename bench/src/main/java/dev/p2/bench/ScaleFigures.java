package dev.p2.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far one JVM goes: a hundred thousand nodes for ten minutes of virtual time in a small heap,
 * and a million for some seconds. Long, and large, so it runs only when it is named.
 */
final class ScaleFigures implements Benchmark {
  /** A ring that has to fit into a heap, for so many virtual seconds. */
  private record Ring(int nodes, String heap, int seconds) {
    String title() {
      return String.format(
          Locale.ROOT, "%,d OverLog Chord nodes, %d virtual seconds", nodes, seconds);
    }
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String summary() {
    return "100,000 nodes for 600 virtual seconds, 1,000,000 for 10, in small heaps; about an hour";
  }

  @Override
  public boolean byDefault() {
    return false;
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    Optional<Yardstick> yardstick = Yardstick.find(log);
    var figures = new ArrayList<Figure>();
    figures.add(fits(new Ring(1_000_000, "8g", 10), log));
    var long100k = new Ring(100_000, "1g", 600);
    Figure ours = fits(long100k, log);
    if (yardstick.isPresent()) {
      double theirs = yardstick.get().cpuSeconds(long100k.nodes, 0, long100k.seconds);
      ours =
          ours.beside(
              Figure.number(ours.median() / theirs)
                  + " × the yardstick, limit 10 × in 2 GiB, target 4 × in 1 GiB");
    }
    figures.add(ours);
    return figures;
  }

  /** The CPU seconds of a run in a heap; it fails if the heap is too small. */
  private static Figure fits(Ring ring, Log log) throws IOException, InterruptedException {
    List<String> lines =
        Jvm.run(
            Jvm.simulating("-Xmx" + ring.heap, "-XX:NewSize=64m", "-XX:MaxNewSize=64m"),
            ChordSimulationRun.class.getName(),
            "" + ring.nodes,
            "1",
            "warm",
            "0",
            "" + ring.seconds);
    for (String line : lines) log.say(ring.title() + ": " + line);
    double cpu = Double.parseDouble(lines.getFirst().split(" ")[1]);
    return new Figure(ring.title() + " in a heap of " + ring.heap, "CPU s", List.of(cpu), "");
  }
}
