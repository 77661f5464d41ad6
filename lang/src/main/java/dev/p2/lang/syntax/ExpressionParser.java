package dev.p2.lang.syntax;

import dev.p2.lang.syntax.Expression.Binary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads expressions by the precedence of overlog.md 4.1, or with the flat arithmetic of 2005 (1.6).
 */
final class ExpressionParser {
  private static final int EQUAL = 7;
  private static final int COMPARE = 8;
  private static final int SHIFT = 9;

  private static final Map<String, Integer> RANK =
      Map.ofEntries(
          Map.entry("||", 1),
          Map.entry("&&", 2),
          Map.entry("|", 3),
          Map.entry("|||", 4),
          Map.entry("^", 5),
          Map.entry("&", 6),
          Map.entry("==", EQUAL),
          Map.entry("!=", EQUAL),
          Map.entry("<>", EQUAL),
          Map.entry("<", COMPARE),
          Map.entry(">", COMPARE),
          Map.entry("<=", COMPARE),
          Map.entry(">=", COMPARE),
          Map.entry("<<", SHIFT),
          Map.entry(">>", SHIFT),
          Map.entry("+", 10),
          Map.entry("-", 10),
          Map.entry("*", 11),
          Map.entry("/", 11),
          Map.entry("%", 11));

  private static final String NO_SLICES =
      "one element is taken: L[0] is the first; f_cdr(L) is the rest, f_removeLast(L) all but the"
          + " last, f_substr(S, Start, Length) a part of a text";

  private static final String NO_BRACES =
      "a list is [1, 5], asked by X in ([1, 5]); braces hold the rows of a matrix";

  private final TokenCursor cursor;
  private final Predicate<Token> flat;
  private final Consumer<Diagnostic> report;

  /** How many calls of {@link #expression} and the like are under way. */
  private int nesting;

  /** How deep the expression read last is. */
  private int height;

  /**
   * @param flat whether the file that an operator stands in has the arithmetic of 2005
   * @param report takes warnings, and errors that do not end the reading
   */
  ExpressionParser(TokenCursor cursor, Predicate<Token> flat, Consumer<Diagnostic> report) {
    this.cursor = cursor;
    this.flat = flat;
    this.report = report;
  }

  Expression expression() {
    nesting = 0;
    return nested();
  }

  /** What ends where a shift does: an argument of an aggregate. */
  Expression shift() {
    nesting = 0;
    return binary(SHIFT);
  }

  /** An expression inside another one. */
  private Expression nested() {
    enter();
    Expression condition = binary(1);
    Expression result = condition;
    if (cursor.is("?")) {
      int deepest = height;
      cursor.next();
      Expression then = nested();
      deepest = Math.max(deepest, height);
      if (!cursor.acceptFirst(":")) throw cursor.expected("`:`");
      Expression otherwise = nested();
      grown(Math.max(deepest, height));
      result =
          new Expression.Conditional(
              condition.span().to(otherwise.span()), condition, then, otherwise);
    }
    nesting--;
    return result;
  }

  /** Bounds the recursion: parentheses and operands both count. */
  private void enter() {
    if (++nesting > 2 * Parser.DEPTH_MAX) throw tooDeep();
  }

  private void grown(int deepestOperand) {
    height = deepestOperand + 1;
    if (height > Parser.DEPTH_MAX) throw tooDeep();
  }

  private SyntaxError tooDeep() {
    return cursor.problem(
        "P2-001",
        cursor.peek(),
        "expected an expression of at most " + Parser.DEPTH_MAX + " levels, found a deeper one",
        "split it: X := part, … X …");
  }

  private int rank(Token token) {
    if (!token.is(TokenKind.SYMBOL)) return token.isName("in") ? COMPARE : 0;
    if (token.is(",") || token.is(")")) return 0; // what mostly follows an operand
    int rank = RANK.getOrDefault(token.text(), 0);
    return rank > SHIFT && flat.test(token) ? SHIFT : rank;
  }

