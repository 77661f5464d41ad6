package dev.p2.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.DiagnosticPrinter;
import dev.p2.overlays.Overlays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The overlays and the examples are checked as anybody's program is. */
final class RepositoryProgramsTest {
  static Stream<String> programs() throws IOException {
    try (Stream<Path> examples = Files.walk(Path.of("..", "examples"))) {
      List<String> files =
          examples
              .map(Path::toString)
              .filter(f -> f.endsWith(".olg") && !f.endsWith(".test.olg"))
              .sorted()
              .toList();
      return Stream.concat(Overlays.names().stream(), files.stream());
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void hasNoWarningThatIsNotAllowedAtItsPlace(String program) {
    var flags = new ProgramFlags();
    flags.files.add(program);
    assertThat(ProgramLoader.check(flags, false).diagnostics())
        .filteredOn(d -> d.severity() != Diagnostic.Severity.NOTE)
        .extracting(DiagnosticPrinter::print)
        .isEmpty();
  }
}
