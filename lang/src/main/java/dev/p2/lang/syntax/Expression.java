package dev.p2.lang.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression as parsed. {@link #span} is the whole expression; {@link Binary#operatorSpan} and
 * the name's span of a call are what diagnostics point at.
 */
public sealed interface Expression {
  Span span();

  /**
   * A literal. The value is null, Boolean, Long, Double, {@code dev.p2.lang.value.Id}, String,
   * {@code dev.p2.lang.value.Duration}, or {@link #INFINITY} for the word {@code infinity}.
   */
  record Literal(Span span, @Nullable Object value) implements Expression {}

  /** What a {@link Literal} of the word {@code infinity} holds. */
  Object INFINITY = Double.POSITIVE_INFINITY;

  /**
   * A variable or a name that may turn out to be a param or a node constant; {@code _} is
   * anonymous.
   */
  record Variable(Span span, String name) implements Expression {
    public boolean anonymous() {
      return name.length() == 1 && name.charAt(0) == '_'; // asked more often than anything else
    }
  }

  /** {@code f_x(arguments)} */
  record Call(Span span, Name function, List<Expression> arguments) implements Expression {}

  /** {@code - ~ !}; the operator is its text. */
  record Unary(Span span, Span operatorSpan, String operator, Expression operand)
      implements Expression {}

  /**
   * A binary operator, by its text: {@code || && | ||| ^ & == != < <= > >= << >> + - * / % **}.
   * {@code <>} is {@code !=}.
   *
   * <p>The parser guarantees: operands stand as the precedence of overlog.md 4.1 puts them, or as
   * the flat arithmetic of 1.6 in a file of dialect 2005. So an operand of a shift that is an
   * unparenthesised {@code + - * / %}, or the other way round, is a mix written without
   * parentheses; {@link Precedence} finds it, gives the old reading of {@code A << B + C}, and
   * words the warning P2-112. The parser itself reports nothing about shifts, for which reading
   * counts depends on types.
   *
   * @param span the operands with all between them, and the parentheses around them if there are
   *     any
   * @param parenthesised whether parentheses stood around the whole of it
   */
  record Binary(
      Span span,
      Span operatorSpan,
      String operator,
      Expression left,
      Expression right,
      boolean parenthesised)
      implements Expression {}

  /** {@code condition ? then : otherwise} */
  record Conditional(Span span, Expression condition, Expression then, Expression otherwise)
      implements Expression {}

  /** {@code value in (low, high]} */
  record Interval(
      Span span,
      Span operatorSpan,
      Expression value,
      Expression low,
      Expression high,
      boolean lowClosed,
      boolean highClosed)
      implements Expression {}

  /** {@code value in collection} */
  record Contains(Span span, Span operatorSpan, Expression value, Expression collection)
      implements Expression {}

  /** {@code list[index]} */
  record Element(Span span, Expression list, Expression index) implements Expression {}

  /** {@code matrix{row, column}} */
  record MatrixElement(Span span, Expression matrix, Expression row, Expression column)
      implements Expression {}

  /** {@code [a, b]}; a matrix {@code {[a],[b]}} is a list of lists. */
  record ListOf(Span span, List<Expression> elements) implements Expression {}
}
