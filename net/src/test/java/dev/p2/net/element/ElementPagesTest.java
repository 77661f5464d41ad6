package dev.p2.net.element;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The comment of an element is its page in the manual; here it is held to the form. */
class ElementPagesTest {
  private static final List<String> HEADINGS = List.of("Ports", "Options", "Reports", "See also");

  private static Path folder() {
    Path inModule = Path.of("src/main/java/dev/p2/net/element");
    return Files.isDirectory(inModule) ? inModule : Path.of("net").resolve(inModule);
  }

  static Stream<Path> elements() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(folder())) {
      all = files.filter(ElementPagesTest::isElement).sorted().toList();
    }
    return all.stream();
  }

  private static boolean isElement(Path file) {
    return text(file).contains(" extends Element ");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("elements")
  void everyElementHasItsHeadingsInOrder(Path file) {
    String text = text(file);
    String page = text.substring(text.indexOf("/**"), text.indexOf("public final class"));
    int at = 0;
    for (String heading : HEADINGS) {
      int next = page.indexOf("<p><b>" + heading + ":</b>", at);
      assertThat(next)
          .as("write '<p><b>%s:</b> …' into the comment of %s, in its place", heading, file)
          .isPositive();
      at = next;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("elements")
  void everyCounterStandsUnderReports(Path file) {
    String text = text(file);
    String page = text.substring(text.indexOf("/**"), text.indexOf("public final class"));
    String reports =
        page.substring(page.indexOf("<b>Reports:</b>"), page.indexOf("<b>See also:</b>"))
            .replace("\n * ", " ");
    java.util.regex.Pattern.compile("with\\(\"(\\w+)\"")
        .matcher(text)
        .results()
        .forEach(
            counter ->
                assertThat(reports)
                    .as("tell under Reports what %s of %s counts", counter.group(1), file)
                    .contains("{@code " + counter.group(1) + "}"));
  }

  @Test
  void theElementsAreFound() throws IOException {
    assertThat(elements()).hasSizeGreaterThan(15);
  }
}
