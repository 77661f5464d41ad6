package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AggregateForm;
import dev.p2.lang.check.RuleForm.Column;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Name;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.syntax.Statement.HeadArgument;
import dev.p2.lang.syntax.Term;
import dev.p2.lang.value.AggregateFunction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that a head's arguments fill: {@code min<X, Y>} fills two, and the 2005 body {@code
 * min((G),(V),p(…))} makes aggregates of plain arguments.
 *
 * @param marks the columns with a location mark, in order
 * @param usable whether every aggregate is known and has the right number of arguments
 */
record HeadColumns(
    List<Column> columns, List<AggregateForm> aggregates, List<Integer> marks, boolean usable) {
  HeadColumns {
    columns = List.copyOf(columns);
    aggregates = List.copyOf(aggregates);
    marks = List.copyOf(marks);
  }

  static HeadColumns of(Statement.Rule rule, Report report) {
    return new Builder(rule, report).build();
  }

  private static final class Builder {
    private final Statement.Rule rule;
    private final Report report;
    private final List<Column> columns = new ArrayList<>();
    private final List<AggregateForm> aggregates = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private boolean usable = true;

    Builder(Statement.Rule rule, Report report) {
      this.rule = rule;
      this.report = report;
    }

    HeadColumns build() {
      for (HeadArgument argument : rule.head().arguments()) {
        switch (argument) {
          case HeadArgument.Plain p -> {
            if (p.located()) marks.add(columns.size());
            plain(p);
          }
          case HeadArgument.Aggregate a -> {
            int first = columns.size();
            aggregate(a);
            if (a.located()) marks.add(Math.min(first + a.marked(), columns.size() - 1));
          }
        }
      }
      rule.aggregateTerm().ifPresent(this::wrap);
      checkSeveral();
      return new HeadColumns(columns, aggregates, marks, usable);
    }

    private void plain(HeadArgument.Plain p) {
      boolean ignored = rule.delete() && Expressions.anonymous(p.value());
      Span at = p.value().span();
      columns.add(ignored ? new Column.Ignored(at) : new Column.Value(at, p.value()));
    }

    private void aggregate(HeadArgument.Aggregate a) {
      Optional<AggregateFunction> function = function(a.function(), a.arguments().size());
      if (function.isEmpty()) {
        columns.add(new Column.Ignored(a.span()));
        return;
      }
      int index = aggregates.size();
      aggregates.add(new AggregateForm(a.function().span(), function.get(), a.arguments()));
      int width = Aggregates.columns(function.get(), a.arguments().size());
      for (int i = 0; i < width; i++) columns.add(new Column.Result(a.span(), index, i));
    }

    /** An aggregate as other languages call it. */
    private static Optional<String> meant(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "list", "a_list", "collect", "group_concat", "string_agg" -> Optional.of("mklist");
        case "set", "a_set" -> Optional.of("mkset");
        case "mean", "average" -> Optional.of("avg");
        case "variance" -> Optional.of("var");
        case "least" -> Optional.of("min");
        case "greatest" -> Optional.of("max");
        default -> Optional.empty();
      };
    }

    private Optional<AggregateFunction> function(Name name, int arguments) {
      Optional<AggregateFunction> function = Aggregates.named(name.text());
      if (function.isEmpty()) {
        var unknown = Diagnostic.error("P2-017", name.span(), "unknown aggregate " + name.text());
        report.add(
            meant(name.text())
                .or(() -> Spelling.nearest(name.text(), Aggregates.names()))
                .map(near -> unknown.hint("did you mean " + near + "<…>?"))
                .orElseGet(
                    () -> unknown.hint("aggregates are " + String.join(", ", Aggregates.names()))));
        usable = false;
        return function;
      }
      if (!Aggregates.takes(function.get(), arguments)) {
        report.error(
            "P2-015", name.span(), name.text() + " does not take " + arguments + " arguments");
        usable = false;
        return Optional.empty();
      }
      return function;
    }

    /** {@code h(G, V, R) :- min((G), (V), p(args)).} is {@code h(G, min<V, R>) :- p(args).} */
    private void wrap(Statement.AggregateTerm term) {
      boolean withCompanions =
          Aggregates.named(term.function().text())
              .filter(f -> f == AggregateFunction.MIN || f == AggregateFunction.MAX)
              .isPresent();
      Optional<AggregateFunction> function = function(term.function(), 1);
      if (function.isEmpty()) return;
      Set<String> groupBy = new HashSet<>();
      for (Name g : term.groupBy()) groupBy.add(g.text());
      Set<String> ofBody = new HashSet<>();
      for (Term t : rule.body()) {
        if (t instanceof Term.Predicate p) {
          for (var a : p.arguments()) ofBody.addAll(Expressions.names(a.value()));
        }
      }
      int index = aggregates.size();
      List<Expression> arguments = new ArrayList<>();
      arguments.add(new Expression.Variable(term.value().span(), term.value().text()));
      for (int i = 0; i < columns.size(); i++) {
        if (!(columns.get(i) instanceof Column.Value v)) continue;
        Optional<String> name = Expressions.variable(v.value()).map(Expression.Variable::name);
        if (name.isEmpty() || groupBy.contains(name.get())) continue;
        if (name.get().equals(term.value().text())) {
          columns.set(i, new Column.Result(v.span(), index, 0));
        } else if (withCompanions && ofBody.contains(name.get())) {
          columns.set(i, new Column.Result(v.span(), index, arguments.size()));
          arguments.add(v.value());
        }
      }
      aggregates.add(new AggregateForm(term.function().span(), function.get(), arguments));
    }

    private void checkSeveral() {
      boolean several = false;
      for (AggregateForm a : aggregates) {
        if (!a.function().multiRow()) continue;
        if (several) {
          report.error(
              "P2-037", a.span(), "a head may hold at most one of topk, bottomk and limit");
          usable = false;
        }
        several = true;
      }
      if (rule.delete() && !aggregates.isEmpty()) {
        report.error(
            "P2-037", aggregates.getFirst().span(), "an aggregate is not allowed in a delete head");
        usable = false;
      }
    }
  }
}
