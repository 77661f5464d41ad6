package dev.p2.cli;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.output.Console;
import dev.p2.cli.output.ShellText;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.compile.Compiler;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Profile;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.plan.Analysis;
import dev.p2.plan.Plan;
import dev.p2.plan.PlanPrinter;
import dev.p2.sim.RunTotals;
import dev.p2.sim.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code p2 plan}: what the program became and, where it is run, what each part of it did. */
@Command(
    name = "plan",
    description = {
      "Prints what the program became: strands, indexes, rewrites.",
      "With --analyze it runs the program as p2 sim does, and shows what each operator did."
    })
final class PlanVerb extends Verb {
  /** The flag that both p2 plan and p2 sim have without --analyze. */
  private static final String FORMAT = "--format";

  @Option(names = "--rule", paramLabel = "NAME", description = "This rule only.")
  private String rule = "";

  @Option(
      names = "--without",
      paramLabel = "REWRITE",
      description = "Plans without this rewrite; may be repeated.")
  private List<String> without = new ArrayList<>();

  @Option(names = "--bytecode", description = "Prints the compiled methods.")
  private boolean bytecode;

  @Option(
      names = "--analyze",
      description =
          "Runs the program, with the flags of p2 sim, and puts counts, rows and time beside each"
              + " operator.")
  private boolean analyze;

  @Mixin private SimFlags flags = new SimFlags();

  @Spec private CommandSpec spec;

  PlanVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    String form = format(flags.host.format, List.of("text", "json", "svg", "dot"));
    if (analyze) return analyze(form);
    requireNoRunFlags();
    Program checked = checked(false);
    if (checked == null) return WRONG_INPUT;
    Plan plan = ProgramLoader.plan(checked, new LinkedHashSet<>(without));
    PlanPrinter printer = printer(plan);
    print(bytecode ? Compiler.bytecode(plan) : text(printer, form));
    return FINE;
  }

  private int analyze(String form) {
    if (bytecode)
      throw new InputException("--bytecode and --analyze show different things", "choose one");
    boolean picture = form.equals("svg") || form.equals("dot");
    if (picture && (!flags.host.named().isEmpty() || flags.host.digest))
      throw new InputException(
          "--format " + form + ": what --dump, --watch and --digest print is no part of a picture",
          "leave them out, or --format text");
    var run = new SimRun(console, flags, repeat(), form.equals("json")).quiet();
    program.alsoRead.addAll(run.reads());
    program.alsoRead.add("sysElement"); // or operators do not count
    Program checked = checked(false);
    if (checked == null) return WRONG_INPUT;
    flags.host.requireApart(flags.inputs(programTexts()));
    Plan plan = ProgramLoader.plan(checked, new LinkedHashSet<>(without));
    PlanPrinter printer = printer(plan);
    CompiledProgram compiled = ProgramLoader.compile(plan, run.code(program));
    compiledIn(run.nanosSoFar());
    var measuring = new Measuring();
    int code =
        run.run(
            compiled, recordingHeader(checked, true, run.options().addresses()), measuring::begin);
    print(text(printer.with(measuring.end()), form));
    return code;
  }

  /** The simulation that is measured, from its first step on. */
  private static final class Measuring {
    private Optional<Simulation> simulation = Optional.empty();
    private Optional<Supplier<Profile>> profile = Optional.empty();
    private long beganNanos;

    void begin(Simulation measured) {
      simulation = Optional.of(measured);
      profile = Optional.of(measured.profile(System::nanoTime));
      beganNanos = System.nanoTime();
    }

    Analysis end() {
      long tookNanos = System.nanoTime() - beganNanos;
      RunTotals totals = simulation.orElseThrow().totals();
      return new Analysis(
          profile.orElseThrow().get(),
          totals.nodes(),
          totals.virtualNanos(),
          totals.steps(),
          tookNanos);
    }
  }

  /** Refuses flags that only a run heeds. */
  private void requireNoRunFlags() {
    Set<OptionSpec> ofRuns =
        new LinkedHashSet<>(spec.mixins().getOrDefault("flags", CommandSpec.create()).options());
    for (OptionSpec given : spec.commandLine().getParseResult().matchedOptions()) {
      String name = given.longestName();
      boolean runs = ofRuns.stream().anyMatch(o -> o.longestName().equals(name));
      if (runs && !name.equals(FORMAT))
        throw new InputException(
            name + " is for a run, and p2 plan alone does not run the program", "add --analyze");
    }
  }

  private static String text(PlanPrinter printer, String form) {
    return switch (form) {
      case "json" -> printer.jsonLines();
      case "svg" -> printer.svg();
      case "dot" -> printer.dot();
      default -> printer.text();
    };
  }

  private void print(String text) {
    console.data(text.stripTrailing());
  }

  private String repeat() {
    var words = new ArrayList<>(List.of("plan"));
    words.addAll(spec.commandLine().getParseResult().originalArgs());
    return ShellText.command(words);
  }

  private PlanPrinter printer(Plan plan) {
    try {
      return PlanPrinter.of(plan, rule.isEmpty() ? Optional.empty() : Optional.of(rule));
    } catch (IllegalArgumentException noSuchRule) {
      List<String> labels = plan.program().rules().stream().map(CheckedRule::label).toList();
      throw new InputException("--rule " + rule + ": no rule is called so")
          .hint(Suggestion.didYouMean(rule, labels));
    }
  }
}
