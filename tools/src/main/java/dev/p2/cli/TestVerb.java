package dev.p2.cli;

import dev.p2.cli.input.InputException;
import dev.p2.cli.output.Console;
import dev.p2.cli.output.JsonText;
import dev.p2.cli.output.ShellText;
import dev.p2.cli.test.TestCase;
import dev.p2.cli.test.TestFile;
import dev.p2.cli.test.TestPlan;
import dev.p2.cli.test.TestRun.Fault;
import dev.p2.lang.syntax.DiagnosticPrinter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code p2 test}: OverLog tests, in virtual time. */
@Command(
    name = "test",
    description = "Runs OverLog tests: files that end in .test.olg, and folders with such files.")
final class TestVerb extends Verb {
  @Option(names = "--all", description = "All tests below the current folder.")
  private boolean all;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "Only tests whose name has this in it.")
  private String only = "";

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "This seed instead of those that the tests name.")
  private String seed = "";

  @Option(
      names = "--scenario",
      paramLabel = "FILE.toml",
      description = "Plays this in every test, instead of what the tests name.")
  private String scenario = "";

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "json: standard output holds JSON Lines only, one a test.")
  private String format = "text";

  TestVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    boolean json = json(format);
    List<String> places = program.files;
    if (!all && places.isEmpty())
      throw new InputException(
          "which tests?", "name files or folders; p2 test --all runs all below this folder");
    if (all) places = List.of(".");
    var plan =
        new TestPlan(
            program.defines, scenario.isEmpty() ? Optional.empty() : Optional.of(scenario));
    int run = 0;
    int failed = 0;
    for (String file : TestFile.find(places)) {
      Map<TestCase, TestPlan.Prepared.Ready> ready = new LinkedHashMap<>();
      for (TestCase test : TestFile.read(file)) {
        if (!test.name().contains(only)) continue;
        switch (plan.prepare(test)) {
          case TestPlan.Prepared.Ready one -> ready.put(test, one);
          case TestPlan.Prepared.Broken broken -> {
            complain(broken);
            return WRONG_INPUT;
          }
        }
      }
      for (var one : ready.entrySet()) {
        run++;
        failed += holds(one.getKey(), one.getValue(), json) ? 0 : 1;
        console.flush();
        if (console.closed()) return failed == 0 ? FINE : FAILED;
      }
    }
    if (run == 0)
      throw new InputException(
          "no test has '" + only + "' in its name", "without --only all tests are run");
    console.say("p2: " + run + (run == 1 ? " test, " : " tests, ") + failed + " failed");
    return failed == 0 ? FINE : FAILED;
  }

  private void complain(TestPlan.Prepared.Broken broken) {
    broken.diagnostics().stream()
        .filter(d -> d.isError())
        .forEach(
            d -> console.complain(DiagnosticPrinter.print(d, console.colour()).stripTrailing()));
  }

  /** Runs a test with its seeds and prints what came of it. */
  private boolean holds(TestCase test, TestPlan.Prepared.Ready ready, boolean json) {
    List<Long> seeds = seed.isEmpty() ? ready.seeds() : List.of(HostFlags.seed(seed));
    Map<Long, List<Fault>> faults = new LinkedHashMap<>();
    long started = System.nanoTime();
    for (long one : seeds) {
      List<Fault> found = ready.run().run(one);
      if (!found.isEmpty()) faults.put(one, found);
    }
    long millis = (System.nanoTime() - started) / 1_000_000;
    if (json) console.data(object(test, seeds, faults));
    else lines(test, seeds.size(), millis, faults).forEach(console::data);
    return faults.isEmpty();
  }

  private List<String> lines(TestCase test, int seeds, long millis, Map<Long, List<Fault>> faults) {
    var lines = new ArrayList<String>();
    String many = seeds == 1 ? "" : seeds + " seeds, ";
    lines.add(
        (faults.isEmpty() ? "ok    " : "FAIL  ")
            + test.file().name()
            + ":"
            + test.line()
            + "  "
            + test.name()
            + "  ("
            + many
            + millis
            + " ms)");
    faults.forEach(
        (seed, list) -> {
          for (Fault fault : list)
            lines.add(
                "      seed "
                    + seed
                    + (fault.line() > 0 ? ", line " + fault.line() : "")
                    + ": "
                    + fault.text());
          lines.add("      repeat: " + repeat(test, seed));
        });
    return lines;
  }

  private String object(TestCase test, List<Long> seeds, Map<Long, List<Fault>> faults) {
    var failures = new ArrayList<Map<String, Object>>();
    faults.forEach(
        (seed, list) -> {
          for (Fault fault : list) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("seed", seed);
            one.put("line", fault.line());
            one.put("message", fault.text());
            one.put("repeat", repeat(test, seed));
            failures.add(one);
          }
        });
    return new JsonText()
        .field("file", test.file().name())
        .field("line", test.line())
        .field("test", test.name())
        .field("ok", faults.isEmpty())
        .field("seeds", seeds)
        .field("failures", failures)
        .toString();
  }

  private String repeat(TestCase test, long seed) {
    var words =
        new ArrayList<>(
            List.of("test", test.file().name(), "--only", test.name(), "--seed", "" + seed));
    if (!scenario.isEmpty()) words.addAll(List.of("--scenario", scenario));
    return ShellText.command(words);
  }
}
