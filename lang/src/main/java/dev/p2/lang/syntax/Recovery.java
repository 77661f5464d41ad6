package dev.p2.lang.syntax;

import java.util.Set;

/**
 * After an error: where reading can go on, so that one slip hides as little as possible of what
 * else is wrong.
 */
final class Recovery {
  /** After these a statement is not over, whatever stands at the beginning of the next line. */
  private static final Set<String> CONTINUES =
      Set.of(
          ",", ":-", ":=", "(", "[", "{", "@", "#", "::", "&&", "||", "|||", "|", "&", "^", "+",
          "-", "*", "/", "%", "==", "!=", "<", "<=", ">=", "<<", ">>", "?", ":", "!");

  /** So many tokens behind a {@code ;} are looked at. */
  private static final int ALTERNATIVE_MAX = 200;

  private final TokenCursor cursor;

  Recovery(TokenCursor cursor) {
    this.cursor = cursor;
  }

  /**
   * Goes to the next statement after an error in the one that began at token {@code start}: past a
   * {@code .} or {@code ;}, or to a line that looks like the beginning of one, or to the end of the
   * namespace.
   */
  void toNextStatement(int start, TokenCursor.Mark error) {
    int depth = open(start, error.index(), true);
    int column = columnAt(start);
    skipTo(Math.max(error.index(), start));
    if (cursor.index() == start) cursor.next();
    while (!cursor.atEnd()) {
      Token token = cursor.peek();
      if (startsStatement(column) || (token.is("}") && depth <= 0)) return;
      if (token.is("{")) depth++;
      if (token.is("}")) depth--;
      boolean ends = token.is(".") && !insideName() && !insideMacro();
      cursor.next();
      if (depth <= 0 && (ends || (token.is(";") && !alternative()))) return;
    }
  }

  /** Whether the point here stands between two words, as in {@code time.Second}, or numbers. */
  private boolean insideName() {
    Token after = cursor.peek(1);
    boolean address = cursor.before().is(TokenKind.NUMBER) && after.is(TokenKind.NUMBER);
    return ((cursor.before().isWord() && after.isWord()) || address) && !after.spaced();
  }

  /** Whether the point here ends a macro's text where an argument goes on. */
  private boolean insideMacro() {
    Token after = cursor.peek(1);
    return cursor.peek().span().macro().isPresent() && (after.is(")") || after.is(","));
  }

  /** Whether the rest of the statement behind a {@code ;} on this line is no rule of its own. */
  private boolean alternative() {
    if (cursor.peek().firstOnLine()) return false;
    for (int ahead = 0; ahead < ALTERNATIVE_MAX; ahead++) {
      Token token = cursor.peek(ahead);
      if (token.is(":-") || token.is(TokenKind.END)) return false;
      if (token.is(".") || token.is(";")) return true;
    }
    return false;
  }

  /**
   * After an error in the body term that began at token {@code term}: goes past the comma that ends
   * it, or to the {@code .} that ends the rule. False if neither can be told.
   */
  boolean toNextTerm(int rule, int term, TokenCursor.Mark error) {
    int depth = open(term, error.index(), false);
    int braces = open(term, error.index(), true);
    int column = columnAt(rule);
    skipTo(error.index());
    if (cursor.peek().isName("new") && cursor.peek(1).is("<")) skipConstructor();
    while (!cursor.atEnd()) {
      Token token = cursor.peek();
      if (token.is(".") && !insideName() && !insideMacro()) return true;
      if (token.is(TokenKind.BROKEN) || token.is(":-") || token.is(";") || startsStatement(column))
        return false;
      if (token.is("{")) braces++;
      if (token.is("}") && --braces < 0) return false;
      if (opens(token)) depth++;
      if (closes(token)) depth = Math.max(0, depth - 1);
      cursor.next();
      if (token.is(",") && depth == 0) return true;
    }
    return false;
  }

  /** Goes to the {@code >} of {@code new<…>}, or to the end of the statement. */
  private void skipConstructor() {
    while (!cursor.is(">") && !cursor.is(".") && !cursor.atEnd()) cursor.next();
  }

  /**
   * After an error in a head: goes past the {@code :-} of the same statement. False if it has none.
   */
  boolean toBody(int rule, TokenCursor.Mark error) {
    int column = columnAt(rule);
    skipTo(error.index());
    while (!cursor.atEnd()) {
      Token token = cursor.peek();
      if (token.is(".") || token.is(";") || token.is(TokenKind.BROKEN)) return false;
      if (cursor.index() > rule && startsStatement(column)) return false;
      cursor.next();
      if (token.is(":-")) return true;
    }
    return false;
  }

  private boolean startsStatement(int column) {
    Token token = cursor.peek();
    if (!token.firstOnLine() || token.span().column() > column || continued()) return false;
    if (token.is(TokenKind.NAME)) {
      return !token.isName("not")
          && !token.isName("notin")
          && !token.isName("in")
          && followsName(cursor.peek(1));
    }
    return token.is(TokenKind.VARIABLE)
        && !token.text().equals("_")
        && cursor.peek(1).is(TokenKind.NAME);
  }

  private boolean continued() {
    Token before = cursor.before();
    return before.is(TokenKind.SYMBOL) && CONTINUES.contains(before.text());
  }

  private static boolean followsName(Token token) {
    return token.is("(")
        || token.is("@")
        || token.is("::")
        || token.is(":")
        || token.isWord()
        || token.is(TokenKind.STRING)
        || token.is(TokenKind.NUMBER);
  }

  private int open(int from, int to, boolean braces) {
    cursor.reset(new TokenCursor.Mark(from, false));
    int depth = 0;
    while (cursor.index() < to && !cursor.atEnd()) {
      Token token = cursor.next();
      if (braces ? token.is("{") : opens(token)) depth++;
      if (braces ? token.is("}") : closes(token)) depth--;
    }
    return depth;
  }

  private int columnAt(int index) {
    cursor.reset(new TokenCursor.Mark(index, false));
    return cursor.peek().span().column();
  }

  private void skipTo(int index) {
    cursor.reset(new TokenCursor.Mark(index, false));
  }

  private static boolean opens(Token token) {
    return token.is("(") || token.is("[") || token.is("{");
  }

  private static boolean closes(Token token) {
    return token.is(")") || token.is("]") || token.is("}");
  }
}
