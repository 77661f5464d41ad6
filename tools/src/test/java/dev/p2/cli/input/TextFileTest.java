package dev.p2.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  @TempDir Path folder;

  @Test
  void theMarkBeforeUtf8IsNoPartOfTheText() throws IOException {
    Path file = Files.writeString(folder.resolve("marked.csv"), "\ufeffn0,1\n");
    assertThat(TextFile.read(file.toString()).text()).isEqualTo("n0,1\n");
  }

  @Test
  void ofAnEndlessFileThatIsNoTextOnlyTheBeginningIsRead() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };
    assertThatThrownBy(() -> TextFile.read("stdin", endless))
        .hasMessage("this is no text: an octet is 0");
  }

  @Test
  void aZeroFarBehindIsShownAtItsPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("late"), "line\n".repeat(30_000) + "ab\0");
    assertThatThrownBy(() -> TextFile.read(file.toString()))
        .isInstanceOfSatisfying(
            InputException.class,
            e -> assertThat(e.place().orElseThrow().place()).endsWith("late:30001:3"));
  }

  @Test
  void charactersAtTheEdgeOfAPieceStayWhole() throws IOException {
    String text = "x" + "ä".repeat(100_000);
    Path file = Files.write(folder.resolve("long"), text.getBytes(StandardCharsets.UTF_8));
    assertThat(TextFile.read(file.toString()).text()).isEqualTo(text);
  }

  @Test
  void aLinkToNowhereIsNotAMisspeltName() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("x.csv"), folder.resolve("gone.csv"));
    assertThatThrownBy(() -> TextFile.read(link.toString()))
        .hasMessage(link + " is a link to a file that is not there");
  }

  @Test
  void linksInARingSayWhatIsWrongOnce() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("x.csv"), folder.resolve("x.csv"));
    assertThatThrownBy(() -> TextFile.read(link.toString()))
        .hasMessageContaining("x.csv cannot be read: ")
        .message()
        .containsOnlyOnce("x.csv");
  }

  @Test
  void whatATerminalWouldTakeForACommandIsNotShown() {
    assertThat(new InputException("'\u001b[2J' is no number").lines())
        .containsExactly("p2: '?[2J' is no number");
  }
}
