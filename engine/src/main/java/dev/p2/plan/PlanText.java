package dev.p2.plan;

import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Relation;
import dev.p2.plan.Analysis.Actual;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A plan for reading. */
final class PlanText {
  /** Where the expected rows stand, if the line before is not longer. */
  private static final int COLUMN = 72;

  private final Plan plan;
  private final StrandText strands;
  private final Optional<Analysis> analysis;
  private final StringBuilder out = new StringBuilder();

  private PlanText(Plan plan, StrandText strands, Optional<Analysis> analysis) {
    this.plan = plan;
    this.strands = strands;
    this.analysis = analysis;
  }

  static String of(
      Plan plan,
      List<Strand> shown,
      StrandText strands,
      boolean whole,
      Optional<Analysis> analysis) {
    var text = new PlanText(plan, strands, analysis);
    if (whole) text.title();
    analysis.ifPresent(text::run);
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

  private void run(Analysis run) {
    line(run.sentence(plan));
    line(
        "each: matches a trigger, seen. in, out: matches that came and went on, at all nodes. time:"
            + " by the wall clock, and its share of the time in strands.");
    line(
        "!: of those that came, %d times more or fewer went on than was guessed; judged from %d on."
            .formatted(Math.round(Analysis.FAR_OFF), Analysis.JUDGED_MIN));
    line("");
    line(padded("") + COLUMNS.formatted("guess", "each", "in", "out", "time", "").stripTrailing());
  }

  /** Guess, seen, in, out, time, mark. */
  private static final String COLUMNS = "  %6s %7s %9s %9s %13s  %s";

  private static String columns(Line shown, Actual actual) {
    String guess = shown.kind() == Line.Kind.TRIGGER ? "" : "~" + PlanPrinter.rows(shown.rows());
    return COLUMNS
        .formatted(
            guess,
            PlanPrinter.rows(actual.eachRun()),
            actual.in(),
            actual.out(),
            actual.time(),
            actual.mark())
        .stripTrailing();
  }

  private String ruleFigures(CheckedRule rule, Measured run) {
    long runs = 0;
    long nanos = 0;
    for (Strand other : plan.strands()) {
      if (other.rule().filter(r -> r == rule).isEmpty()) continue;
      runs += run.runs(other.id());
      nanos += run.nanos(other);
    }
    long errors = run.errors(rule.index());
    return "  %d runs, %d derivations%s, %s"
        .formatted(
            runs,
            run.derivations(rule.index()),
            errors == 0 ? "" : ", " + errors + " errors",
            Analysis.duration(nanos));
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
    String figures = analysis.map(a -> ruleFigures(rule, a.measured())).orElse("");
    line(rule.label() + "  " + rule.span().place() + "  " + String.join(", ", about) + figures);
  }

  private static String kind(CheckedRule rule) {
    String kind = rule.isView() ? "view" : rule.timer().isPresent() ? "timer rule" : "event rule";
    return rule.head().aggregating() ? "aggregate " + kind : kind;
  }

  private void strand(Strand strand) {
    boolean first = true;
    for (Line shown : strands.lines(strand)) {
      String text = (first ? "  " : "    ") + shown.text();
      if (shown.actual().isPresent()) line(padded(text) + columns(shown, shown.actual().get()));
      else if (shown.kind() == Line.Kind.TRIGGER) line(text);
      else line(padded(text) + "  ~" + PlanPrinter.rows(shown.rows()));
      first = false;
    }
    List<String> rewrites = strands.rewrites(strand);
    if (!rewrites.isEmpty()) line("    (" + String.join(", ", rewrites) + ")");
  }

  private void indexes(List<Strand> shown, boolean whole) {
    Set<Relation> read = new HashSet<>();
    for (Strand s : shown) for (Operator o : s.operators()) relation(o).ifPresent(read::add);
    Map<Relation, Set<Integer>> ordered = new HashMap<>();
    for (Strand s : plan.strands()) {
      for (Operator o : s.operators())
        if (o instanceof Operator.Range r)
          ordered.computeIfAbsent(r.relation(), _ -> new TreeSet<>()).add(r.bounds().column() + 1);
    }
    var relations = new ArrayList<Relation>();
    for (Relation relation : plan.program().relations()) {
      if (relation.isTable() && (read.contains(relation) || whole && !relation.system()))
        relations.add(relation);
    }
    if (relations.isEmpty()) return;
    line("");
    line("indexes, by columns from 1; the first is the primary key");
    for (Relation relation : relations) {
      Set<Integer> columns = ordered.getOrDefault(relation, Set.of());
      line("  " + relation.name() + "  " + keys(relation, columns));
    }
  }

  private String keys(Relation relation, Set<Integer> ordered) {
    return plan.indexes().get(relation.id()).stream()
        .map(
            key ->
                key.columns().stream()
                    .map(c -> String.valueOf(c + 1))
                    .collect(Collectors.joining(",", "(", ")")))
        .collect(
            Collectors.joining(
                " ",
                "",
                ordered.stream().map(" ordered (%d)"::formatted).collect(Collectors.joining())));
  }

  private static Optional<Relation> relation(Operator operator) {
    return switch (operator) {
      case Operator.Probe p -> Optional.of(p.relation());
      case Operator.Range r -> Optional.of(r.relation());
      case Operator.Scan s -> Optional.of(s.relation());
      case Operator.Absent a -> Optional.of(a.relation());
      case Operator.Flip f -> Optional.of(f.relation());
      case Operator.Select _, Operator.Assign _ -> Optional.empty();
    };
  }

  private static String padded(String text) {
    return text + " ".repeat(Math.max(0, COLUMN - text.length()));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
