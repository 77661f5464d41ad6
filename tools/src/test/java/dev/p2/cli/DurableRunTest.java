package dev.p2.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.net.store.FileStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --data}, {@code --allow-files} and what the command line says of host code. */
class DurableRunTest {
  private static final String PROGRAM =
      """
      table starts(@N: addr, key At: time) durable.
      s starts(@N, T) :- sysStart(@N, T).
      """;

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private CommandLineRun run(String program, String listen, String... more) throws IOException {
    String[] fixed = {"run", program, "--listen", listen, "--for", "200ms", "--dump", "starts"};
    String[] all = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return CommandLineRun.of(all);
  }

  @Test
  void rowsAreKeptInTheFolderAndWithoutOneAWarningSaysThatTheyAreNot() throws IOException {
    String program = file("p.olg", PROGRAM);
    CommandLineRun without = run(program, "127.0.0.1:0");
    assertThat(without.code()).isZero();
    assertThat(without.err()).contains("without --data FOLDER the rows of durable tables are not");
    Matcher port = Pattern.compile("listening on (\\S+),").matcher(without.err());
    assertThat(port.find()).isTrue();
    String data = folder.resolve("data").toString();
    assertThat(run(program, port.group(1), "--data", data).lines()).hasSize(1);
    assertThat(run(program, port.group(1), "--data", data).lines()).hasSize(2);

    CommandLineRun changed =
        run(
            file("c.olg", "table starts(@N: addr, key At: time, X: int) durable.\n"),
            port.group(1),
            "--data",
            data);
    assertThat(changed.code()).isEqualTo(2);
    assertThat(changed.err())
        .contains("holds rows of starts with 2 columns, keys(2)")
        .contains("declared with 3 columns, keys(2)")
        .contains("hint:");
  }

  @Test
  void whatCannotStartLeavesOldFilesAlone() throws IOException {
    String program = file("p.olg", PROGRAM);
    Path data = Files.createDirectory(folder.resolve("data"));
    Path kept = Files.writeString(folder.resolve("kept"), "as it was");
    Path rows = FileStore.fileOf(data, "127.0.0.1:41973");
    try (var taken = FileChannel.open(rows, CREATE, WRITE)) {
      taken.lock();
      for (String flag : List.of("--stats", "--record")) {
        CommandLineRun run =
            run(program, "127.0.0.1:41973", "--data", data.toString(), flag, kept.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(rows + " is in use by another process", "hint: stop it");
        assertThat(kept).hasContent("as it was");
      }
    }
    String listen = "127.0.0.1:0";
    CommandLineRun facts =
        run(program, listen, "--facts", "starts=/no/such.csv", "--stats", kept.toString());
    assertThat(facts.code()).isEqualTo(2);
    CommandLineRun port = run(program, listen, "--data", data.toString(), "--stats", "" + kept);
    assertThat(port.code()).isEqualTo(2);
    CommandLineRun file =
        run(program, "127.0.0.1:41973", "--data", kept + "/in", "--stats", kept.toString());
    assertThat(file.code()).isEqualTo(2);
    assertThat(file.err()).contains("kept is no folder");
    assertThat(kept).hasContent("as it was");
  }

  @Test
  void portZeroHasNoRowsToComeBackTo() throws IOException {
    CommandLineRun run =
        run(file("p.olg", PROGRAM), "127.0.0.1:0", "--data", folder.resolve("d").toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("port 0").contains("name a port");
    assertThat(folder.resolve("d")).doesNotExist();
  }

  @Test
  void whatNoHostHasIsExit2AtItsPlace() throws IOException {
    String extern = file("x.olg", "extern f_x(int): int.\nr out(@N, f_x(1)) :- sysStart(@N, _).\n");
    CommandLineRun run = CommandLineRun.of("sim", extern);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("x.olg:1:8: error:").contains("docs/guide/embedding.md");

    String csv = file("s.olg", "stage(\"CSVtuple\", read, row).\nr read(@N, F) :- e(@N, F).\n");
    CommandLineRun live = CommandLineRun.of("run", csv, "--listen", "127.0.0.1:0", "--for", "1ms");
    assertThat(live.code()).isEqualTo(2);
    assertThat(live.err()).contains("s.olg:1:7: error:").contains("--allow-files");
    assertThat(
            CommandLineRun.of(
                    "run", csv, "--listen", "127.0.0.1:0", "--for", "1ms", "--allow-files")
                .code())
        .isZero();
  }
}
