package dev.p2.oracle;

import dev.p2.lang.check.Argument;
import dev.p2.lang.check.BodyTerm;
import dev.p2.lang.check.CheckedRule;
import dev.p2.lang.check.Expr;
import dev.p2.lang.check.Head;
import dev.p2.lang.check.Program;
import dev.p2.lang.check.Relation;
import dev.p2.lang.value.AggregateFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often each construct stood in a program that ran, and how often each thing happened. */
final class Coverage {
  final Map<String, Integer> counts = new TreeMap<>();

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  void program(Program program) {
    for (Relation r : program.relations()) {
      if (r.system() || !r.isTable()) continue;
      Relation.TableSpec spec = r.table().orElseThrow();
      count(spec.soft() ? "table soft" : "table hard");
      if (spec.sized()) count("table sized");
      if (spec.bag()) count("table bag");
      if (r.hidden()) count("table hidden");
    }
    if (!program.facts().isEmpty()) count("facts");
    for (CheckedRule rule : program.rules()) rule(rule);
  }

  private void rule(CheckedRule rule) {
    Head head = rule.head();
    String to = !head.relation().isTable() ? "event" : head.delete() ? "delete" : "table";
    count((rule.isView() ? "view to " : "event rule to ") + (head.remote() ? "remote " : "") + to);
    if (rule.component() >= 0) count("view recursive");
    if (rule.isView() && !rule.maintained()) count("view not maintained");
    if (rule.timer().isPresent()) count("periodic");
    rule.event().ifPresent(e -> count("trigger " + e.modifier()));
    if (rule.label().contains("@")) count("hop");
    for (BodyTerm term : rule.body()) {
      switch (term) {
        case BodyTerm.Predicate p -> {
          count(
              p.negated()
                  ? (rule.isView() ? "negation in view" : "negation in event rule")
                  : "join");
          for (Argument a : p.arguments()) if (a instanceof Argument.Match(Expr e)) expression(e);
        }
        case BodyTerm.Assign a -> {
          count("assignment");
          if (a.variable().name().contains("'")) count("rebinding");
          expression(a.value());
        }
        case BodyTerm.Condition c -> {
          count("condition");
          expression(c.condition());
        }
      }
    }
    for (Head.Column c : head.columns()) if (c instanceof Head.Column.Value(Expr e)) expression(e);
    for (Head.Aggregate a : head.aggregates()) {
      count((rule.isView() ? "view aggregate " : "event aggregate ") + a.function());
      a.arguments().forEach(this::expression);
    }
    if (head.aggregating())
      count(rule.fixedGroup() ? "aggregate one group" : "aggregate many groups");
  }

  private void expression(Expr expr) {
    switch (expr) {
      case Expr.Binary e -> count("operator " + e.operator());
      case Expr.Unary e -> count("operator " + e.operator());
      case Expr.Call e -> count("function " + e.function().name());
      default -> count("expression " + expr.getClass().getSimpleName());
    }
    for (Expr part : Body.parts(expr)) expression(part);
  }

  void step(Outcome outcome) {
    for (String change : outcome.changes)
      count("happened " + change.substring(0, change.indexOf(' ')));
    for (Outcome.Sent sent : outcome.messages) count("sent " + sent.kind());
    for (Outcome.Failure f : outcome.failures) count("error " + f.code());
    if (outcome.conflicts) count("happened CONFLICT");
  }

  /** What a run of some length must have met. */
  static List<String> required() {
    var all = new ArrayList<String>();
    for (AggregateFunction f : AggregateFunction.values()) {
      all.add("event aggregate " + f);
      all.add("view aggregate " + f);
    }
    for (Expr.BinaryOperator o : Expr.BinaryOperator.values()) all.add("operator " + o);
    for (Expr.UnaryOperator o : Expr.UnaryOperator.values()) all.add("operator " + o);
    for (BodyTerm.Modifier m : BodyTerm.Modifier.values()) all.add("trigger " + m);
    for (String kind : "INSERT DELETE REPLACE REFRESH EXPIRE EVICT CONFLICT".split(" "))
      all.add("happened " + kind);
    for (String kind : "DELIVER DELETE SUPPORT WITHDRAW LAPSE REFRESH".split(" "))
      all.add("sent " + kind);
    for (int code : new int[] {1, 2, 4, 5, 6, 7, 10})
      all.add(String.format(java.util.Locale.ROOT, "error P2-R%02d", code));
    for (String from : List.of("view to ", "event rule to ")) {
      for (String to :
          List.of("event", "table", "delete", "remote event", "remote table", "remote delete"))
        all.add(from + to);
    }
    all.addAll(
        List.of(
            "table soft",
            "table hard",
            "table sized",
            "table bag",
            "table hidden",
            "facts",
            "view recursive",
            "view not maintained",
            "periodic",
            "hop",
            "negation in view",
            "negation in event rule",
            "join",
            "assignment",
            "rebinding",
            "condition",
            "aggregate one group",
            "aggregate many groups",
            "expression Interval",
            "expression Contains",
            "expression Element",
            "expression ListOf",
            "expression Conditional",
            "expression NodeConstant",
            "expression Convert"));
    return all;
  }
}
