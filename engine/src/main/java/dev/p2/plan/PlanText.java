package dev.p2.plan;

import dev.p2.lang.check.CheckedRule;
import dev.p2.lang.check.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan for reading. */
final class PlanText {
  /** Where the expected rows stand, if the line before is not longer. */
  private static final int COLUMN = 72;

  private final Plan plan;
  private final StrandText strands;
  private final StringBuilder out = new StringBuilder();

  private PlanText(Plan plan, StrandText strands) {
    this.plan = plan;
    this.strands = strands;
  }

  static String of(Plan plan, List<Strand> shown, StrandText strands, boolean whole) {
    var text = new PlanText(plan, strands);
    if (whole) text.title();
    CheckedRule last = null;
    for (Strand strand : shown) {
      CheckedRule rule = strand.rule().orElse(null);
      if (rule == null || rule != last) text.heading(strand);
      last = rule;
      text.strand(strand);
    }
    text.indexes(shown, whole);
    return text.out.toString();
  }

  private void title() {
    var program = plan.program();
    line(
        "plan of %s: %d rules, %d strands, %d indexes"
            .formatted(
                program.name(),
                program.rules().size(),
                plan.strands().size(),
                plan.indexes().stream().mapToInt(List::size).sum()));
    line(
        "~n: expected matches a trigger, guessed from declarations. new, old: with and without the"
            + " changes of the round.");
  }

  private void heading(Strand strand) {
    line("");
    if (strand.rule().isEmpty()) {
      line("fact  " + strand.trigger().span().place());
      return;
    }
    CheckedRule rule = strand.rule().get();
    var about = new ArrayList<String>();
    about.add(kind(rule));
    PlanPrinter.hop(rule).ifPresent(of -> about.add("hop of " + of));
    if (rule.head().relation().hidden())
      about.add("ships to hidden " + rule.head().relation().name());
    if (rule.isView() && rule.stratum() > 0) about.add("stratum " + rule.stratum());
    if (rule.component() >= 0) about.add("recursive");
    if (rule.isView() && !rule.maintained()) about.add("not maintained");
    line(rule.label() + "  " + rule.span().place() + "  " + String.join(", ", about));
  }

  private static String kind(CheckedRule rule) {
    String kind = rule.isView() ? "view" : rule.timer().isPresent() ? "timer rule" : "event rule";
    return rule.head().aggregating() ? "aggregate " + kind : kind;
  }

  private void strand(Strand strand) {
    boolean first = true;
    for (Line shown : strands.lines(strand)) {
      String text = (first ? "  " : "    ") + shown.text();
      if (shown.kind() == Line.Kind.TRIGGER) line(text);
      else line(padded(text) + "  ~" + PlanPrinter.rows(shown.rows()));
      first = false;
    }
    List<String> rewrites = PlanPrinter.rewrites(plan, strand);
    if (!rewrites.isEmpty()) line("    (" + String.join(", ", rewrites) + ")");
  }

  private void indexes(List<Strand> shown, boolean whole) {
    var relations = new ArrayList<Relation>();
    for (Relation relation : plan.program().relations()) {
      boolean read =
          shown.stream().anyMatch(s -> s.operators().stream().anyMatch(o -> reads(o, relation)));
      if (relation.isTable() && (read || whole && !relation.system())) relations.add(relation);
    }
    if (relations.isEmpty()) return;
    line("");
    line("indexes, by columns from 1; the first is the primary key");
    for (Relation relation : relations) line("  " + relation.name() + "  " + keys(relation));
  }

  private String keys(Relation relation) {
    return plan.indexes().get(relation.id()).stream()
        .map(
            key ->
                key.columns().stream()
                    .map(c -> String.valueOf(c + 1))
                    .collect(Collectors.joining(",", "(", ")")))
        .collect(Collectors.joining(" ", "", ordered(relation)));
  }

  private String ordered(Relation relation) {
    return plan.strands().stream()
        .flatMap(s -> s.operators().stream())
        .filter(o -> o instanceof Operator.Range r && r.relation() == relation)
        .map(o -> ((Operator.Range) o).bounds().column() + 1)
        .distinct()
        .sorted()
        .map(" ordered (%d)"::formatted)
        .collect(Collectors.joining());
  }

  private static boolean reads(Operator operator, Relation relation) {
    return switch (operator) {
      case Operator.Probe p -> p.relation() == relation;
      case Operator.Range r -> r.relation() == relation;
      case Operator.Scan s -> s.relation() == relation;
      case Operator.Absent a -> a.relation() == relation;
      case Operator.Flip f -> f.relation() == relation;
      case Operator.Select s -> false;
      case Operator.Assign a -> false;
    };
  }

  private static String padded(String text) {
    return text + " ".repeat(Math.max(0, COLUMN - text.length()));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
