package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code p2 sim --check-determinism} with what comes from outside of the run's seed. */
class CheckDeterminismTest {
  @TempDir Path folder;

  private CommandLineRun check(String file, String... more) throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("reads.olg"),
            """
            stage("CSVtuple", want, got).
            event want(@N: addr, File: string).
            event got(@N: addr, Row: any).
            table kept(@N: addr, V: any) keys(1) lifetime 30s.
            w want(@N, F) :- periodic(@N, _, 1s, 3), F := "FILE".
            k kept(@N, V) :- got(@N, V).
            """
                .replace("FILE", file));
    return CommandLineRun.of(
        Stream.concat(
                Stream.of("sim", program.toString(), "--nodes", "2", "--until", "5s"),
                Stream.concat(Stream.of("--check-determinism"), Stream.of(more)))
            .toArray(String[]::new));
  }

  /** A file that is another one each time. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatChangesIsNamedWhereItFirstShows() throws IOException {
    CommandLineRun run = check("/proc/sys/kernel/random/uuid");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    String uuid = "[0-9a-f-]{36}";
    assertThat(run.err())
        .matches(
            "(?s).*p2: two runs differ in step 7\\n"
                + "  the first run takes that of inject got\\(\"n0\", \"X\"\\) at n0 after 1s\\n"
                    .replace("X", uuid)
                + "  the second run takes that of inject got\\(\"n0\", \"X\"\\) at n0 after 1s\\n"
                    .replace("X", uuid));
    assertThat(check("/proc/sys/kernel/random/uuid", "--format", "json").out())
        .startsWith("{\"time\":1.0,\"node\":\"n0\",\"kind\":\"differs\",\"number\":7,\"step\":");
  }

  @Test
  void whatFailsInBothRunsAlikeIsToldAndFails() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("undone.olg"),
            """
            e1 more(@N, 1) :- periodic(@N, _, 1s, 2).
            e2 more(@N, K + 1) :- more(@N, K).
            """);
    CommandLineRun run =
        CommandLineRun.of(
            "sim",
            program.toString(),
            "--until",
            "5s",
            "--budget-derivations",
            "1000",
            "--check-determinism");
    assertThat(run.code()).as("as the run alone").isEqualTo(1);
    assertThat(run.err())
        .contains("P2-R10", "p2: 2 steps failed and changed nothing", "p2: two runs agree in all");
  }

  @Test
  void aFileThatStaysAsItIsIsNone() throws IOException {
    Path same = Files.writeString(folder.resolve("same"), "constant\n");
    CommandLineRun run = check(same.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("p2: two runs agree in all ");
  }
}
