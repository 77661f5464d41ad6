package dev.p2.plan;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How often a strand needs each variable: a column that gives a value nobody wants is not read. */
final class Uses {
  private final Map<Variable, Integer> counts = new HashMap<>();
  private final Set<Variable> locations;
  private final Set<Variable> bindable;

  Uses(CheckedRule rule, Draft.Start start, List<Expr> outputs) {
    this.locations = Draft.locations(rule);
    this.bindable = Draft.bindable(rule);
    outputs.forEach(this::read);
    for (BodyTerm.Predicate predicate : Draft.predicates(rule)) count(predicate);
    for (BodyTerm term : rule.body()) {
      switch (term) {
        case BodyTerm.Predicate p -> {}
        case BodyTerm.Condition c -> read(c.condition());
        case BodyTerm.Assign a -> {
          read(a.value());
          count(a.variable());
        }
      }
    }
    if (start instanceof Draft.Start.HeadRow row) {
      row.bound().forEach(this::count);
      // A variable in a column that may hold null gives nothing back: it is compared.
      Set<Variable> given = row.bound();
      Exprs.of(row.head()).stream()
          .filter(e -> !(e instanceof Expr.Var v && given.contains(v.variable())))
          .forEach(this::read);
    }
  }

  /** Whether no second occurrence wants the value that {@code predicate} gives the variable. */
  boolean alone(Variable variable, BodyTerm.Predicate predicate) {
    if (bindable.contains(variable)) return counts.getOrDefault(variable, 0) < 2;
    // One of a negated predicate only: what another negated predicate calls so is another value.
    return occurrences(variable, predicate) < 2;
  }

  /** Whether an expression or assignment needs a variable that stands for the node's address. */
  boolean needsLocation(Variable variable) {
    return counts.getOrDefault(variable, 0) > 0;
  }

  private void count(BodyTerm.Predicate predicate) {
    for (Argument argument : predicate.arguments()) {
      switch (argument) {
        case Argument.Any any -> {}
        case Argument.Match m -> read(m.value());
        case Argument.Var v -> {
          if (!locations.contains(v.variable())) count(v.variable());
        }
      }
    }
  }

  private void read(Expr expr) {
    for (Variable variable : Exprs.variables(expr)) {
      count(variable);
      count(variable);
    }
  }

  private void count(Variable variable) {
    counts.merge(variable, 1, Integer::sum);
  }

  private static long occurrences(Variable variable, BodyTerm.Predicate predicate) {
    return predicate.arguments().stream()
        .filter(a -> a instanceof Argument.Var v && v.variable().equals(variable))
        .count();
  }
}
