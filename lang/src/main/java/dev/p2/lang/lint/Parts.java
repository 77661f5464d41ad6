package dev.p2.lang.lint;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions about typed expressions and what holds them. */
final class Parts {
  private Parts() {}

  /** The direct operands, from left to right. */
  static List<Expr> of(Expr expression) {
    return switch (expression) {
      case Expr.Const c -> List.of();
      case Expr.Var v -> List.of();
      case Expr.NodeConstant n -> List.of();
      case Expr.Convert c -> List.of(c.operand());
      case Expr.Unary u -> List.of(u.operand());
      case Expr.Binary b -> List.of(b.left(), b.right());
      case Expr.Conditional c -> List.of(c.condition(), c.then(), c.otherwise());
      case Expr.Interval i -> List.of(i.value(), i.low(), i.high());
      case Expr.Contains c -> List.of(c.value(), c.collection());
      case Expr.Element e -> List.of(e.list(), e.index());
      case Expr.ListOf l -> l.elements();
      case Expr.Call c -> c.arguments();
    };
  }

  /** The names of the variables in it. */
  static Set<String> variables(Expr expression) {
    var names = new LinkedHashSet<String>();
    collect(expression, names);
    return names;
  }

  private static void collect(Expr expression, Set<String> into) {
    if (expression instanceof Expr.Var v) into.add(v.variable().name());
    for (Expr part : of(expression)) collect(part, into);
  }

  /** The variable that the expression is, conversions apart. */
  static Optional<String> variable(Expr expression) {
    return switch (expression) {
      case Expr.Var v -> Optional.of(v.variable().name());
      case Expr.Convert c -> variable(c.operand());
      default -> Optional.empty();
    };
  }

  /** The variables that stand in a predicate: alone, or in an expression that is tested. */
  static Set<String> variables(Predicate p) {
    var names = new LinkedHashSet<String>();
    for (Argument a : p.arguments()) {
      switch (a) {
        case Argument.Var v -> names.add(v.variable().name());
        case Argument.Match m -> names.addAll(variables(m.value()));
        case Argument.Any any -> {}
      }
    }
    return names;
  }

  /** The variables that a predicate gives values to. */
  static Set<String> binds(Predicate p) {
    var names = new LinkedHashSet<String>();
    for (Argument a : p.arguments())
      if (a instanceof Argument.Var v) names.add(v.variable().name());
    return names;
  }

  static List<BodyTerm.Condition> conditions(Chain chain) {
    var all = new ArrayList<BodyTerm.Condition>();
    for (BodyTerm t : chain.body()) if (t instanceof BodyTerm.Condition c) all.add(c);
    return all;
  }

  static List<BodyTerm.Assign> assignments(Chain chain) {
    var all = new ArrayList<BodyTerm.Assign>();
    for (BodyTerm t : chain.body()) if (t instanceof BodyTerm.Assign a) all.add(a);
    return all;
  }

  /** All expressions of a rule, the head's first. */
  static List<Expr> of(CheckedRule rule) {
    var all = new ArrayList<Expr>();
    for (Optional<Expr> column : columns(rule.head())) column.ifPresent(all::add);
    for (Head.Aggregate aggregate : rule.head().aggregates()) all.addAll(aggregate.arguments());
    rule.event().ifPresent(event -> all.addAll(matches(event)));
    for (BodyTerm term : rule.body()) {
      switch (term) {
        case BodyTerm.Assign a -> all.add(a.value());
        case BodyTerm.Condition c -> all.add(c.condition());
        case Predicate p -> all.addAll(matches(p));
      }
    }
    return all;
  }

  private static List<Expr> matches(Predicate p) {
    var all = new ArrayList<Expr>();
    for (Argument a : p.arguments()) if (a instanceof Argument.Match m) all.add(m.value());
    return all;
  }

  /** The expressions of a head's plain columns, by column; empty where an aggregate stands. */
  static List<Optional<Expr>> columns(Head head) {
    return head.columns().stream()
        .map(
            c -> c instanceof Head.Column.Value v ? Optional.of(v.value()) : Optional.<Expr>empty())
        .toList();
  }
}
