package dev.p2.lang.syntax;

import java.util.Set;

/**
 * Lines such as {@code .input edge}, which Soufflé's programs have where a statement begins. Each
 * is told at its point, with what OverLog has in its place, and passed over.
 */
final class SouffleDirectives {
  private static final Set<String> WORDS =
      Set.of(
          "input",
          "output",
          "printsize",
          "decl",
          "type",
          "functor",
          "comp",
          "init",
          "include",
          "plan",
          "pragma",
          "limitsize");

  private SouffleDirectives() {}

  /** Whether one begins here: a point, a word next to it, both first on their line. */
  static boolean begins(TokenCursor cursor) {
    return cursor.is(".")
        && (cursor.peek().firstOnLine() || cursor.index() == 0)
        && cursor.peek(1).is(TokenKind.NAME)
        && !cursor.peek(1).spaced();
  }

  /**
   * Whether the point before the token at hand is one, taken for the end of a statement that lacks
   * its own: a line of two words, which is no statement.
   */
  static boolean endedTheOneBefore(TokenCursor cursor) {
    return cursor.index() > 0
        && cursor.before().is(".")
        && cursor.before().firstOnLine()
        && !cursor.peek().spaced()
        && WORDS.contains(cursor.peek().text())
        && cursor.peek(1).is(TokenKind.NAME)
        && (cursor.peek(2).firstOnLine() || cursor.peek(2).is(TokenKind.END))
        && !cursor.peek(2).is("(")
        && !cursor.peek(2).is("@");
  }

  /** The same, said of the one that ended the statement before. */
  static SyntaxError skipAfter(TokenCursor cursor) {
    cursor.reset(new TokenCursor.Mark(cursor.index() - 1, false));
    return skip(cursor, "and the statement before lacks its `.`");
  }

  /** Goes to the first token of a line behind it and behind all brackets that it opens. */
  static SyntaxError skip(TokenCursor cursor) {
    return skip(cursor, "");
  }

  private static SyntaxError skip(TokenCursor cursor, String more) {
    String hint = hint(cursor.peek(1).text());
    SyntaxError error =
        more.isEmpty()
            ? cursor.expected("a statement", hint)
            : cursor.expected("a statement", hint, more);
    int depth = 0;
    do {
      Token token = cursor.next();
      if (token.is("(") || token.is("{")) depth++;
      if (token.is(")") || token.is("}")) depth--;
    } while (!cursor.atEnd() && (depth > 0 || !cursor.peek().firstOnLine()));
    return error;
  }

  private static String hint(String directive) {
    return switch (directive) {
      case "input" ->
          "rows are facts of the program, t(\"a\", 1)., or come from a file: --facts"
              + " relation=rows.tsv";
      case "output", "printsize" ->
          "`watch(t).` shows what happens to a relation, --dump t its rows at the end";
      case "type", "functor" ->
          "types are not declared: columns are int, double, string, addr, id, …; a function of the"
              + " host is: extern f_name(int): int.";
      case "comp", "init" ->
          "namespace name { … } holds rules together, and import \"file\" as name. reads them from"
              + " a file";
      case "include" -> "write #include \"file\"";
      case "plan", "pragma", "limitsize" -> "leave it out: the order of joins is found by itself";
      default -> "tables are declared by materialize(name, lifetime, size, keys(…)).";
    };
  }
}
