package dev.p2.cli;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.output.Console;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.compile.Compiler;
import dev.p2.lang.check.CheckedRule;
import dev.p2.lang.check.Program;
import dev.p2.plan.Plan;
import dev.p2.plan.PlanPrinter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code p2 plan}: what the program became. */
@Command(name = "plan", description = "Prints what the program became: strands, indexes, rewrites.")
final class PlanVerb extends Verb {
  @Option(
      names = "--format",
      paramLabel = "text|json|svg|dot",
      description = "How the plan is printed.")
  private String format = "text";

  @Option(names = "--rule", paramLabel = "NAME", description = "This rule only.")
  private String rule = "";

  @Option(
      names = "--without",
      paramLabel = "REWRITE",
      description = "Plans without this rewrite; may be repeated.")
  private List<String> without = new ArrayList<>();

  @Option(names = "--bytecode", description = "Prints the compiled methods.")
  private boolean bytecode;

  @Option(names = "--analyze", hidden = true)
  private boolean analyze;

  PlanVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    notYet(analyze, "--analyze");
    String form = format(format, List.of("text", "json", "svg", "dot"));
    Program checked = checked(false);
    if (checked == null) return WRONG_INPUT;
    Plan plan = ProgramLoader.plan(checked, new LinkedHashSet<>(without));
    PlanPrinter printer = printer(plan);
    String text =
        bytecode
            ? Compiler.bytecode(plan)
            : switch (form) {
              case "json" -> printer.jsonLines();
              case "svg" -> printer.svg();
              case "dot" -> printer.dot();
              default -> printer.text();
            };
    console.data(text.stripTrailing());
    return FINE;
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
