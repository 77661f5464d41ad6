package dev.p2.lang.syntax;

import java.util.Locale;
import java.util.Optional;

/** What OverLog has in the place of statements of SQL. */
final class SqlStatements {
  private SqlStatements() {}

  /** What to do instead, if a statement that begins so is one of SQL. */
  static Optional<String> hint(Token first, Token second, Token third) {
    if (!first.is(TokenKind.NAME) && !first.is(TokenKind.VARIABLE)) return Optional.empty();
    boolean head = second.is(TokenKind.NAME) && (third.is("(") || third.is("@") || third.is("::"));
    String hint =
        switch (first.text().toLowerCase(Locale.ROOT)) {
          case "select" ->
              (first.is(TokenKind.VARIABLE) && second.isWord() && !head)
                      || second.is(TokenKind.VARIABLE)
                      || second.is("*")
                      || (second.is(TokenKind.NAME) && (third.is(",") || is(third, "from")))
                  ? "a query is a rule: result(@N, X) :- event(@N), table(@N, X)."
                  : "";
          case "create" ->
              is(second, "table") && third.isWord()
                  ? "a table is declared by table name(@N: addr, key K: int)."
                  : second.is(TokenKind.NAME) && third.is(TokenKind.NAME)
                      ? "a table is declared by table name(@N: addr, key K: int)."
                      : "";
          case "insert" ->
              is(second, "into") && third.isWord()
                  ? "a fact is a row: t(\"a\", 1)., and a rule inserts its head: t(@N, X) :-"
                      + " event(@N, X)."
                  : "";
          case "update" ->
              is(third, "set")
                  ? "a row is replaced by one with the same key: t(@N, K, V) :- event(@N, K, V)."
                  : "";
          case "delete" ->
              is(second, "from") && third.isWord()
                  ? "a rule deletes: delete t(@N, K) :- event(@N, K)."
                  : "";
          case "drop" ->
              is(second, "table")
                  ? "tables stay; rows go by lifetime, by size, or by a rule: delete t(@N, K) :-"
                      + " event(@N, K)."
                  : "";
          default -> "";
        };
    return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
  }

  /** The table that {@code create table name …} declares. */
  static Optional<Name> created(Token first, Token second, Token third) {
    return is(first, "create") && is(second, "table") && third.is(TokenKind.NAME)
        ? Optional.of(new Name(third.span(), third.text()))
        : Optional.empty();
  }

  private static boolean is(Token token, String word) {
    return token.isWord() && token.text().equalsIgnoreCase(word);
  }
}
