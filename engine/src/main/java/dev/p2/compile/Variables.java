package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Variable;
import dev.p2.plan.Action;
import dev.p2.plan.ColumnUse;
import dev.p2.plan.Operator;
import dev.p2.plan.Strand;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The variables that expressions, and the rests of strands, read. */
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

  /**
   * What the operators from {@code from} on, and the action, need from those before. (A variable
   * that a column binds may be bound already.)
   */
  static Set<Variable> read(Strand strand, int from) {
    List<Expr> exprs = new ArrayList<>(exprs(strand.action()));
    Set<Variable> read = new LinkedHashSet<>();
    Set<Variable> assigned = new LinkedHashSet<>();
    for (Operator operator : strand.operators().subList(from, strand.operators().size())) {
      switch (operator) {
        case Operator.Probe o -> {
          exprs.addAll(o.key());
          columns(o.columns(), exprs, read);
        }
        case Operator.Range o -> {
          exprs.addAll(o.bounds().ends());
          columns(o.columns(), exprs, read);
        }
        case Operator.Scan o -> columns(o.columns(), exprs, read);
        case Operator.Absent o -> {
          exprs.addAll(o.key());
          columns(o.columns(), exprs, read);
        }
        case Operator.Flip o -> {
          exprs.addAll(o.key());
          columns(o.columns(), exprs, read);
        }
        case Operator.Select o -> exprs.add(o.condition());
        case Operator.Assign o -> {
          exprs.add(o.value());
          assigned.add(o.variable());
        }
      }
    }
    read.addAll(of(exprs));
    read.removeAll(assigned);
    return read;
  }

  private static void columns(List<ColumnUse> uses, List<Expr> exprs, Set<Variable> read) {
    for (ColumnUse use : uses) {
      switch (use) {
        case ColumnUse.Skip _ -> {}
        case ColumnUse.Bind(Variable variable) -> read.add(variable);
        case ColumnUse.Test(Expr value) -> exprs.add(value);
      }
    }
  }

  private static List<Expr> exprs(Action action) {
    return switch (action) {
      case Action.Derive a -> exprs(a.head());
      case Action.Aggregate a -> exprs(a.head());
      case Action.TouchGroup a -> exprs(a.head());
      case Action.Rederived _ -> List.of();
      case Action.Install a -> a.fact().values();
    };
  }

  private static List<Expr> exprs(Head head) {
    List<Expr> exprs = new ArrayList<>();
    for (Head.Column column : head.columns()) {
      if (column instanceof Head.Column.Value(Expr value)) exprs.add(value);
    }
    for (Head.Aggregate aggregate : head.aggregates()) exprs.addAll(aggregate.arguments());
    return exprs;
  }

  private static List<Expr> operands(Expr expr) {
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
