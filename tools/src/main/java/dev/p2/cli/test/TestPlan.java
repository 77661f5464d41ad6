package dev.p2.cli.test;

import dev.p2.cli.program.ProgramLoader;
import dev.p2.engine.CompiledProgram;
import dev.p2.lang.syntax.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tests of a file together with the programs that they are about, each compiled once. */
public final class TestPlan {
  private final List<String> defines;
  private final Map<String, CompiledProgram> compiled = new TreeMap<>();

  /** With these {@code -D NAME=VALUE} beside those of the tests. */
  public TestPlan(List<String> defines) {
    this.defines = List.copyOf(defines);
  }

  /** A test that can be run, or what is wrong with its program. */
  public sealed interface Prepared {
    /** Run it with each of these seeds. */
    record Ready(TestRun run, List<Long> seeds) implements Prepared {}

    /** The program has errors. */
    record Broken(List<Diagnostic> diagnostics) implements Prepared {}
  }

  /**
   * Reads and compiles what a test is about.
   *
   * @throws dev.p2.cli.input.InputException if the test does not fit it
   */
  public Prepared prepare(TestCase test) {
    RunFlags flags = test.flags();
    var program = test.program(flags, defines);
    program.alsoRead.addAll(test.never());
    for (Directive d : test.all("expect")) program.alsoRead.addAll(names(d));
    String key = program.files + " " + program.defines + " " + program.alsoRead;
    if (!compiled.containsKey(key)) {
      ProgramLoader.Outcome outcome = ProgramLoader.check(program, false);
      if (outcome.program().isEmpty()) return new Prepared.Broken(outcome.diagnostics());
      compiled.put(key, ProgramLoader.compile(outcome.program().get()));
    }
    return new Prepared.Ready(new TestRun(test, compiled.get(key), flags), flags.seeds());
  }

  /** Words that may be built-in relations. */
  private static List<String> names(Directive expect) {
    return expect.words().stream()
        .map(word -> word.text().replaceAll("\\(.*", ""))
        .filter(word -> word.startsWith("sys"))
        .toList();
  }
}
