package dev.p2.lang.check;

import dev.p2.lang.program.Expr;
import dev.p2.lang.syntax.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Questions about parsed expressions, and the replacement of their variables. */
final class Expressions {
  private static final Map<String, Optional<Expr.NodeConstant.Kind>> NODE_CONSTANTS =
      Arrays.stream(Expr.NodeConstant.Kind.values())
          .collect(Collectors.toUnmodifiableMap(Enum::name, Optional::of));

  /** No node constant has a shorter name. */
  private static final int SHORTEST_NODE_CONSTANT =
      NODE_CONSTANTS.keySet().stream().mapToInt(String::length).min().orElse(0);

  private Expressions() {}

  /** The direct operands, from left to right. */
  static List<Expression> parts(Expression expression) {
    if (expression instanceof Expression.Variable) return List.of(); // most are
    return switch (expression) {
      case Expression.Literal l -> List.of();
      case Expression.Variable v -> List.of();
      case Expression.Call c -> c.arguments();
      case Expression.Unary u -> List.of(u.operand());
      case Expression.Binary b -> List.of(b.left(), b.right());
      case Expression.Conditional c -> List.of(c.condition(), c.then(), c.otherwise());
      case Expression.Interval i -> List.of(i.value(), i.low(), i.high());
      case Expression.Contains c -> List.of(c.value(), c.collection());
      case Expression.Element e -> List.of(e.list(), e.index());
      case Expression.MatrixElement m -> List.of(m.matrix(), m.row(), m.column());
      case Expression.ListOf l -> l.elements();
    };
  }

  /** The node constant that a name stands for, overlog.md section 13. */
  static Optional<Expr.NodeConstant.Kind> nodeConstant(String name) {
    return name.length() < SHORTEST_NODE_CONSTANT
        ? Optional.empty()
        : NODE_CONSTANTS.getOrDefault(name, Optional.empty());
  }

  /** The variable that the whole expression is; {@code _} and node constants are none. */
  static Optional<Expression.Variable> variable(Expression expression) {
    return isVariable(expression)
        ? Optional.of((Expression.Variable) expression)
        : Optional.empty();
  }

  /** Whether the whole expression is a variable; {@code _} and node constants are none. */
  static boolean isVariable(Expression expression) {
    return expression instanceof Expression.Variable v
        && !v.anonymous()
        && nodeConstant(v.name()).isEmpty();
  }

  /** Whether the whole expression is the variable {@code name}. */
  static boolean isVariable(Expression expression, String name) {
    return isVariable(expression) && ((Expression.Variable) expression).name().equals(name);
  }

  static boolean anonymous(Expression expression) {
    return expression instanceof Expression.Variable v && v.anonymous();
  }

  /** All occurrences of variables, in text order; {@code _} included, node constants not. */
  static List<Expression.Variable> occurrences(Expression expression) {
    if (expression instanceof Expression.Literal) return List.of();
    if (expression instanceof Expression.Variable v)
      return nodeConstant(v.name()).isEmpty() ? List.of(v) : List.of();
    var found = new ArrayList<Expression.Variable>();
    collect(expression, found);
    return found;
  }

  private static void collect(Expression expression, List<Expression.Variable> into) {
    if (expression instanceof Expression.Variable v) {
      if (nodeConstant(v.name()).isEmpty()) into.add(v);
      return;
    }
    for (Expression part : parts(expression)) collect(part, into);
  }

  /**
   * Whether {@code which} holds of a variable in it; {@code _} is asked too, node constants not.
   */
  static boolean anyVariable(Expression expression, Predicate<Expression.Variable> which) {
    return switch (expression) {
      case Expression.Variable v -> nodeConstant(v.name()).isEmpty() && which.test(v);
      case Expression.Literal l -> false;
      case Expression.Unary u -> anyVariable(u.operand(), which);
      case Expression.Binary b -> anyVariable(b.left(), which) || anyVariable(b.right(), which);
      default -> {
        for (Expression part : parts(expression)) if (anyVariable(part, which)) yield true;
        yield false;
      }
    };
  }

  /** The names of the variables, in text order. */
  static Set<String> names(Expression expression) {
    if (isVariable(expression)) return Set.of(((Expression.Variable) expression).name());
    var names = new LinkedHashSet<String>();
    for (var v : occurrences(expression)) if (!v.anonymous()) names.add(v.name());
    return names;
  }

  /** Whether no variable occurs, not even {@code _}. */
  static boolean constant(Expression expression) {
    return !anyVariable(expression, v -> true);
  }

  static boolean anyCall(Expression expression, Predicate<Expression.Call> which) {
    if (expression instanceof Expression.Variable) return false; // most are
    if (expression instanceof Expression.Call c && which.test(c)) return true;
    for (Expression part : parts(expression)) if (anyCall(part, which)) return true;
    return false;
  }

  /**
   * The expression with each variable replaced by what {@code by} says; node constants and {@code
   * _} are asked too.
   */
  static Expression replace(Expression e, Function<Expression.Variable, Expression> by) {
    return switch (e) {
      case Expression.Literal l -> l;
      case Expression.Variable v -> by.apply(v);
      case Expression.Call c -> new Expression.Call(c.span(), c.function(), all(c.arguments(), by));
      case Expression.Unary u ->
          new Expression.Unary(u.span(), u.operatorSpan(), u.operator(), replace(u.operand(), by));
      case Expression.Binary b ->
          new Expression.Binary(
              b.span(),
              b.operatorSpan(),
              b.operator(),
              replace(b.left(), by),
              replace(b.right(), by),
              b.parenthesised());
      case Expression.Conditional c ->
          new Expression.Conditional(
              c.span(),
              replace(c.condition(), by),
              replace(c.then(), by),
              replace(c.otherwise(), by));
      case Expression.Interval i ->
          new Expression.Interval(
              i.span(),
              i.operatorSpan(),
              replace(i.value(), by),
              replace(i.low(), by),
              replace(i.high(), by),
              i.lowClosed(),
              i.highClosed());
      case Expression.Contains c ->
          new Expression.Contains(
              c.span(), c.operatorSpan(), replace(c.value(), by), replace(c.collection(), by));
      case Expression.Element x ->
          new Expression.Element(x.span(), replace(x.list(), by), replace(x.index(), by));
      case Expression.MatrixElement m ->
          new Expression.MatrixElement(
              m.span(), replace(m.matrix(), by), replace(m.row(), by), replace(m.column(), by));
      case Expression.ListOf l -> new Expression.ListOf(l.span(), all(l.elements(), by));
    };
  }

  static List<Expression> all(
      List<Expression> expressions, Function<Expression.Variable, Expression> by) {
    return expressions.stream().map(x -> replace(x, by)).toList();
  }
}
