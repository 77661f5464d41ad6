package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AggregateForm;
import dev.p2.lang.check.RuleForm.AssignForm;
import dev.p2.lang.check.RuleForm.Column;
import dev.p2.lang.check.RuleForm.ConditionForm;
import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives every assignment of a variable that is bound to its left a variable of its own, so that
 * afterwards the order of terms does not count. Before:
 *
 * <pre>h(@X, N) :- e(@X, N), N := N + 1, t(@X, N).</pre>
 *
 * after: {@code h(@X, N'2) :- e(@X, N), N'2 := N + 1, t(@X, N'2).} Warning P2-114 (overlog.md 8.1).
 */
final class Rebinding {
  private final Report report;
  private final Map<String, String> current = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Set<String> bound = new HashSet<>();

  private Rebinding(Report report) {
    this.report = report;
  }

  static RuleForm rename(RuleForm rule, Report report) {
    for (RuleForm.Term term : rule.body()) {
      if (term instanceof AssignForm) return new Rebinding(report).apply(rule);
    }
    return rule;
  }

  private RuleForm apply(RuleForm rule) {
    var body = new ArrayList<RuleForm.Term>();
    for (RuleForm.Term term : rule.body()) {
      switch (term) {
        case PredicateForm p -> {
          PredicateForm renamed = current.isEmpty() ? p : p.withArguments(all(p.arguments()));
          if (!p.negated()) renamed.addVariablesTo(bound);
          body.add(renamed);
        }
        case AssignForm a -> {
          Expression value = in(a.value());
          body.add(new AssignForm(a.span(), assigned(a.variable(), a.span()), value));
        }
        case ConditionForm c -> body.add(new ConditionForm(c.span(), in(c.condition())));
      }
    }
    if (current.isEmpty()) return rule;
    List<Column> columns =
        rule.head().columns().stream()
            .map(
                c ->
                    c instanceof Column.Value v
                        ? (Column) new Column.Value(v.span(), in(v.value()))
                        : c)
            .toList();
    List<AggregateForm> aggregates =
        rule.head().aggregates().stream()
            .map(a -> new AggregateForm(a.span(), a.function(), all(a.arguments())))
            .toList();
    return rule.withBody(body).withHead(rule.head().withColumns(columns, aggregates));
  }

  private String assigned(String variable, Span at) {
    String name = current.getOrDefault(variable, variable);
    if (bound.add(name)) return name;
    report.warning(
        "P2-114", at, variable + " is assigned again: terms to the right see the new value");
    String fresh = variable + "'" + versions.merge(variable, 2, (old, two) -> old + 1);
    current.put(variable, fresh);
    bound.add(fresh);
    return fresh;
  }

  private Expression in(Expression expression) {
    if (current.isEmpty()) return expression;
    return Expressions.replace(
        expression,
        v -> {
          String name = current.get(v.name());
          return name == null ? v : new Expression.Variable(v.span(), name);
        });
  }

  private List<Expression> all(List<Expression> expressions) {
    return expressions.stream().map(this::in).toList();
  }
}
