package dev.p2.plan;

import dev.p2.lang.program.CheckedRule;
import java.util.List;
import java.util.Optional;

/**
 * Shows a plan: as text, as JSON Lines, as a graph for Graphviz, as a picture for a browser. Row
 * numbers are guesses made from declarations alone; {@link #with} adds what a run has counted.
 */
public final class PlanPrinter {
  private final Plan plan;
  private final StrandText strands;
  private final Optional<String> rule;
  private final Optional<Analysis> analysis;

  private PlanPrinter(Plan plan, Optional<String> rule, Optional<Analysis> analysis) {
    this.plan = plan;
    this.strands = new StrandText(plan, analysis);
    this.rule = rule;
    this.analysis = analysis;
  }

  /**
   * Shows the rule of that label and the hops that it was localized into, or all of the plan.
   *
   * @throws IllegalArgumentException if no rule has that label
   */
  public static PlanPrinter of(Plan plan, Optional<String> rule) {
    var printer = new PlanPrinter(plan, rule, Optional.empty());
    if (rule.isPresent() && printer.strands().isEmpty()) {
      throw new IllegalArgumentException("no rule is called " + rule.get());
    }
    return printer;
  }

  /** The same with what a run of the plan did beside what was guessed. */
  public PlanPrinter with(Analysis run) {
    return new PlanPrinter(plan, rule, Optional.of(run));
  }

  /** A strand's trigger, its operators and its action, a line of text each. */
  public static List<String> lines(Plan plan, Strand strand) {
    return new StrandText(plan).lines(strand).stream().map(Line::text).toList();
  }

  /** For reading: per rule its strands with operators, indexes and expected rows. */
  public String text() {
    return PlanText.of(plan, strands(), strands, rule.isEmpty(), analysis);
  }

  /** One JSON object a line: the program, then every strand, then every relation with indexes. */
  public String jsonLines() {
    return PlanJson.of(plan, strands(), strands, rule.isEmpty(), analysis);
  }

  /** For Graphviz. */
  public String dot() {
    return PlanDot.of(plan, strands(), strands, analysis);
  }

  /** A picture that stands by itself: a row of boxes a strand. */
  public String svg() {
    return PlanSvg.of(plan, strands(), strands, analysis);
  }

  private List<Strand> strands() {
    return plan.strands().stream()
        .filter(s -> rule.isEmpty() || s.rule().filter(this::wanted).isPresent())
        .toList();
  }

  private boolean wanted(CheckedRule candidate) {
    String name = rule.orElseThrow();
    return candidate.label().equals(name) || hop(candidate).filter(name::equals).isPresent();
  }

  /**
   * The rule that this one is a hop of, if localization made it: {@code r1@2} belongs to {@code
   * r1}.
   */
  static Optional<String> hop(CheckedRule rule) {
    int at = rule.label().lastIndexOf('@');
    return at > 0 ? Optional.of(rule.label().substring(0, at)) : Optional.empty();
  }

  /** {@code 0.33}, {@code 4}, {@code 1200}: a guess needs no more digits. */
  static String rows(double rows) {
    if (rows >= 10 || rows == Math.rint(rows)) return String.valueOf(Math.round(rows));
    return String.valueOf(Math.round(rows * 100) / 100.0);
  }
}
