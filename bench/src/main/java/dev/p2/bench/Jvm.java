package dev.p2.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class of ours in a JVM of its own, with the flags that {@code ./p2} uses. */
final class Jvm {
  /** Where Linux tells whether it has huge pages; other systems do not know the flag. */
  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  private Jvm() {}

  /** The flags of {@code ./p2 sim}, and further ones. */
  static List<String> simulating(String... further) throws IOException {
    return withHugePages("-XX:+UseSerialGC", further);
  }

  /** The flags of {@code ./p2 check}. */
  static List<String> checking() throws IOException {
    return withHugePages(
        "-XX:+UseSerialGC",
        "-XX:InitialRAMPercentage=5",
        "-XX:NewRatio=24",
        "-XX:MaxTenuringThreshold=0",
        "-XX:TieredStopAtLevel=1",
        "-XX:Tier3InvocationThreshold=100",
        "-XX:Tier3MinInvocationThreshold=50",
        "-XX:Tier3CompileThreshold=1000",
        "-XX:Tier3BackEdgeThreshold=2000",
        "-XX:Tier3LoadFeedback=50");
  }

  private static List<String> withHugePages(String first, String... further) throws IOException {
    var flags = new ArrayList<String>(List.of(first));
    if (Files.exists(HUGE_PAGES) && !Files.readString(HUGE_PAGES).contains("[never]"))
      flags.add("-XX:+UseTransparentHugePages");
    flags.addAll(List.of(further));
    return flags;
  }

  static ProcessBuilder builder(List<String> flags, String main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseCompactObjectHeaders");
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** The lines that it printed on standard output; what it says on standard error is shown. */
  static List<String> run(List<String> flags, String main, String... arguments)
      throws IOException, InterruptedException {
    Process process =
        builder(flags, main, arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0)
      throw new IOException(main + " " + String.join(" ", arguments) + " ended with " + status);
    return out.lines().toList();
  }
}