  private Expression binary(int lowest) {
    enter();
    Expression whole = binary(unary(), lowest);
    nesting--;
    return whole;
  }

  /** Operators of rank {@code lowest} and above, after their first operand. */
  private Expression binary(Expression first, int lowest) {
    Expression left = first;
    boolean compared = false;
    while (true) {
      Token operator = cursor.peek();
      int rank = rank(operator);
      if (rank < lowest || rank == 0 || (rank == COMPARE && compared)) return left;
      compared = rank == COMPARE;
      int leftHeight = height;
      cursor.next();
      if (operator.isName("in")) {
        left = range(left, operator, leftHeight);
        continue;
      }
      Expression right = binary(rank + 1);
      grown(Math.max(leftHeight, height));
      String text = operator.text().equals("<>") ? "!=" : operator.text();
      var made =
          new Binary(left.span().to(right.span()), operator.span(), text, left, right, false);
      if (isBitOperator(text) && (isComparison(made.left()) || isComparison(made.right()))) {
        report.accept(Precedence.bitWarning(made));
      }
      left = made;
    }
  }

  private static boolean isBitOperator(String operator) {
    return operator.equals("&") || operator.equals("|") || operator.equals("^");
  }

  private static boolean isComparison(Expression operand) {
    if (!(operand instanceof Binary b) || b.parenthesised()) return false;
    int rank = RANK.getOrDefault(b.operator(), 0);
    return rank == EQUAL || rank == COMPARE;
  }

  /** What follows {@code in}: an interval or a collection. */
  private Expression range(Expression value, Token operator, int valueHeight) {
    Optional<Token> cast = Optional.empty();
    if (cursor.isName("id") && (cursor.peek(1).is("(") || cursor.peek(1).is("[")))
      cast = Optional.of(cursor.next());
    Token open = cursor.peek();
    if (open.is("[") || open.is("(")) {
      cursor.next();
      Expression low = nested();
      int deepest = Math.max(valueHeight, height);
      if (open.is("[") || cursor.is(",")) {
        return interval(value, operator, cast, open, low, deepest);
      }
      cursor.expect(")");
      Expression collection = postfix(parenthesised(low, open), open);
      if (cast.isPresent()) collection = call(cast.get(), "f_id", List.of(collection));
      return contains(value, operator, binary(power(collection), SHIFT), valueHeight);
    }
    return contains(value, operator, binary(SHIFT), valueHeight);
  }

  private Expression interval(
      Expression value,
      Token operator,
      Optional<Token> cast,
      Token open,
      Expression low,
      int deepest) {
    cursor.expect(",");
    Expression high = nested();
    grown(Math.max(deepest, height));
    if (cursor.is(",")) {
      throw cursor.expected(
          TokenCursor.oneOf(")", "]"),
          "in [A, B] is an interval; whether a list holds a value is asked by in ([A, B, C])");
    }
    if (!cursor.is(")") && !cursor.is("]")) throw cursor.expected(TokenCursor.oneOf(")", "]"));
    Token close = cursor.next();
    Span span = value.span().to(close.span());
    if (open.is("(") && close.is(")") && text(low) && text(high)) warnOfTexts(operator);
    Expression from = cast.map(id -> call(id, "f_id", List.of(low))).orElse(low);
    Expression to = cast.map(id -> call(id, "f_id", List.of(high))).orElse(high);
    return new Expression.Interval(
        span, operator.span(), value, from, to, open.is("["), close.is("]"));
  }

  private static boolean text(Expression bound) {
    return bound instanceof Expression.Literal l && l.value() instanceof String;
  }

  /** {@code in ("a", "b")} is a list in SQL. */
  private void warnOfTexts(Token in) {
    report.accept(
        Diagnostic.warning(
                "P2-112", in.span(), "in (A, B) is easy to misread: it is read as between A and B")
            .hint("whether a list holds the value is asked by in ([A, B])"));
  }

