package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code p2 fmt}: what it changes, what it leaves alone, and its exit codes. */
class FmtVerbTest {
  private static final String UGLY = "r1 h(@X):-e(@X,_) . // said\n";
  private static final String FINE = "r1 h(@X) :- e(@X, _). // said\n";

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void formatsInPlaceAndNamesWhatItChanged() throws IOException {
    Path ugly = file("ugly.olg", UGLY);
    Path fine = file("fine.olg", FINE);
    CommandLineRun run = CommandLineRun.of("fmt", ugly.toString(), fine.toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("ugly.olg").doesNotContain("fine.olg");
    assertThat(ugly).hasContent(FINE);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void checkChangesNothingAndNamesWhatWouldChange() throws IOException {
    Path ugly = file("ugly.olg", UGLY);
    Path fine = file("fine.olg", FINE);
    CommandLineRun run = CommandLineRun.of("fmt", "--check", ugly.toString(), fine.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).containsExactly(ugly.toString());
    assertThat(ugly).hasContent(UGLY);
    assertThat(CommandLineRun.of("fmt", "--check", fine.toString()).code()).isZero();
  }

  @Test
  void oneSyntaxErrorLeavesAllFilesAlone() throws IOException {
    Path ugly = file("ugly.olg", UGLY);
    Path bad = file("bad.olg", "p(1)\n");
    CommandLineRun run = CommandLineRun.of("fmt", ugly.toString(), bad.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(bad + ":2:1: error[P2-001]");
    assertThat(ugly).hasContent(UGLY);
  }

  @Test
  void whatOnlyTheCheckerMindsIsFormatted() throws IOException {
    Path file = file("unsafe.olg", "r1 h(@X,Z):-e(@X).import \"nope.olg\" .");
    assertThat(CommandLineRun.of("fmt", file.toString()).code()).isZero();
    assertThat(file).hasContent("r1 h(@X, Z) :- e(@X).\nimport \"nope.olg\".\n");
  }

  @Test
  void permissionsAndLinksStay() throws IOException {
    Path file = file("ugly.olg", UGLY);
    var permissions = java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-x---");
    Files.setPosixFilePermissions(file, permissions);
    Path link = Files.createSymbolicLink(folder.resolve("link.olg"), file);
    assertThat(CommandLineRun.of("fmt", link.toString()).code()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent(FINE);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(permissions);
  }

  @Test
  void standardInputGoesToStandardOutput() {
    assertThat(stdin(UGLY, "fmt", "-")).isEqualTo("0 " + FINE);
    assertThat(stdin(UGLY, "fmt", "-", "--check")).isEqualTo("1 ");
    assertThat(stdin("p(", "fmt", "-")).isEqualTo("2 ");
    assertThat(stdin("", "fmt", "-")).isEqualTo("0 ");
  }

  private static String stdin(String text, String... arguments) {
    var out = new ByteArrayOutputStream();
    int code =
        P2.run(
            arguments,
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    return code + " " + out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void noFileAndAMissingFileAreWrongInput() {
    assertThat(CommandLineRun.of("fmt").code()).isEqualTo(2);
    assertThat(CommandLineRun.of("fmt", folder.resolve("nope.olg").toString()).code()).isEqualTo(2);
  }
}
