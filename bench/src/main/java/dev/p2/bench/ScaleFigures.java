package dev.p2.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far one JVM goes: a standing ring of many nodes in a small heap for some virtual time. Long,
 * or large, so each of them runs only when it is named.
 *
 * @param title what {@code ./p2 bench} calls it
 * @param nodes how many
 * @param heap what {@code -Xmx} takes
 * @param seconds virtual time, from the first boot on
 * @param limits what the CPU is held against, after the yardstick's
 */
record ScaleFigures(String title, int nodes, String heap, int seconds, String limits)
    implements Benchmark {
  static final ScaleFigures LONG =
      new ScaleFigures("scale", 100_000, "1g", 600, "limit 10 × in 2 GiB, target 4 × in 1 GiB");

  /** The yardstick is not asked: what counts is that they fit. */
  static final ScaleFigures LARGE =
      new ScaleFigures("million", 1_000_000, "8g", 10, "limit 500,000 nodes, target 1,000,000");

  @Override
  public String name() {
    return title;
  }

  @Override
  public String summary() {
    return String.format(
        Locale.ROOT, "%,d nodes for %d virtual seconds in a heap of %s", nodes, seconds, heap);
  }

  @Override
  public boolean byDefault() {
    return false;
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    Figure ours = fits(log);
    Optional<Yardstick> yardstick = this == LONG ? Yardstick.find(log) : Optional.empty();
    if (yardstick.isEmpty()) return List.of(ours.beside(limits));
    double theirs = yardstick.get().cpuSeconds(nodes, 0, seconds);
    return List.of(
        ours.beside(Figure.number(ours.median() / theirs) + " × the yardstick, " + limits));
  }

  /** The CPU seconds of the run; it fails if the heap is too small. */
  private Figure fits(Log log) throws IOException, InterruptedException {
    List<String> lines =
        Jvm.run(
            Jvm.simulating("-Xmx" + heap, "-XX:NewSize=64m", "-XX:MaxNewSize=64m"),
            ChordSimulationRun.class.getName(),
            "" + nodes,
            "1",
            "warm",
            "0",
            "" + seconds);
    for (String line : lines) log.say(line);
    double cpu = Double.parseDouble(lines.getFirst().split(" ")[1]);
    return new Figure("OverLog Chord, " + summary(), "CPU s", List.of(cpu), "");
  }
}
