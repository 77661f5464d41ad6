package dev.p2.lang.syntax;

/** What a token is, as far as its letters tell. */
enum TokenKind {
  /** A word that begins with a lower-case letter: relations, labels, namespaces, keywords. */
  NAME,
  /** A word that begins with an upper-case letter, or {@code _} alone. */
  VARIABLE,
  /** A word that begins with {@code f_}. */
  FUNCTION,
  /** Any other word, such as {@code __LINE__}. Only macros can have such names. */
  WORD,
  /** A number, id or duration; the token's value is the literal's. */
  NUMBER,
  /** A string; the token's value is its content. */
  STRING,
  /** Text in single quotes, which OverLog does not have. */
  QUOTED,
  /** An operator, a bracket, or a character that has no meaning. */
  SYMBOL,
  /** The {@code #} of a directive line. Never reaches the parser. */
  DIRECTIVE,
  /** A {@code #pragma}; the value is its text. */
  PRAGMA,
  /**
   * Something that is not closed and has been reported: what follows makes no sense up to the next
   * statement.
   */
  BROKEN,
  /** The end of a text, one past its last character. */
  END
}
