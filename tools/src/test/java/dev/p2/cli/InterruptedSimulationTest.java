package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedSimulationTest {
  @Test
  void ctrlCLeavesCompleteOutput(@TempDir Path folder) throws Exception {
    Path program = folder.resolve("endless.olg");
    Files.writeString(
        program,
        """
        materialize(last, infinity, infinity, keys(1)).
        t1 tick(@N, E) :- periodic(@N, E, 1).
        t2 last(@N, E) :- tick(@N, E).
        """);
    Path stats = folder.resolve("stats.json");
    Process process =
        new ProcessBuilder(
                CommandLineRun.command(
                    "sim",
                    program.toString(),
                    "--nodes",
                    "3",
                    "--watch",
                    "tick",
                    "--dump",
                    "last",
                    "--stats",
                    stats.toString(),
                    "--format",
                    "json"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      for (int i = 0; i < 100; i++) lines.add(out.readLine());
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      out.lines().forEach(lines::add);
    }
    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .allMatch(line -> line.contains("\"relation\":\"last\""));
    assertThat(Files.readString(stats)).startsWith("{\"virtualSeconds\":").endsWith("}\n");
  }
}
