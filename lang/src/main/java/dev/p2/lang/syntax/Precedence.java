package dev.p2.lang.syntax;

import dev.p2.lang.syntax.Expression.Binary;
import java.util.Optional;

/**
 * What is easily read otherwise than it is: shifts mixed with arithmetic without parentheses
 * (overlog.md 1.6), which are found, re-read and warned of here, and comparisons beside operators
 * that bind closer or less close than some expect.
 */
public final class Precedence {
  private Precedence() {}

  /**
   * Whether a shift and {@code + - * / %} stand beside each other without parentheses, one being
   * the other's operand.
   */
  public static boolean mixesShift(Binary binary) {
    if (isShift(binary)) return openArithmetic(binary.left()) || openArithmetic(binary.right());
    return isArithmetic(binary) && (openShift(binary.left()) || openShift(binary.right()));
  }

  /**
   * What {@code A << B + C} (or {@code >>}, or {@code -}) meant before there was precedence: {@code
   * (A << B) + C}. With several sums, the shift goes to the first of them: {@code (A << B) + C -
   * D}. Empty for anything else, so also where the sum stands in parentheses.
   */
  public static Optional<Binary> oldReading(Binary binary) {
    if (!isShift(binary) || !openSum(binary.right())) return Optional.empty();
    return Optional.of(shiftFirst(binary, (Binary) binary.right(), binary.parenthesised()));
  }

  private static Binary shiftFirst(Binary shift, Binary sum, boolean parenthesised) {
    Expression first;
    if (openSum(sum.left())) {
      first = shiftFirst(shift, (Binary) sum.left(), false);
    } else {
      Span span = shift.left().span().to(sum.left().span());
      first =
          new Binary(span, shift.operatorSpan(), shift.operator(), shift.left(), sum.left(), false);
    }
    Span span = shift.left().span().to(sum.right().span());
    return new Binary(span, sum.operatorSpan(), sum.operator(), first, sum.right(), parenthesised);
  }

  /** P2-112 for a mix: what stands there, and how it is read. */
  public static Diagnostic warning(Binary asWritten, Binary readingTaken) {
    return misread(asWritten, readingTaken, "a shift has");
  }

  /** P2-112 for {@code X & 1 == 0} and the like. */
  static Diagnostic bitWarning(Binary written) {
    return misread(written, written, "in OverLog as in C " + written.operator() + " has");
  }

  /** P2-112 for {@code !X > 3}, before its right side is read. */
  static Diagnostic denialWarning(Expression.Unary denied, String comparison) {
    String operand = ExpressionText.written(denied.operand());
    String rest = " " + comparison + " …";
    return Diagnostic.warning(
            "P2-112",
            denied.operatorSpan(),
            "precedence is easy to misread: !"
                + operand
                + rest
                + " is read as (!"
                + operand
                + ")"
                + rest)
        .hint("to deny a comparison, write !(" + operand + rest + ")");
  }

  private static Diagnostic misread(Binary written, Binary taken, String who) {
    String text = ExpressionText.written(written);
    return Diagnostic.warning(
            "P2-112",
            firstToken(written),
            "precedence is easy to misread: "
                + text
                + " is read as "
                + ExpressionText.grouped(taken))
        .hint(who + " a precedence of its own; parentheses make the reading plain");
  }

  /**
   * The first name, number or operator of an expression, which is what warnings about it point at.
   */
  public static Span firstToken(Expression expression) {
    return switch (expression) {
      case Binary e -> firstToken(e.left());
      case Expression.Conditional e -> firstToken(e.condition());
      case Expression.Interval e -> firstToken(e.value());
      case Expression.Contains e -> firstToken(e.value());
      case Expression.Element e -> firstToken(e.list());
      case Expression.MatrixElement e -> firstToken(e.matrix());
      case Expression.Unary e -> e.operatorSpan();
      case Expression.Call e -> e.function().span();
      case Expression.Literal e -> e.span();
      case Expression.Variable e -> e.span();
      case Expression.ListOf e -> e.span();
    };
  }

  private static boolean openArithmetic(Expression operand) {
    return operand instanceof Binary b && !b.parenthesised() && isArithmetic(b);
  }

  private static boolean openShift(Expression operand) {
    return operand instanceof Binary b && !b.parenthesised() && isShift(b);
  }

  private static boolean openSum(Expression operand) {
    return operand instanceof Binary b
        && !b.parenthesised()
        && (b.operator().equals("+") || b.operator().equals("-"));
  }

  private static boolean isShift(Binary b) {
    return b.operator().equals("<<") || b.operator().equals(">>");
  }

  private static boolean isArithmetic(Binary b) {
    return switch (b.operator()) {
      case "+", "-", "*", "/", "%" -> true;
      default -> false;
    };
  }
}
