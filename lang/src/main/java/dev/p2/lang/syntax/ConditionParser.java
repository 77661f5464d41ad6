package dev.p2.lang.syntax;

import java.util.List;
import java.util.Map;

/**
 * The integer expression of an {@code #if}: {@code ! && || == != < <= > >= + - * / %} and
 * parentheses.
 */
final class ConditionParser {
  /** A condition that cannot be evaluated, and why. */
  static final class BadCondition extends Exception {
    private static final long serialVersionUID = 1;

    BadCondition(String why) {
      super(why, null, false, false);
    }
  }

  private static final int DEPTH_MAX = 100;

  private static final Map<String, Integer> RANK =
      Map.ofEntries(
          Map.entry("||", 1),
          Map.entry("&&", 2),
          Map.entry("==", 3),
          Map.entry("!=", 3),
          Map.entry("<", 4),
          Map.entry("<=", 4),
          Map.entry(">", 4),
          Map.entry(">=", 4),
          Map.entry("+", 5),
          Map.entry("-", 5),
          Map.entry("*", 6),
          Map.entry("/", 6),
          Map.entry("%", 6));

  private final List<Token> tokens;
  private int at;
  private int depth;

  private ConditionParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Whether the condition holds; macros and {@code defined} are replaced already, other words are
   * 0.
   */
  static boolean holds(List<Token> tokens) throws BadCondition {
    var parser = new ConditionParser(tokens);
    long value = parser.binary(1);
    if (parser.at < tokens.size())
      throw new BadCondition("unexpected " + tokens.get(parser.at).described());
    return value != 0;
  }

  private long binary(int rank) throws BadCondition {
    long left = unary();
    while (at < tokens.size()) {
      Token operator = tokens.get(at);
      Integer here = operator.is(TokenKind.SYMBOL) ? RANK.get(operator.text()) : null;
      if (here == null || here < rank) break;
      at++;
      left = apply(operator.text(), left, binary(here + 1));
    }
    return left;
  }

  private long unary() throws BadCondition {
    if (at >= tokens.size()) throw new BadCondition("the condition is not complete");
    if (++depth > DEPTH_MAX) throw new BadCondition("the condition is nested too deeply");
    Token token = tokens.get(at++);
    long value;
    if (token.is("!")) {
      value = unary() == 0 ? 1 : 0;
    } else if (token.is("-")) {
      value = -unary();
    } else if (token.is("+")) {
      value = unary();
    } else if (token.is("(")) {
      value = binary(1);
      if (at >= tokens.size() || !tokens.get(at++).is(")"))
        throw new BadCondition("a parenthesis is not closed");
    } else if (token.isWord()) {
      value = token.isName("true") ? 1 : 0;
    } else if (token.value() instanceof Long number
        && token.problems().stream().noneMatch(Diagnostic::isError)) {
      value = number;
    } else {
      throw new BadCondition("unexpected " + token.described());
    }
    depth--;
    return value;
  }

  private static long apply(String operator, long a, long b) throws BadCondition {
    if (b == 0 && (operator.equals("/") || operator.equals("%")))
      throw new BadCondition("division by zero");
    return switch (operator) {
      case "||" -> truth(a != 0 || b != 0);
      case "&&" -> truth(a != 0 && b != 0);
      case "==" -> truth(a == b);
      case "!=" -> truth(a != b);
      case "<" -> truth(a < b);
      case "<=" -> truth(a <= b);
      case ">" -> truth(a > b);
      case ">=" -> truth(a >= b);
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "%" -> a % b;
      default -> throw new BadCondition("unexpected `" + operator + "`");
    };
  }

  private static long truth(boolean condition) {
    return condition ? 1 : 0;
  }
}
