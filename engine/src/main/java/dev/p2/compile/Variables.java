package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Variable;
import dev.p2.plan.Action;
import dev.p2.plan.ColumnUse;
import dev.p2.plan.Operator;
import dev.p2.plan.Strand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The variables that expressions, and the rests of strands, read. */
final class Variables {
  private Variables() {}

  /** The variables read, each once, from left to right. */
  static Set<Variable> of(List<Expr> exprs) {
    Set<Variable> found = new LinkedHashSet<>();
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
    var rest = new Rest(strand);
    for (Operator operator : strand.operators().subList(from, strand.operators().size()))
      rest.add(operator);
    return rest.live;
  }

  /** By operator, and last for the action: how many variables {@link #read} has there. */
  static int[] readSizes(Strand strand) {
    var rest = new Rest(strand);
    int count = strand.operators().size();
    int[] sizes = new int[count + 1];
    sizes[count] = rest.live.size();
    for (int i = count - 1; i >= 0; i--) {
      rest.add(strand.operators().get(i));
      sizes[i] = rest.live.size();
    }
    return sizes;
  }

  /** All expressions of a strand, each as a whole, but for those of its trigger. */
  static List<Expr> exprs(Strand strand) {
    List<Expr> found = new ArrayList<>(exprs(strand.action()));
    for (Operator operator : strand.operators()) found.addAll(exprs(operator));
    return found;
  }

  private static List<Expr> exprs(Operator operator) {
    return switch (operator) {
      case Operator.Probe o -> exprs(o.key(), o.columns());
      case Operator.Range o -> exprs(o.bounds().ends(), o.columns());
      case Operator.Scan o -> exprs(List.of(), o.columns());
      case Operator.Absent o -> exprs(o.key(), o.columns());
      case Operator.Flip o -> exprs(o.key(), o.columns());
      case Operator.Select o -> List.of(o.condition());
      case Operator.Assign o -> List.of(o.value());
    };
  }

  private static List<Expr> exprs(List<Expr> key, List<ColumnUse> columns) {
    List<Expr> found = new ArrayList<>(key);
    for (ColumnUse use : columns) if (use instanceof ColumnUse.Test(Expr value)) found.add(value);
    return found;
  }

  /** What some operators and the action read and do not assign; in which order makes no odds. */
  private static final class Rest {
    final Set<Variable> live = new LinkedHashSet<>();
    private final Set<Variable> assigned = new HashSet<>();

    Rest(Strand strand) {
      read(exprs(strand.action()));
    }

    void add(Operator operator) {
      read(exprs(operator));
      switch (operator) {
        case Operator.Probe o -> columns(o.columns());
        case Operator.Range o -> columns(o.columns());
        case Operator.Scan o -> columns(o.columns());
        case Operator.Absent o -> columns(o.columns());
        case Operator.Flip o -> columns(o.columns());
        case Operator.Select _ -> {}
        case Operator.Assign o -> {
          assigned.add(o.variable());
          live.remove(o.variable());
        }
      }
    }

    private void columns(List<ColumnUse> uses) {
      for (ColumnUse use : uses)
        if (use instanceof ColumnUse.Bind(Variable variable)) read(variable);
    }

    private void read(List<Expr> exprs) {
      of(exprs).forEach(this::read);
    }

    private void read(Variable variable) {
      if (!assigned.contains(variable)) live.add(variable);
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

  /** The direct operands. */
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

  private static void collect(Expr expr, Set<Variable> found) {
    if (expr instanceof Expr.Var(var _, Variable variable)) {
      found.add(variable);
      return;
    }
    for (Expr operand : operands(expr)) collect(operand, found);
  }
}
