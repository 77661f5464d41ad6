package dev.p2.cli.test;

import dev.p2.cli.program.ProgramLoader;
import dev.p2.cli.scenario.ScenarioFile;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.code.HostCode;
import dev.p2.lang.syntax.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tests of a file together with the programs that they are about, each compiled once. */
public final class TestPlan {
  private final List<String> defines;
  private final Optional<String> scenario;
  private final Map<String, CompiledProgram> compiled = new TreeMap<>();

  /**
   * With these {@code -D NAME=VALUE} beside those of the tests.
   *
   * @param scenario a file that is played in every test instead of what it names itself
   */
  public TestPlan(List<String> defines, Optional<String> scenario) {
    this.defines = List.copyOf(defines);
    this.scenario = scenario;
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
    RunFlags flags = test.flags(scenario);
    var program = test.program(flags, defines);
    if (flags.played().isPresent()) program.alsoRead.add("sysFault");
    boolean installs = flags.played().map(ScenarioFile::installs).orElse(false);
    if (installs) program.alsoRead.addAll(ScenarioFile.INSTALLING);
    program.alsoRead.addAll(test.never());
    for (Directive d : test.all("expect")) program.alsoRead.addAll(names(d));
    String key = program.files + " " + program.defines + " " + program.alsoRead;
    if (!compiled.containsKey(key)) {
      ProgramLoader.Outcome outcome = ProgramLoader.check(program, false);
      if (outcome.program().isEmpty()) return new Prepared.Broken(outcome.diagnostics());
      compiled.put(key, ProgramLoader.compile(outcome.program().get()));
    }
    HostCode code =
        installs
            ? HostCode.BUILT_IN.withPrograms(
                ProgramLoader.programs(program, false, HostCode.BUILT_IN))
            : HostCode.BUILT_IN;
    return new Prepared.Ready(new TestRun(test, compiled.get(key), flags, code), flags.seeds());
  }

  /** Words that may be built-in relations. */
  private static List<String> names(Directive expect) {
    return expect.words().stream()
        .map(word -> word.text().replaceAll("\\(.*", ""))
        .filter(word -> word.startsWith("sys"))
        .toList();
  }
}
