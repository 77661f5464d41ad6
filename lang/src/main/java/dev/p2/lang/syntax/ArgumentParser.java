package dev.p2.lang.syntax;

import dev.p2.lang.syntax.Statement.Argument;
import dev.p2.lang.syntax.Statement.HeadArgument;
import dev.p2.lang.value.AggregateFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the arguments of heads, facts and predicates, with their location marks, and aggregates.
 */
final class ArgumentParser {
  /** Words that an expression can begin with, so that a {@code <} after them compares. */
  private static final Set<String> VALUES =
      Set.of("true", "false", "null", "infinity", "now", "id", "new");

  private static final Set<String> AGGREGATES =
      Arrays.stream(AggregateFunction.values())
          .map(f -> f.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private final TokenCursor cursor;
  private final Problems problems;
  private final ExpressionParser expressions;

  ArgumentParser(TokenCursor cursor, Problems problems, ExpressionParser expressions) {
    this.cursor = cursor;
    this.problems = problems;
    this.expressions = expressions;
  }

  /** {@code @loc} between a name and its arguments. */
  Optional<Expression> prefixLocation() {
    if (!cursor.accept("@")) return Optional.empty();
    Token location = cursor.peek();
    if (location.is(TokenKind.VARIABLE)) {
      cursor.next();
      return Optional.of(new Expression.Variable(location.span(), location.text()));
    }
    if (!location.is(TokenKind.STRING)) throw cursor.expected("a location, a variable or a string");
    cursor.next();
    return Optional.of(new Expression.Literal(location.span(), location.value()));
  }

  /** {@code (arguments)} of a head or fact. */
  List<HeadArgument> head() {
    cursor.expect("(");
    var arguments = new ArrayList<HeadArgument>();
    if (cursor.accept(")")) return arguments;
    do {
      arguments.add(headArgument());
    } while (cursor.accept(","));
    close();
    return arguments;
  }

  /** {@code (arguments)} of a predicate. */
  List<Argument> predicate() {
    cursor.expect("(");
    var arguments = new ArrayList<Argument>();
    if (cursor.accept(")")) return arguments;
    do {
      arguments.add(plain(headArgument()));
    } while (cursor.accept(","));
    close();
    return arguments;
  }

  private void close() {
    if (!cursor.accept(")")) throw cursor.expected(TokenCursor.oneOf(",", ")"));
  }

  /** An argument where aggregates are not allowed. */
  Argument plain(HeadArgument argument) {
    return switch (argument) {
      case HeadArgument.Plain plain -> new Argument(plain.span(), plain.located(), plain.value());
      case HeadArgument.Aggregate aggregate ->
          throw new SyntaxError(
              Optional.of(
                  Diagnostic.error(
                          "P2-037", aggregate.function().span(), "aggregate not allowed here")
                      .hint("aggregates stand in the heads of rules")),
              cursor.mark());
    };
  }

  private HeadArgument headArgument() {
    Token start = cursor.peek();
    boolean located = cursor.accept("@");
    Token word = cursor.peek();
    if (cursor.peek(1).is("<")) {
      if (word.is(TokenKind.NAME) && !VALUES.contains(word.text()))
        return aggregate(start, located);
      if (word.is(TokenKind.VARIABLE)
          && problems.attempt(() -> aggregate(start, located))
              instanceof Problems.Attempt.Read<HeadArgument> read) {
        return read.value();
      }
    }
    if (cursor.peek(1).is("(") && isAggregate(word)) refuseRanked(word);
    Expression value = expressions.expression();
    return new HeadArgument.Plain(cursor.from(start), located, value);
  }

  private HeadArgument aggregate(Token start, boolean before) {
    int marked = before ? 0 : -1;
    Token function = cursor.next();
    cursor.expect("<");
    var arguments = new ArrayList<Expression>();
    if (!(cursor.is("*") && cursor.peek(1).is(">") && cursor.next().is("*"))) {
      do {
        if (cursor.accept("@") && marked < 0) marked = arguments.size();
        arguments.add(expressions.shift());
      } while (cursor.accept(","));
    }
    if (!cursor.acceptFirst(">")) throw cursor.expected(TokenCursor.oneOf(",", ">"));
    var name = new Name(function.span(), function.text());
    if (!cursor.is(",") && !cursor.is(")")) {
      throw cursor.problem(
          "P2-037",
          function,
          "aggregate not allowed here",
          "it must be a whole argument of a rule's head");
    }
    return new HeadArgument.Aggregate(cursor.from(start), marked, name, arguments);
  }

  /** Whether a word is the name of an aggregate, in capitals perhaps. */
  static boolean isAggregate(Token word) {
    if (!word.is(TokenKind.NAME) && !word.is(TokenKind.VARIABLE)) return false;
    String name = word.text().toLowerCase(Locale.ROOT);
    return AGGREGATES.contains(name.startsWith("a_") ? name.substring(2) : name);
  }

  /** {@code min(m)<D, N>}, the m least of a paper. */
  private void refuseRanked(Token word) {
    String name = word.text().toLowerCase(Locale.ROOT);
    String ranked = name.endsWith("max") ? "topk<D, m>" : "bottomk<D, m>";
    String plain = name.startsWith("a_") ? name.substring(2) : name;
    if (!plain.equals("min") && !plain.equals("max"))
      throw cursor.expected("an expression", "an aggregate is written " + word.text() + "<X>");
    cursor.next();
    boolean argument = cursor.peek(1).is(TokenKind.VARIABLE) && cursor.peek(2).is(")");
    throw cursor.expected(
        "`<`",
        argument && !cursor.peek(3).is("<")
            ? "write " + word.text() + "<" + cursor.peek(1).text() + ">"
            : "the m least or greatest are " + ranked);
  }
}
