package dev.p2.lang.check;

import dev.p2.lang.syntax.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds {@code [H|T]}, which takes a list apart in Prolog and is here a list of one value, H or T
 * by bits.
 */
final class ListPatterns {
  static final String HINT =
      "`|` is the bitwise or, and [H|T] takes no list apart: f_car(L) is the first element of L,"
          + " f_cdr(L) the others; f_cons(H, T) puts H before T";

  private ListPatterns() {}

  /** The variables of each such list in some expressions, in text order, each name once. */
  static List<List<Expression.Variable>> in(List<Expression> expressions) {
    var found = new ArrayList<List<Expression.Variable>>();
    for (Expression e : expressions) collect(e, found);
    return found;
  }

  /** Whether one of them has this occurrence of a variable, {@code _} too. */
  static boolean mention(List<Expression> expressions, Expression.Variable x) {
    return expressions.stream().anyMatch(e -> mentions(e, x));
  }

  private static boolean mentions(Expression e, Expression.Variable x) {
    if (e instanceof Expression.ListOf list && isPattern(list))
      return Expressions.occurrences(list).stream().anyMatch(v -> v.span().equals(x.span()));
    return Expressions.parts(e).stream().anyMatch(part -> mentions(part, x));
  }

  private static void collect(Expression e, List<List<Expression.Variable>> into) {
    if (e instanceof Expression.ListOf list && isPattern(list)) {
      Map<String, Expression.Variable> variables = new LinkedHashMap<>();
      for (Expression.Variable v : Expressions.occurrences(list)) {
        if (!v.anonymous()) variables.putIfAbsent(v.name(), v);
      }
      into.add(List.copyOf(variables.values()));
      return;
    }
    for (Expression part : Expressions.parts(e)) collect(part, into);
  }

  private static boolean isPattern(Expression.ListOf list) {
    return !list.elements().isEmpty()
        && list.elements().getLast() instanceof Expression.Binary b
        && b.operator().equals("|")
        && !b.parenthesised();
  }
}
