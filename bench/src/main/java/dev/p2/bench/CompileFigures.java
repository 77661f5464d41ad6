package dev.p2.bench;

import dev.p2.bench.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long Chord takes from text to loaded classes: in a fresh JVM, in one that starts as {@code
 * ./p2} does, with an AOT cache of the classes that a run needs, and again and again in a warm one.
 */
final class CompileFigures implements Benchmark {
  private static final int COLD_RUNS = 7;
  private static final int WARM_UP = 60;
  private static final int WARM_RUNS = 41;

  @Override
  public String name() {
    return "compile";
  }

  @Override
  public String summary() {
    return "Chord from text to loaded classes, cold and warm";
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    var cold = new ArrayList<Double>();
    var cached = new ArrayList<Double>();
    Path cache = Files.createTempFile("p2-bench", ".aot");
    try {
      Jvm.run(
          List.of("-XX:+UseSerialGC", "-Xlog:disable", "-XX:AOTCacheOutput=" + cache),
          Child.class.getName(),
          "1",
          "0");
      for (int i = 0; i < COLD_RUNS; i++) {
        cold.add(once(List.of("-XX:+UseSerialGC")));
        cached.add(once(List.of("-XX:+UseSerialGC", "-Xlog:disable", "-XX:AOTCache=" + cache)));
      }
    } finally {
      Files.deleteIfExists(cache);
    }
    List<Double> warm =
        Jvm.run(
                List.of("-XX:+UseSerialGC"),
                Child.class.getName(),
                String.valueOf(WARM_RUNS),
                String.valueOf(WARM_UP))
            .stream()
            .map(Double::valueOf)
            .toList();
    return List.of(
        new Figure("compile Chord, fresh JVM", "ms", cold, "30 ms of native code in the original"),
        new Figure(
            "compile Chord, fresh JVM with an AOT cache, as ./p2 starts",
            "ms",
            cached,
            "limit 300 ms"),
        new Figure("compile Chord, warm JVM", "ms", warm, "limit 30 ms"));
  }

  private static double once(List<String> flags) throws IOException, InterruptedException {
    return Double.parseDouble(Jvm.run(flags, Child.class.getName(), "1", "0").getFirst());
  }

  /**
   * Compiles Chord {@code runs} times after {@code warmUp} more, and prints the milliseconds of
   * each run.
   */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      int runs = Integer.parseInt(arguments[0]);
      int warmUp = Integer.parseInt(arguments[1]);
      for (int i = 0; i < runs + warmUp; i++) {
        long start = System.nanoTime();
        var program = Programs.compile(Programs.overlay("chord"));
        long nanos = System.nanoTime() - start;
        if (program.plan().strands().isEmpty())
          throw new IllegalStateException("Chord has no strands");
        if (i >= warmUp) System.out.println(nanos / 1e6);
      }
    }
  }
}
