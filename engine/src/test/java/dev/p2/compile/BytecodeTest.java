package dev.p2.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.syntax.Source;
import dev.p2.plan.Plan;
import dev.p2.plan.PlanOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The code of one construct each, beside its program: {@code compile/probe.olg} and {@code
 * probe.txt}. Rewritten with {@code -Dp2.update}; look at every line that changed.
 */
class BytecodeTest {
  private static final Path FOLDER = folder();

  @ParameterizedTest
  @ValueSource(
      strings = {"probe", "scan", "negation", "error", "count", "groups", "view", "recursion"})
  void theCodeOfAConstructIsAsItWas(String name) throws IOException {
    Plan plan =
        Run.plan(
            List.of(new Source(name + ".olg", Files.readString(FOLDER.resolve(name + ".olg")))),
            Map.of(),
            PlanOptions.DEFAULT);
    Verified.compile(plan);
    String code = strands(Compiler.bytecode(plan));
    Path expected = FOLDER.resolve(name + ".txt");
    if (System.getProperty("p2.update") != null) Files.writeString(expected, code);
    assertThat(code).isEqualTo(Files.readString(expected));
  }

  /** The strands' methods: what comes after the switches of the program's own class. */
  private static String strands(String text) {
    String program = text.substring(0, text.indexOf("\n\n") + 1);
    int timers = program.indexOf("  timerPhase(");
    int end = program.indexOf("\n  ", program.indexOf("athrow", timers));
    return end < 0 ? "" : program.substring(end + 1);
  }

  /** The sources' folder, whether the tests run in the module's folder or in the one above. */
  private static Path folder() {
    Path here = Path.of("src/test/resources/compile");
    return Files.isDirectory(here) ? here : Path.of("engine").resolve(here);
  }
}
