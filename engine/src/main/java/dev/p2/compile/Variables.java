package dev.p2.compile;

import dev.p2.lang.check.Expr;
import dev.p2.lang.check.Variable;
import java.util.ArrayList;
import java.util.List;

/** The variables that expressions read, and how big expressions are. */
final class Variables {
  private Variables() {}

  /** The variables read, each once, from left to right. */
  static List<Variable> of(List<Expr> exprs) {
    List<Variable> found = new ArrayList<>();
    for (Expr expr : exprs) collect(expr, found);
    return found;
  }

  /** How many nodes the expression has. */
  static int size(Expr expr) {
    int size = 1;
    for (Expr operand : operands(expr)) size += size(operand);
    return size;
  }

  static List<Expr> operands(Expr expr) {
    return switch (expr) {
      case Expr.Const _, Expr.Var _, Expr.NodeConstant _ -> List.of();
      case Expr.Convert e -> List.of(e.operand());
      case Expr.Unary e -> List.of(e.operand());
      case Expr.Binary e -> List.of(e.left(), e.right());
      case Expr.Conditional e -> List.of(e.condition(), e.then(), e.otherwise());
      case Expr.Interval e -> List.of(e.value(), e.low(), e.high());
      case Expr.Contains e -> List.of(e.value(), e.collection());
      case Expr.Element e -> List.of(e.list(), e.index());
      case Expr.ListOf e -> e.elements();
      case Expr.Call e -> e.arguments();
    };
  }

  private static void collect(Expr expr, List<Variable> found) {
    if (expr instanceof Expr.Var(var _, Variable variable)) {
      if (!found.contains(variable)) found.add(variable);
      return;
    }
    for (Expr operand : operands(expr)) collect(operand, found);
  }
}
