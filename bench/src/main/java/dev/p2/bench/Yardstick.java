package dev.p2.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * The hand-written Chord simulation that ours is held against. It is no part of the product: where
 * it is not there, figures stand alone. {@code P2_YARDSTICKS} names its folder, else {@code
 * ../shared/yardsticks} beside the working folder is tried.
 */
final class Yardstick {
  private static final Pattern STEADY =
      Pattern.compile("steady: events=(\\d+) wall=([\\d.]+)s cpu=([\\d.]+)s");

  private final Path classes;

  private Yardstick(Path classes) {
    this.classes = classes;
  }

  static Optional<Yardstick> find(Benchmark.Log log) throws IOException {
    String named = System.getenv("P2_YARDSTICKS");
    Path folder = Path.of(named == null ? "../shared/yardsticks" : named);
    Path source = folder.resolve("ChordSim.java");
    if (!Files.isReadable(source)) {
      log.say("no yardstick here (P2_YARDSTICKS names its folder): the figures stand alone");
      return Optional.empty();
    }
    Path classes = Files.createTempDirectory("p2-yardstick");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-nowarn", "-d", classes.toString(), source.toString());
    if (status != 0) throw new IOException(source + " does not compile");
    return Optional.of(new Yardstick(classes));
  }

  /** Millions of events a CPU-second in a warm ring, between two virtual times. */
  double millions(int nodes, int fromSeconds, int toSeconds)
      throws IOException, InterruptedException {
    Matcher steady = run(nodes, fromSeconds, toSeconds);
    return Double.parseDouble(steady.group(1)) / Double.parseDouble(steady.group(3)) / 1e6;
  }

  /** CPU seconds of a warm ring between two virtual times. */
  double cpuSeconds(int nodes, int fromSeconds, int toSeconds)
      throws IOException, InterruptedException {
    return Double.parseDouble(run(nodes, fromSeconds, toSeconds).group(3));
  }

  private Matcher run(int nodes, int fromSeconds, int toSeconds)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx6g", "-cp", classes.toString(), "ChordSim"));
    command.addAll(
        List.of("n=" + nodes, "warm=true", "secs=" + toSeconds, "statFrom=" + fromSeconds));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher steady = STEADY.matcher(out);
    if (!steady.find()) throw new IOException("the yardstick said " + out);
    return steady;
  }
}
