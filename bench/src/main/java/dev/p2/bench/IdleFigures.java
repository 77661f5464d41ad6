package dev.p2.bench;

import dev.p2.cli.P2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sixteen Chord nodes in one process, {@code p2 up chord}, left alone: share of a core and resident
 * memory.
 */
final class IdleFigures implements Benchmark {
  private static final int RUNS = 3;
  private static final long SETTLE_MILLIS = 45_000;
  private static final long WATCH_MILLIS = 30_000;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String summary() {
    return "sixteen Chord nodes in one process on loopback, 45 s to settle, 30 s watched";
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    var share = new ArrayList<Double>();
    var megabytes = new ArrayList<Double>();
    for (int i = 0; i < RUNS; i++) {
      Process process =
          Jvm.builder(
                  List.of(
                      "-XX:+UseSerialGC",
                      "-Xms16m",
                      "-XX:MaxHeapFreeRatio=40",
                      "-XX:MinHeapFreeRatio=20"),
                  P2.class.getName(),
                  "up",
                  "chord",
                  "--nodes",
                  "16")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        Thread.sleep(SETTLE_MILLIS);
        long cpu = cpuMillis(process);
        Thread.sleep(WATCH_MILLIS);
        share.add(100.0 * (cpuMillis(process) - cpu) / WATCH_MILLIS);
        megabytes.add(residentMegabytes(process.pid()));
        log.say(share.getLast() + " % of a core, " + megabytes.getLast() + " MB");
      } finally {
        process.destroy();
        process.waitFor();
      }
    }
    return List.of(
        new Figure("16 Chord nodes in one process, share of a core", "%", share, "limit 5 %"),
        new Figure("16 Chord nodes in one process, resident", "MB", megabytes, "limit 200 MB"));
  }

  private static long cpuMillis(Process process) {
    return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis();
  }

  private static double residentMegabytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
        .findFirst()
        .orElse(Double.NaN);
  }
}
