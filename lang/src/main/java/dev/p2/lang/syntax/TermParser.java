package dev.p2.lang.syntax;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the terms of rule bodies: predicates, assignments and conditions. */
final class TermParser {
  private static final Set<String> MODIFIERS =
      Set.of("insert", "delete", "refresh", "change", "failed", "sent");
  private static final Set<String> REFERENCES = Set.of("weak", "strong", "weakSays", "strongSays");
  private static final Set<String> COMPARISONS = Set.of("=", "==", "!=", "<>", ">", "<=", ">=");
  private static final Set<String> BEGIN_EXPRESSION = Set.of("(", "[", "{", "-", "~", "!", "&");
  private static final Set<String> VALUES = Set.of("true", "false", "null", "infinity");

  private final TokenCursor cursor;
  private final NameParser names;
  private final ArgumentParser arguments;
  private final ExpressionParser expressions;

  TermParser(
      TokenCursor cursor,
      NameParser names,
      ArgumentParser arguments,
      ExpressionParser expressions) {
    this.cursor = cursor;
    this.names = names;
    this.arguments = arguments;
    this.expressions = expressions;
  }

  Term term() {
    Token first = cursor.peek();
    refuseLaterFeatures();
    if (first.isName("not") || first.isName("notin")) {
      cursor.next();
      if (cursor.is("(") && cursor.peek(1).is(TokenKind.NAME) && cursor.peek(2).is("("))
        throw cursor.expected("a predicate", "write not p(X), without parentheses around p(X)");
      if (cursor.is("(") || cursor.is(TokenKind.VARIABLE)) {
        throw cursor.expected("a predicate", "`!` negates a condition");
      }
      return predicate(first, true);
    }
    if (first.is("!") && startsPredicate(1)) {
      cursor.next();
      return predicate(first, true);
    }
    boolean sign = first.is("+") || first.is("-");
    if (sign && cursor.peek(1).is(TokenKind.NAME) && cursor.peek(2).is("("))
      throw cursor.expected("a term", change(first.is("+"), cursor.peek(1).text()));
    if (first.is("(") && startsPredicate(1) && cursor.peek(2).is("("))
      throw cursor.expected(
          "a term", "no parentheses stand around predicates; write a rule for each alternative");
    if (startsPredicate(0)) {
      refuseQuantifier(first);
      return predicate(first, false);
    }
    if (first.is(TokenKind.VARIABLE) && cursor.peek(1).is(":=")) return assignment();
    if (!startsExpression(first)) throw cursor.expected("a term");
    Expression condition = expressions.expression();
    return new Term.Selection(cursor.from(first), condition);
  }

  private static String change(boolean comes, String relation) {
    return "the event that a row "
        + (comes
            ? "has come is " + relation + "#insert(…)"
            : "has gone is " + relation + "#delete(…)");
  }

  /** {@code exists(p(X))} and the like, with a predicate or a variable and one as arguments. */
  private void refuseQuantifier(Token word) {
    if (!cursor.peek(1).is("(")) return;
    int argument = cursor.peek(2).is(TokenKind.VARIABLE) && cursor.peek(3).is(",") ? 4 : 2;
    if (!cursor.peek(argument).is(TokenKind.NAME) || !cursor.peek(argument + 1).is("(")) return;
    SpellingHints.quantifier(word.text())
        .ifPresent(
            hint -> {
              throw cursor.expected("a term", hint);
            });
  }

  private Term assignment() {
    Token variable = cursor.next();
    cursor.next();
    Expression value = expressions.expression();
    return new Term.Assignment(
        cursor.from(variable), new Name(variable.span(), variable.text()), value);
  }

