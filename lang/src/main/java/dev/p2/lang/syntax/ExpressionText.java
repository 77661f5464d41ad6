package dev.p2.lang.syntax;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Expressions as text for messages: as written, or with a pair of parentheses around every operand
 * that has operands.
 */
public final class ExpressionText {
  private ExpressionText() {}

  /** The text of the program, white space shortened. */
  public static String written(Expression expression) {
    return source(expression.span());
  }

  /** With the grouping made plain: {@code (0x1I << I) + N}. */
  public static String grouped(Expression expression) {
    return switch (expression) {
      case Expression.Binary e -> operand(e.left()) + " " + e.operator() + " " + operand(e.right());
      case Expression.Unary e -> e.operator() + operand(e.operand());
      case Expression.Conditional e ->
          operand(e.condition()) + " ? " + operand(e.then()) + " : " + operand(e.otherwise());
      case Expression.Interval e ->
          operand(e.value())
              + " in "
              + (e.lowClosed() ? "[" : "(")
              + grouped(e.low())
              + ", "
              + grouped(e.high())
              + (e.highClosed() ? "]" : ")");
      case Expression.Contains e -> operand(e.value()) + " in " + operand(e.collection());
      case Expression.Element e -> operand(e.list()) + "[" + grouped(e.index()) + "]";
      case Expression.MatrixElement e ->
          operand(e.matrix()) + "{" + grouped(e.row()) + ", " + grouped(e.column()) + "}";
      case Expression.Call e -> e.function().text() + "(" + list(e.arguments()) + ")";
      case Expression.ListOf e -> "[" + list(e.elements()) + "]";
      case Expression.Literal e -> source(e.span());
      case Expression.Variable e -> e.name();
    };
  }

  private static String list(List<Expression> expressions) {
    return expressions.stream().map(ExpressionText::grouped).collect(Collectors.joining(", "));
  }

  private static String operand(Expression expression) {
    return switch (expression) {
      case Expression.Binary e -> "(" + grouped(e) + ")";
      case Expression.Conditional e -> "(" + grouped(e) + ")";
      case Expression.Interval e -> "(" + grouped(e) + ")";
      case Expression.Contains e -> "(" + grouped(e) + ")";
      default -> grouped(expression);
    };
  }

  private static String source(Span span) {
    String text = span.source().text();
    return text.substring(
            Math.min(span.start(), text.length()), Math.min(span.end(), text.length()))
        .replaceAll("\\s+", " ");
  }
}
