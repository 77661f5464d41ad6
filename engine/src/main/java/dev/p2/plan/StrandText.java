package dev.p2.plan;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Relation;
import dev.p2.plan.Plan.IndexKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Strands as lines of text: {@code on lookup(@N, K, R)}, {@code probe succ(@_, =K, S) by key 2},
 * {@code K > 7}, {@code send found(@R, K)}. In a column a name is bound, {@code =} is compared or
 * looked up, {@code _} is not read.
 */
final class StrandText {
  private final Plan plan;
  private final Optional<Analysis> analysis;
  private final long nanos;

  /** What the planner did, by the names of strands, once somebody asks. */
  private Optional<Map<String, List<String>>> rewrites = Optional.empty();

  StrandText(Plan plan) {
    this(plan, Optional.empty());
  }

  /** Lines with what a run did. */
  StrandText(Plan plan, Optional<Analysis> analysis) {
    this.plan = plan;
    this.analysis = analysis;
    nanos = analysis.map(a -> a.nanos(plan)).orElse(0L);
  }

  /** The trigger, the operators, the action. */
  List<Line> lines(Strand strand) {
    var lines = new ArrayList<Line>();
    lines.add(new Line(Line.Kind.TRIGGER, text(strand.trigger()), 1));
    double rows = 1;
    var held = new HashSet<Expr>();
    for (Operator operator : strand.operators()) {
      if (operator instanceof Operator.Range r) held.addAll(r.bounds().conditions());
      boolean again = operator instanceof Operator.Select s && held.contains(s.condition());
      if (!again) rows = rows(operator, rows);
      lines.add(new Line(kind(operator), text(operator), rows));
    }
    lines.add(new Line(Line.Kind.ACTION, text(strand.action()), rows));
    return analysis.isPresent() ? measured(strand, lines, analysis.get().measured()) : lines;
  }

  /** The rewrites that changed a strand. */
  List<String> rewrites(Strand strand) {
    if (rewrites.isEmpty()) rewrites = Optional.of(rewrites(plan));
    return rewrites.get().getOrDefault(strand.name(), List.of());
  }

  private static Map<String, List<String>> rewrites(Plan plan) {
    var byStrand = new HashMap<String, List<String>>();
    for (String line : plan.rewrites()) {
      int colon = line.lastIndexOf(": ");
      byStrand
          .computeIfAbsent(line.substring(0, colon), s -> new ArrayList<>())
          .add(line.substring(colon + 2));
    }
    return byStrand;
  }

  /** The same lines with what came to each and went on from it. */
  private List<Line> measured(Strand strand, List<Line> lines, Measured run) {
    var shown = new ArrayList<Line>();
    long runs = run.runs(strand.id());
    for (int place = 0; place < lines.size(); place++) {
      Line line = lines.get(place);
      long in = place == 0 ? runs : run.passed(strand.id(), place - 1);
      boolean last = place == lines.size() - 1;
      long out = last ? in : run.passed(strand.id(), place);
      double guess = place == 0 ? 1 : line.rows() / lines.get(place - 1).rows();
      boolean judged = place > 0 && !last && in >= Analysis.JUDGED_MIN;
      long at = run.nanos(strand.id(), place);
      var actual =
          new Analysis.Actual(
              in,
              out,
              runs == 0 ? 0 : (double) out / runs,
              judged ? Math.max(out, HALF) / in / guess : 1,
              at,
              nanos == 0 ? 0 : (double) at / nanos);
      shown.add(new Line(line.kind(), line.text(), line.rows(), Optional.of(actual)));
    }
    return shown;
  }

  /** Stands for no match at all, where a factor is asked for. */
  private static final double HALF = 0.5;

  /** All on one line, as tests show it. */
  String oneLine(Strand strand) {
    return lines(strand).stream().map(Line::text).collect(Collectors.joining(" | "));
  }

  private double rows(Operator operator, double before) {
    return switch (operator) {
      case Operator.Probe p ->
          before * Estimate.matches(p.relation(), key(p.relation(), p.index()).columns());
      case Operator.Range r -> before * Estimate.rows(r.relation()) / Estimate.CONDITION;
      case Operator.Scan s -> before * Estimate.rows(s.relation());
      case Operator.Absent a -> before / Estimate.CONDITION;
      case Operator.Flip f -> before;
      case Operator.Select s -> before / Estimate.CONDITION;
      case Operator.Assign a -> before;
    };
  }

  static Line.Kind kind(Operator operator) {
    return switch (operator) {
      case Operator.Probe p -> Line.Kind.PROBE;
      case Operator.Range r -> Line.Kind.RANGE;
      case Operator.Scan s -> Line.Kind.SCAN;
      case Operator.Absent a -> Line.Kind.NEGATION;
      case Operator.Flip f -> Line.Kind.NEGATION;
      case Operator.Select s -> Line.Kind.CONDITION;
      case Operator.Assign a -> Line.Kind.ASSIGNMENT;
    };
  }

