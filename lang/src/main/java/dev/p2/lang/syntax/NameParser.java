package dev.p2.lang.syntax;

import java.util.Set;

/** Reads names of relations, labels and namespaces, which may be qualified by {@code ::}. */
final class NameParser {
  private static final Set<String> RESERVED =
      Set.of(
          "delete",
          "in",
          "not",
          "notin",
          "null",
          "true",
          "false",
          "infinity",
          "materialize",
          "keys",
          "namespace");

  private final TokenCursor cursor;

  NameParser(TokenCursor cursor) {
    this.cursor = cursor;
  }

  static boolean isReserved(Token token) {
    return token.is(TokenKind.NAME) && RESERVED.contains(token.text());
  }

  /** {@code name}, {@code ns::name} or {@code ::ns::name}. */
  Name name(String what) {
    Token first = cursor.peek();
    String begin = cursor.accept("::") ? "::" + part(what) : part(what);
    if (!qualifies(0)) return new Name(cursor.from(first), begin);
    var text = new StringBuilder(begin);
    while (qualifies(0)) {
      cursor.next();
      text.append("::").append(part(what));
    }
    return new Name(cursor.from(first), text.toString());
  }

  private String part(String what) {
    Token token = cursor.peek();
    if (!token.is(TokenKind.NAME)) throw cursor.expected(what);
    if (isReserved(token)) {
      String keyword = "`" + token.text() + "` is a keyword";
      throw token.isName("delete")
          ? cursor.expected(what, keyword + "; p#delete(…) is the event that a row of p has gone")
          : cursor.expected(what, keyword);
    }
    return cursor.next().text();
  }

  /** How many tokens the name takes that begins {@code ahead} tokens on. */
  int length(int ahead) {
    int end = ahead + (cursor.peek(ahead).is("::") ? 2 : 1);
    while (qualifies(end)) end += 2;
    return end - ahead;
  }

  /** A {@code ::} with a space before it begins an absolute name. */
  private boolean qualifies(int ahead) {
    return cursor.peek(ahead).is("::") && !cursor.peek(ahead).spaced();
  }
}
