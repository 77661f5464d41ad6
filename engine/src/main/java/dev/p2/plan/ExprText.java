package dev.p2.plan;

import dev.p2.lang.program.Expr;
import dev.p2.lang.value.Values;
import java.util.List;
import java.util.stream.Collectors;

/** Expressions as OverLog text, with the parentheses that they need. Conversions are not shown. */
final class ExprText {
  /** Weakest to strongest, as in overlog.md 4.1. */
  private enum Level {
    CONDITIONAL,
    OR,
    AND,
    BIT_OR,
    APPEND,
    BIT_XOR,
    BIT_AND,
    EQUAL,
    COMPARE,
    SHIFT,
    SUM,
    PRODUCT,
    UNARY,
    POWER,
    ATOM;

    Level tighter() {
      return this == ATOM ? ATOM : values()[ordinal() + 1];
    }
  }

  private ExprText() {}

  static String of(Expr expr) {
    return switch (expr) {
      case Expr.Const c -> Values.sourceText(c.value());
      case Expr.Var v -> v.variable().name();
      case Expr.NodeConstant n -> n.kind().name();
      case Expr.Convert c -> of(c.operand());
      case Expr.Unary u -> sign(u.operator()) + inside(u.operand(), Level.UNARY);
      case Expr.Binary b -> binary(b);
      case Expr.Conditional c ->
          inside(c.condition(), Level.OR)
              + " ? "
              + of(c.then())
              + " : "
              + inside(c.otherwise(), Level.CONDITIONAL);
      case Expr.Interval i ->
          inside(i.value(), Level.SHIFT)
              + " in "
              + (i.lowClosed() ? "[" : "(")
              + of(i.low())
              + ", "
              + of(i.high())
              + (i.highClosed() ? "]" : ")");
      case Expr.Contains c ->
          inside(c.value(), Level.SHIFT) + " in " + inside(c.collection(), Level.SHIFT);
      case Expr.Element e -> inside(e.list(), Level.ATOM) + "[" + of(e.index()) + "]";
      case Expr.ListOf l -> "[" + list(l.elements()) + "]";
      case Expr.Call c -> c.function().name() + "(" + list(c.arguments()) + ")";
    };
  }

  static String list(List<Expr> exprs) {
    return exprs.stream().map(ExprText::of).collect(Collectors.joining(", "));
  }

  private static String binary(Expr.Binary b) {
    Level level = level(b.operator());
    boolean power = b.operator() == Expr.BinaryOperator.POWER;
    String left = inside(b.left(), power ? level.tighter() : level);
    String right = inside(b.right(), power ? Level.UNARY : level.tighter());
    return left + " " + sign(b.operator()) + " " + right;
  }

  private static String inside(Expr expr, Level least) {
    String text = of(expr);
    return level(expr).compareTo(least) < 0 ? "(" + text + ")" : text;
  }

  private static Level level(Expr expr) {
    return switch (expr) {
      case Expr.Const c ->
          c.value() instanceof Number n && n.doubleValue() < 0 ? Level.UNARY : Level.ATOM;
      case Expr.Convert c -> level(c.operand());
      case Expr.Unary u -> Level.UNARY;
      case Expr.Binary b -> level(b.operator());
      case Expr.Conditional c -> Level.CONDITIONAL;
      case Expr.Interval i -> Level.COMPARE;
      case Expr.Contains c -> Level.COMPARE;
      case Expr.Var v -> Level.ATOM;
      case Expr.NodeConstant n -> Level.ATOM;
      case Expr.Element e -> Level.ATOM;
      case Expr.ListOf l -> Level.ATOM;
      case Expr.Call c -> Level.ATOM;
    };
  }

  private static Level level(Expr.BinaryOperator operator) {
    return switch (operator) {
      case OR -> Level.OR;
      case AND -> Level.AND;
      case BIT_OR -> Level.BIT_OR;
      case APPEND -> Level.APPEND;
      case BIT_XOR -> Level.BIT_XOR;
      case BIT_AND -> Level.BIT_AND;
      case EQUAL, UNEQUAL -> Level.EQUAL;
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> Level.COMPARE;
      case SHIFT_LEFT, SHIFT_RIGHT -> Level.SHIFT;
      case ADD, SUBTRACT, CONCAT -> Level.SUM;
      case MULTIPLY, DIVIDE, REMAINDER -> Level.PRODUCT;
      case POWER -> Level.POWER;
    };
  }

  private static String sign(Expr.UnaryOperator operator) {
    return switch (operator) {
      case NEGATE -> "-";
      case COMPLEMENT -> "~";
      case NOT -> "!";
    };
  }

  private static String sign(Expr.BinaryOperator operator) {
    return switch (operator) {
      case OR -> "||";
      case AND -> "&&";
      case BIT_OR -> "|";
      case APPEND -> "|||";
      case BIT_XOR -> "^";
      case BIT_AND -> "&";
      case EQUAL -> "==";
      case UNEQUAL -> "!=";
      case LESS -> "<";
      case LESS_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_EQUAL -> ">=";
      case SHIFT_LEFT -> "<<";
      case SHIFT_RIGHT -> ">>";
      case ADD, CONCAT -> "+";
      case SUBTRACT -> "-";
      case MULTIPLY -> "*";
      case DIVIDE -> "/";
      case REMAINDER -> "%";
      case POWER -> "**";
    };
  }
}