  String text(Trigger trigger) {
    return switch (trigger) {
      case Trigger.OnEvent t -> "on " + tuple(t.relation(), t.columns());
      case Trigger.OnTimer t ->
          "on " + tuple(t.relation(), t.columns()) + " every " + period(t.timer());
      case Trigger.OnChange t -> "on " + tuple(t.relation(), "#" + word(t.kind()), t.columns());
      case Trigger.OnView t -> "on change of " + tuple(t.relation(), t.columns());
      case Trigger.OnGroup t -> "on group " + tuple(t.relation(), t.columns());
      case Trigger.OnBoot t -> "on boot";
      case Trigger.OnRederive t -> "on doubt " + tuple(t.relation(), t.columns());
      case Trigger.OnFact t -> "on boot";
    };
  }

  String text(Operator operator) {
    return switch (operator) {
      case Operator.Probe p ->
          "probe "
              + read(p.relation(), p.columns(), p.index(), p.key())
              + by(p.relation(), p.index())
              + state(p.version());
      case Operator.Range r ->
          "range "
              + tuple(r.relation(), r.columns())
              + " by "
              + conditions(r.bounds())
              + nearest(r.bounds());
      case Operator.Scan s -> "scan " + tuple(s.relation(), s.columns()) + state(s.version());
      case Operator.Absent a ->
          "no "
              + read(a.relation(), a.columns(), a.index(), a.key())
              + by(a.relation(), a.index())
              + state(a.version());
      case Operator.Flip f ->
          "flip "
              + read(f.relation(), f.columns(), f.index(), f.key())
              + by(f.relation(), f.index());
      case Operator.Select s -> ExprText.of(s.condition());
      case Operator.Assign a -> a.variable() + " := " + ExprText.of(a.value());
    };
  }

  private static String nearest(Bounds bounds) {
    return bounds.nearest()
        ? ", nearest to " + ExprText.of(bounds.high().orElseThrow()) + " first"
        : "";
  }

  String text(Action action) {
    return switch (action) {
      case Action.Derive a -> word(a.verb()) + " " + head(a.head());
      case Action.Aggregate a ->
          "group, " + word(a.verb()) + " " + head(a.head()) + (a.fixedGroup() ? ", one group" : "");
      case Action.TouchGroup a -> "touch " + head(a.head());
      case Action.Rederived a -> "keep " + a.relation().name();
      case Action.Install a -> "install " + fact(a);
    };
  }

  static String word(Action.Verb verb) {
    return verb.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String word(BodyTerm.Modifier kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private String period(int timer) {
    return ExprText.of(plan.timers().get(timer).period());
  }

  private IndexKey key(Relation relation, int index) {
    return plan.indexes().get(relation.id()).get(index);
  }

  private String by(Relation relation, int index) {
    if (index < 0) return "";
    List<Integer> key = key(relation, index).columns();
    String columns = key.stream().map(c -> String.valueOf(c + 1)).collect(Collectors.joining(","));
    return " by " + (IndexBook.unique(relation, key) ? "key " : "") + columns;
  }

  private static String conditions(Bounds bounds) {
    return bounds.conditions().stream().map(ExprText::of).collect(Collectors.joining(", "));
  }

  private static String state(Operator.Version version) {
    return switch (version) {
      case NOW -> "";
      case BEFORE_TRIGGER -> ", new";
      case AFTER_TRIGGER -> ", old";
    };
  }

  private String read(Relation relation, List<ColumnUse> uses, int index, List<Expr> key) {
    if (index < 0) return tuple(relation, uses);
    var shown = new ArrayList<>(uses);
    List<Integer> columns = key(relation, index).columns();
    for (int i = 0; i < columns.size(); i++)
      shown.set(columns.get(i), new ColumnUse.Test(key.get(i)));
    return tuple(relation, shown);
  }

  private static String tuple(Relation relation, List<ColumnUse> uses) {
    return tuple(relation, "", uses);
  }

  private static String tuple(Relation relation, String modifier, List<ColumnUse> uses) {
    var columns = new ArrayList<String>();
    for (ColumnUse use : uses) {
      columns.add(
          switch (use) {
            case ColumnUse.Skip skip -> "_";
            case ColumnUse.Bind bind -> bind.variable().name();
            case ColumnUse.Test test -> "=" + ExprText.of(test.value());
          });
    }
    return relation.name() + modifier + located(columns, relation.homeColumn());
  }

  private static String head(Head head) {
    var columns = new ArrayList<String>();
    for (Head.Column column : head.columns()) {
      columns.add(
          switch (column) {
            case Head.Column.Value v -> ExprText.of(v.value());
            case Head.Column.Ignored i -> "_";
            case Head.Column.Result r ->
                aggregate(head.aggregates().get(r.aggregate()), r.output());
          });
    }
    return head.relation().name() + located(columns, head.locationColumn());
  }

  private static String aggregate(Head.Aggregate aggregate, int output) {
    if (output > 0) return "<" + ExprText.of(aggregate.arguments().get(output)) + ">";
    String arguments = aggregate.arguments().isEmpty() ? "*" : ExprText.list(aggregate.arguments());
    return aggregate.function().name().toLowerCase(Locale.ROOT) + "<" + arguments + ">";
  }

  private static String fact(Action.Install install) {
    var values = install.fact().values().stream().map(ExprText::of).toList();
    return install.fact().relation().name() + located(values, install.fact().locationColumn());
  }

  private static String located(List<String> columns, int location) {
    var shown = new ArrayList<>(columns);
    if (location >= 0 && location < shown.size()) shown.set(location, "@" + shown.get(location));
    return "(" + String.join(", ", shown) + ")";
  }
}
