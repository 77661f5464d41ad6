package dev.p2.plan;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Variable;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Questions about expressions, and the few that the planner makes itself. */
final class Exprs {
  private Exprs() {}

  /** The variables read, in order of their first occurrence. */
  static Set<Variable> variables(Expr expr) {
    var found = new LinkedHashSet<Variable>();
    collect(expr, found);
    return found;
  }

  private static void collect(Expr expr, Set<Variable> into) {
    if (expr instanceof Expr.Var v) into.add(v.variable());
    for (Expr part : parts(expr)) collect(part, into);
  }

  /**
   * Whether the value is drawn anew for each match: random numbers, counters, calls of the host.
   */
  static boolean draws(Expr expr) {
    if (expr instanceof Expr.Call call) {
      var kind = call.function().kind();
      if (kind == Function.Kind.RANDOM || kind == Function.Kind.EXTERN) return true;
    }
    return parts(expr).stream().anyMatch(Exprs::draws);
  }

  /** The direct operands, from left to right. */
  static List<Expr> parts(Expr expr) {
    return switch (expr) {
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

  static Expr.Var var(Span span, Variable variable) {
    return new Expr.Var(span, variable);
  }

  static Expr localAddress(Span span) {
    return new Expr.NodeConstant(span, Expr.NodeConstant.Kind.LOCALADDRESS);
  }

  /**
   * {@code left == right} without loss: operands of different types are compared as boxed values,
   * because converting one to the other's type may round.
   */
  static Expr equal(Span span, Expr left, Expr right) {
    boolean same = sameFamily(left.type(), right.type());
    return new Expr.Binary(
        span,
        Expr.BinaryOperator.EQUAL,
        Type.BOOL,
        same ? left : boxed(left),
        same ? right : boxed(right));
  }

  /** The value to compare a column of {@code type} with: of that type, or boxed. */
  static Expr comparable(Expr value, Type type) {
    return sameFamily(value.type(), type) ? value : boxed(value);
  }

  private static Expr boxed(Expr value) {
    return value.type() == Type.ANY ? value : new Expr.Convert(value.span(), Type.ANY, value);
  }

  private static boolean sameFamily(Type a, Type b) {
    return a == b || text(a) && text(b);
  }

  private static boolean text(Type type) {
    return type == Type.STRING || type == Type.ADDR;
  }

  /** The expressions of a head: of its columns, then of its aggregates. */
  static List<Expr> of(Head head) {
    var all = new ArrayList<>(columns(head));
    for (var aggregate : head.aggregates()) all.addAll(aggregate.arguments());
    return all;
  }

  /** The expressions of a head's columns; with aggregates, those it groups by. */
  static List<Expr> columns(Head head) {
    var all = new ArrayList<Expr>();
    for (var column : head.columns()) if (column instanceof Head.Column.Value v) all.add(v.value());
    return all;
  }
}
