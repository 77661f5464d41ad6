package dev.p2.lang.syntax;

import java.util.List;
import java.util.Optional;

/**
 * A token and where it stands.
 *
 * @param text as written
 * @param value what a number or string means; the text for other kinds
 * @param spaced whether white space or a comment stands before it
 * @param firstOnLine whether only blanks stand before it on its line
 * @param hidden the macros that made it, which must not be expanded in it again
 * @param problems what is wrong with it by itself, reported if it gets into the program
 */
record Token(
    TokenKind kind,
    String text,
    Object value,
    Span span,
    boolean spaced,
    boolean firstOnLine,
    Hidden hidden,
    List<Diagnostic> problems) {

  static Token of(TokenKind kind, String text, Span span, boolean spaced, boolean firstOnLine) {
    return new Token(kind, text, text, span, spaced, firstOnLine, Hidden.NONE, List.of());
  }

  /** Names of macros, a linked list: mostly none, seldom more than two. */
  record Hidden(String name, Optional<Hidden> rest) {
    static final Hidden NONE = new Hidden("", Optional.empty());

    Hidden and(String macro) {
      return has(macro) ? this : new Hidden(macro, Optional.of(this));
    }

    boolean has(String macro) {
      Hidden at = this;
      while (!at.name.equals(macro)) {
        if (at.rest.isEmpty()) return false;
        at = at.rest.get();
      }
      return true;
    }
  }

  boolean isWord() {
    return switch (kind) {
      case NAME, VARIABLE, FUNCTION, WORD -> true;
      case NUMBER, STRING, QUOTED, SYMBOL, DIRECTIVE, PRAGMA, BROKEN, END -> false;
    };
  }

  boolean is(TokenKind wanted) {
    return kind == wanted;
  }

  /** Whether it is this symbol. */
  boolean is(String symbol) {
    return kind == TokenKind.SYMBOL && text.equals(symbol);
  }

  /** Whether it is this word with a lower-case letter. */
  boolean isName(String word) {
    return kind == TokenKind.NAME && text.equals(word);
  }

  /** This token as the expansion of a macro used at {@code use}. */
  Token expanded(Token use, Span place, Hidden by, boolean first) {
    return new Token(
        kind,
        text,
        value,
        place,
        first ? use.spaced : spaced,
        first && use.firstOnLine,
        by,
        moved(problems, place));
  }

  /** This token, never to be taken for the macro {@code name} again. */
  Token hiding(String name) {
    return new Token(kind, text, value, span, spaced, firstOnLine, hidden.and(name), problems);
  }

  /** The part from the second character on, for a symbol that turned out to be two. */
  Token withoutFirstCharacter() {
    Span rest =
        new Span(span.source(), Math.min(span.start() + 1, span.end()), span.end(), span.macro());
    return of(kind, text.substring(1), rest, false, false);
  }

  private static List<Diagnostic> moved(List<Diagnostic> problems, Span place) {
    return problems.isEmpty() ? problems : problems.stream().map(p -> p.at(place)).toList();
  }

  /** What messages call it. */
  String described() {
    return switch (kind) {
      case END -> "the end of the file";
      case STRING -> "a string";
      case BROKEN -> "text that is not closed";
      case PRAGMA, DIRECTIVE -> "a directive";
      case NAME, VARIABLE, FUNCTION, WORD, NUMBER, QUOTED, SYMBOL -> "`" + text + "`";
    };
  }
}