  /** {@code [#]name[#modifier][@loc](arguments)}, {@code not} read already. */
  Term.Predicate predicate(Token first, boolean negated) {
    refuseLaterFeatures();
    boolean link = cursor.accept("#");
    Name name = names.name("a relation name");
    Optional<Name> modifier = modifier();
    Optional<Expression> location = arguments.prefixLocation();
    if (location.isEmpty() && !negated && comparesNext())
      throw cursor.expected("`(`", SpellingHints.BARE);
    List<Statement.Argument> given = arguments.predicate();
    return new Term.Predicate(cursor.from(first), negated, link, name, modifier, location, given);
  }

  private boolean comparesNext() {
    Token token = cursor.peek();
    return token.is(TokenKind.SYMBOL) && COMPARISONS.contains(token.text());
  }

  private Optional<Name> modifier() {
    if (!cursor.accept("#")) return Optional.empty();
    Token word = cursor.peek();
    if (!word.is(TokenKind.NAME) || !MODIFIERS.contains(word.text())) {
      String what = "insert, delete, refresh, change, failed or sent";
      Optional<String> meant = meantModifier(word.text());
      throw meant.isPresent()
          ? cursor.expected(what, "did you mean #" + meant.get() + "?")
          : cursor.expected(what);
    }
    cursor.next();
    return Optional.of(new Name(word.span(), word.text()));
  }

  /** A modifier as others call it. */
  private static Optional<String> meantModifier(String word) {
    return switch (word) {
      case "inserted", "add", "added", "new", "inserts" -> Optional.of("insert");
      case "deleted", "remove", "removed", "gone", "expire", "expired", "deletes" ->
          Optional.of("delete");
      case "refreshed" -> Optional.of("refresh");
      case "update", "updated", "changed", "replace", "replaced" -> Optional.of("change");
      case "fail", "lost", "error" -> Optional.of("failed");
      default -> Optional.empty();
    };
  }

  /** P2-005 if a feature of P2's last compiler stands here. */
  void refuseLaterFeatures() {
    Token word = cursor.peek();
    if (!word.is(TokenKind.NAME)) return;
    Token after = cursor.peek(1);
    if (word.text().equals("says") && after.is("(") && cursor.peek(afterBrackets(1)).is("<")) {
      throw cursor.notSupported(word, "says(…)<…>", SpellingHints.NO_SAYS);
    }
    if (word.text().equals("new") && after.is("<"))
      throw cursor.notSupported(word, "new<…>", SpellingHints.NO_REFERENCES);
    if (REFERENCES.contains(word.text()) && after.isName("ref")) {
      throw cursor.notSupported(word, word.text() + " ref", SpellingHints.NO_REFERENCES);
    }
  }

  private boolean startsPredicate(int ahead) {
    Token word = cursor.peek(ahead);
    if (word.is("#") || word.is("::")) return true;
    if (!word.is(TokenKind.NAME) || VALUES.contains(word.text())) return false;
    Token after = cursor.peek(ahead + 1);
    if (after.is("@") || after.is("#") || after.is("::")) return true;
    if (word.isName("id")) return after.is("(") && endsTerm(cursor.peek(afterBrackets(ahead + 1)));
    if (word.isName("now")) return after.is("(");
    return !after.is("<") && !(word.isName("period") && after.is("="));
  }

  private static boolean endsTerm(Token token) {
    return token.is(",") || token.is(".") || token.is(TokenKind.END);
  }

  /** How far ahead the token after the bracket is that closes the one {@code ahead}. */
  private int afterBrackets(int ahead) {
    int depth = 0;
    int i = ahead;
    while (true) {
      Token token = cursor.peek(i++);
      if (token.is("(") || token.is("[") || token.is("{")) depth++;
      if (token.is(")") || token.is("]") || token.is("}")) depth--;
      if (depth == 0 || token.is(".") || token.is(TokenKind.END)) return i;
    }
  }

  private static boolean startsExpression(Token token) {
    return switch (token.kind()) {
      case SYMBOL -> BEGIN_EXPRESSION.contains(token.text());
      case END, PRAGMA, DIRECTIVE, QUOTED, WORD -> false;
      case NAME, VARIABLE, FUNCTION, NUMBER, STRING, BROKEN -> true;
    };
  }
}
