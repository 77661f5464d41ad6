package dev.p2.lang.syntax;

/**
 * A piece of a program's text as it stands in the file, before any macro is replaced: what the
 * formatter works on.
 *
 * @param text as written; without white space at its end
 * @param newlines how many line ends stand in the white space before it
 * @param spaced whether anything stands between it and the piece before
 * @param column how many characters stand before it on its line
 */
public record Lexeme(Kind kind, String text, int newlines, boolean spaced, int column) {
  /** What a piece is. */
  public enum Kind {
    /** A name, variable or function. */
    WORD,
    NUMBER,
    STRING,
    SYMBOL,
    /** A comment that may have text after it. */
    COMMENT,
    /** A comment that ends with its line. */
    LINE_COMMENT,
    /** A line of the preprocessor, with those that continue it. */
    DIRECTIVE,
    /** Lines that a condition of the preprocessor leaves out. */
    SKIPPED
  }

  public boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  public boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  public boolean isComment() {
    return kind == Kind.COMMENT || kind == Kind.LINE_COMMENT;
  }

  /** Whether it has lines of its own, from the first column on. */
  public boolean isLines() {
    return kind == Kind.DIRECTIVE || kind == Kind.SKIPPED;
  }

  /** Whether only white space stands before it on its line. */
  public boolean firstOnLine() {
    return newlines > 0;
  }
}
