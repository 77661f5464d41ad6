package dev.p2.net.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed while they write. */
@Timeout(120)
class KilledProcessTest {
  private static final int KILLS = 6;

  @TempDir Path folder;

  private ProcessBuilder bank(String... before) {
    var command = new ArrayList<>(List.of(before));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Bank.class.getName(),
            folder.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private static BufferedReader output(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  @Test
  void aKilledProcessLosesNoCommittedStepAndLeavesNoHalfOfOne() throws Exception {
    long seed = System.getProperty("p2.seed") == null ? 1 : Long.getLong("p2.seed");
    var random = new SplittableRandom(seed);
    long told = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = bank().start();
      BufferedReader lines = output(process);
      int until = random.nextInt(1, 400);
      for (int i = 0; i < until; i++) {
        String line = lines.readLine();
        assertThat(line).as("life %d", kill).startsWith("moved ");
        told = Long.parseLong(line.substring(6));
      }
      process.toHandle().destroyForcibly(); // SIGKILL; the process's own method closes its output
      for (String line = lines.readLine(); line != null; line = lines.readLine())
        if (line.matches("moved [0-9]+")) told = Math.max(told, Long.parseLong(line.substring(6)));
      process.waitFor();
      try (FileStore store = FileStore.open(folder, "bank", Bank.COMPILED)) {
        var bank = new Bank(store);
        assertThat(bank.last()).as("seed %d, life %d", seed, kill).isBetween(told, told + 1);
        assertThat(bank.total()).isEqualTo(Bank.ACCOUNTS * Bank.EACH);
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void stepsThatFindTheDiskFullAreUndoneAndSaySo() throws Exception {
    // A limit on the size of files stands in for the end of the disk.
    Process process = bank("sh", "-c", "ulimit -f 1000; exec \"$0\" \"$@\"").start();
    long told = 0;
    String failure = "";
    try (BufferedReader lines = output(process)) {
      while (failure.isEmpty()) {
        String line = lines.readLine();
        assertThat(line).isNotNull();
        if (line.startsWith("moved ")) told = Long.parseLong(line.substring(6));
        else failure = line;
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(failure)
        .startsWith("failed P2-R10 cannot write to " + FileStore.fileOf(folder, "bank"))
        .contains("make room on the disk");
    try (FileStore store = FileStore.open(folder, "bank", Bank.COMPILED)) {
      var bank = new Bank(store);
      assertThat(bank.last()).isGreaterThanOrEqualTo(told);
      assertThat(bank.total()).isEqualTo(Bank.ACCOUNTS * Bank.EACH);
    }
  }

  @Test
  void aProcessThatRunsHoldsTheFile() throws Exception {
    Process process = bank().start();
    try (BufferedReader lines = output(process)) {
      assertThat(lines.readLine()).startsWith("moved ");
      assertThat(org.assertj.core.api.Assertions.catchException(this::open))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is in use by another process");
    } finally {
      process.destroyForcibly().waitFor();
    }
    open();
    assertThat(Files.list(folder)).hasSize(1);
  }

  private void open() throws IOException {
    FileStore.open(folder, "bank", Bank.COMPILED).close();
  }
}