  private Expression contains(
      Expression value, Token operator, Expression collection, int valueHeight) {
    grown(Math.max(valueHeight, height));
    return new Expression.Contains(
        value.span().to(collection.span()), operator.span(), value, collection);
  }

  private Expression unary() {
    Token operator = cursor.peek();
    if (operator.is("-") || operator.is("~") || operator.is("!")) {
      cursor.next();
      Expression operand = unaryOperand();
      var made =
          new Expression.Unary(
              operator.span().to(operand.span()), operator.span(), operator.text(), operand);
      if (operator.is("!") && deniesNumber(operand))
        report.accept(Precedence.denialWarning(made, cursor.peek().text()));
      return made;
    }
    if (operator.isName("id")) {
      cursor.next();
      return call(operator, "f_id", List.of(unaryOperand()));
    }
    return power(postfix(atom(), operator));
  }

  /**
   * Whether {@code !} stands before what is compared next, and only that, as if it were a truth.
   */
  private boolean deniesNumber(Expression operand) {
    int rank = rank(cursor.peek());
    if (rank != COMPARE && rank != EQUAL) return false;
    Token right = cursor.peek(1);
    if (right.is("!") || right.isName("true") || right.isName("false")) return false;
    return operand instanceof Expression.Variable || operand instanceof Expression.Call;
  }

  private Expression unaryOperand() {
    enter();
    Expression operand = unary();
    nesting--;
    grown(height);
    return operand;
  }

  private Expression power(Expression base) {
    Token operator = cursor.peek();
    if (!operator.is("**")) return base;
    int baseHeight = height;
    cursor.next();
    Expression exponent = unaryOperand();
    height = Math.max(baseHeight, height);
    return new Binary(
        base.span().to(exponent.span()), operator.span(), "**", base, exponent, false);
  }

  private Expression postfix(Expression first, Token start) {
    Expression value = first;
    while (true) {
      int deepest = height;
      if (cursor.accept("[")) {
        Expression index = nested();
        grown(Math.max(deepest, height));
        if (cursor.is(":") || cursor.is("..")) throw cursor.expected("`]`", NO_SLICES);
        cursor.expect("]");
        value = new Expression.Element(cursor.from(start), value, index);
      } else if (cursor.accept("{")) {
        Expression row = nested();
        deepest = Math.max(deepest, height);
        cursor.expect(",");
        Expression column = nested();
        grown(Math.max(deepest, height));
        cursor.expect("}");
        value = new Expression.MatrixElement(cursor.from(start), value, row, column);
      } else {
        return value;
      }
    }
  }

  private Expression atom() {
    Token token = cursor.peek();
    height = 1;
    return switch (token.kind()) {
      case NUMBER, STRING -> literal(token.value());
      case VARIABLE -> new Expression.Variable(cursor.next().span(), token.text());
      case FUNCTION -> functionCall();
      case NAME -> word(token);
      case SYMBOL -> bracketed(token);
      case WORD, QUOTED, DIRECTIVE, PRAGMA, BROKEN, END -> throw cursor.expected("an expression");
    };
  }

  private Expression literal(Object value) {
    return new Expression.Literal(cursor.next().span(), value);
  }

  private Expression functionCall() {
    Token name = cursor.next();
    skipLocation(name);
    cursor.expect("(");
    List<Expression> arguments = list(")");
    return new Expression.Call(cursor.from(name), new Name(name.span(), name.text()), arguments);
  }

  /** {@code f_now@X()} of 2005: a function is always computed where its rule is. */
  private void skipLocation(Token name) {
    boolean located =
        cursor.is("@") && cursor.peek(1).is(TokenKind.VARIABLE) && cursor.peek(2).is("(");
    if (!located) return;
    cursor.next();
    cursor.next();
    report.accept(
        Diagnostic.warning("P2-123", name.span(), "old spelling of " + name.text() + "(…)")
            .hint("leave the location out: a function is computed where its rule is"));
  }

  private Expression word(Token token) {
    return switch (token.text()) {
      case "true" -> literal(true);
      case "false" -> literal(false);
      case "null" -> new Expression.Literal(cursor.next().span(), null);
      case "infinity" -> literal(Expression.INFINITY);
      case "now" -> now();
      default -> throw unknownWord(token);
    };
  }

  private Expression now() {
    if (cursor.peek(1).is("(")) throw cursor.expected("an expression", "write f_now()");
    Token now = cursor.next();
    report.accept(
        Diagnostic.warning("P2-123", now.span(), "old spelling of f_now()").hint("write f_now()"));
    return call(now, "f_now", List.of());
  }

  private SyntaxError unknownWord(Token token) {
    Token after = cursor.peek(1);
    if (token.isName("new") && after.is("<"))
      return cursor.notSupported(token, "new<…>", SpellingHints.NO_REFERENCES);
    if (token.isName("period") && after.is("=")) {
      return cursor.notSupported(
          token, "period=", "the period is the third argument: periodic(@N, E, 5)");
    }
    if (after.is("<")) {
      return cursor.problem(
          "P2-037",
          token,
          "aggregate not allowed here",
          "it must be a whole argument of a rule's head");
    }
    if (after.is("(")) {
      String hint =
          cursor.before().is("~") ? SpellingHints.NEGATION : SpellingHints.function(token.text());
      return cursor.expected("an expression", hint);
    }
    return cursor.expected("an expression");
  }

  private Expression bracketed(Token token) {
    return switch (token.text()) {
      case "(" -> parentheses(cursor.next());
      case "[" -> {
        cursor.next();
        List<Expression> elements = list("]");
        yield new Expression.ListOf(cursor.from(token), elements);
      }
      case "{" -> matrix(token);
      case "&" -> {
        Token variable = cursor.peek(1);
        if (!variable.is(TokenKind.VARIABLE)) throw cursor.expected("an expression");
        throw cursor.notSupported(token, "&" + variable.text());
      }
      default -> throw cursor.expected("an expression");
    };
  }

  private Expression parentheses(Token open) {
    Expression inner = nested();
    cursor.expect(")");
    return parenthesised(inner, open);
  }

  private Expression matrix(Token open) {
    cursor.next();
    var rows = new ArrayList<Expression>();
    int deepest = 1;
    do {
      Token start = cursor.peek();
      cursor.expect("[", NO_BRACES);
      List<Expression> row = list("]");
      deepest = Math.max(deepest, height);
      rows.add(new Expression.ListOf(cursor.from(start), row));
      int columns = ((Expression.ListOf) rows.getFirst()).elements().size();
      if (row.size() != columns) {
        throw cursor.problem(
            "P2-001",
            start,
            "expected a row of "
                + columns
                + " elements as the first is, found one of "
                + row.size());
      }
    } while (cursor.accept(","));
    if (!cursor.accept("}")) throw cursor.expected(TokenCursor.oneOf(",", "}"));
    grown(deepest);
    return new Expression.ListOf(cursor.from(open), rows);
  }

  /** Expressions with commas between, up to the closing bracket. */
  private List<Expression> list(String close) {
    var elements = new ArrayList<Expression>();
    int deepest = 0;
    if (!cursor.accept(close)) {
      do {
        elements.add(nested());
        deepest = Math.max(deepest, height);
      } while (cursor.accept(","));
      if (!cursor.accept(close)) throw cursor.expected(TokenCursor.oneOf(",", close));
    }
    grown(deepest);
    return List.copyOf(elements);
  }

  private Expression parenthesised(Expression inner, Token open) {
    if (!(inner instanceof Binary b)) return inner;
    return new Binary(cursor.from(open), b.operatorSpan(), b.operator(), b.left(), b.right(), true);
  }

  private static Expression call(Token name, String function, List<Expression> arguments) {
    Span span = arguments.isEmpty() ? name.span() : name.span().to(arguments.getLast().span());
    return new Expression.Call(span, new Name(name.span(), function), arguments);
  }
}
