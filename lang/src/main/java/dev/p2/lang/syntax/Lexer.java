package dev.p2.lang.syntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes tokens of a text, one at a time. Problems stay with the token they are in, so that a text
 * that does not get into the program, such as a macro that is not used, has none.
 */
final class Lexer {
  /** Longest first. */
  private static final String[] SYMBOLS = {
    "|||", "**", "::", ":-", ":=", "==", "!=", "<>", "<=", "<<", ">=", ">>", "&&", "||"
  };

  /** The very strings that the parser compares symbols with. */
  private static final String[] CHARACTERS =
      IntStream.range(0, 128)
          .mapToObj(c -> String.valueOf((char) c).intern())
          .toArray(String[]::new);

  private static final String LONG_SYMBOLS_BEGIN = "|*:=!<>&";

  private static final Set<String> DIRECTIVES =
      Set.of(
          "define", "undef", "include", "if", "ifdef", "ifndef", "elif", "else", "endif", "error",
          "line", "pragma");

  private final String text;
  private final int limit;
  private final boolean inDirective;

  /**
   * One text for all tokens that read the same: they are compared and looked up again and again.
   */
  private final Map<String, String> texts;

  private Source source;
  private int at;
  private boolean spaced;
  private boolean freshLine = true;

  Lexer(Source source) {
    this(
        source,
        source.text().startsWith("\ufeff") ? 1 : 0,
        source.text().length(),
        false,
        new HashMap<>());
  }

  private Lexer(
      Source source, int from, int limit, boolean inDirective, Map<String, String> texts) {
    this.source = source;
    this.text = source.text();
    this.at = from;
    this.limit = limit;
    this.inDirective = inDirective;
    this.texts = texts;
  }

  /**
   * The rest of a directive line, up to {@code end}: a backslash at a line's end is white space
   * there.
   */
  Lexer line(int end) {
    var line = new Lexer(source, at, end, true, texts);
    line.freshLine = false;
    return line;
  }

  /** Goes on at {@code offset}. */
  void skipTo(int offset) {
    at = Math.max(at, offset);
  }

  /** Goes on at {@code offset}, the first of a line. */
  void skipLinesTo(int offset) {
    skipTo(offset);
    freshLine = true;
  }

  int offset() {
    return at;
  }

  Source source() {
    return source;
  }

  /**
   * Gives the following tokens out as those of another file and line; {@code moved} has the same
   * text.
   */
  void moveTo(Source moved) {
    source = moved;
  }

  /** The next token; {@link TokenKind#END} at the end, again and again. */
  Token next() {
    spaced = false;
    int unclosed = skipBlanks();
    if (unclosed >= 0) return brokenComment(unclosed);
    boolean first = freshLine;
    freshLine = false;
    if (at >= limit) return token(TokenKind.END, limit, limit, first);
    char c = text.charAt(at);
    if (isWordStart(c)) return word(first);
    if (c >= '0' && c <= '9') return number(first);
    if (c == '"') return string(first);
    if (c == '\'') return quoted(first);
    if (c == '#' && first && !inDirective && isDirective())
      return token(TokenKind.DIRECTIVE, at, ++at, true);
    return symbol(first);
  }

  /**
   * The next directive, or the end: for the text between {@code #if} and {@code #endif} that does
   * not count.
   */
  Token nextDirective() {
    while (at < limit) {
      char c = text.charAt(at);
      if (c == '\n') {
        freshLine = true;
        at++;
      } else if (isBlank(c)) {
        at++;
      } else if (c == '#' && freshLine && isDirective()) {
        freshLine = false;
        return token(TokenKind.DIRECTIVE, at, ++at, true);
      } else {
        freshLine = false;
        skipText(c);
      }
    }
    return token(TokenKind.END, limit, limit, false);
  }

  private void skipText(char c) {
    if (c == '"') {
      at = stringEndOnLine(at);
    } else if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      at = end < 0 ? limit : Math.min(limit, end + 2);
    } else if (startsLineComment()) {
      at = lineEnd(at);
    } else {
      at++;
    }
  }

  /**
   * Where the directive line that {@code from} is in ends: at the line feed, but not at one after a
   * backslash or inside a comment. A line comment belongs to the line and has no continuation.
   */
  int directiveEnd(int from) {
    int i = from;
    while (i < limit && text.charAt(i) != '\n') {
      char c = text.charAt(i);
      if (c == '"') {
        i = stringEndOnLine(i);
      } else if (text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        i = end < 0 ? limit : Math.min(limit, end + 2);
      } else if (text.startsWith("//", i) || text.startsWith("%%", i)) {
        i = lineEnd(i);
      } else if (c == '\\' && continues(i)) {
        i = lineEnd(i) + 1;
      } else {
        i++;
      }
    }
    return Math.min(i, limit);
  }

  private boolean continues(int backslash) {
    int end = backslash + 1;
    if (end < limit && text.charAt(end) == '\r') end++;
    return end < limit && text.charAt(end) == '\n';
  }

  private int stringEndOnLine(int quote) {
    int i = quote + 1;
    while (i < limit && text.charAt(i) != '\n') {
      if (text.charAt(i) == '"') return i + 1;
      i +=
          text.charAt(i) == '\\'
                  && i + 1 < limit
                  && text.charAt(i + 1) != '\n'
                  && text.charAt(i + 1) != '\r'
              ? 2
              : 1;
    }
    return Math.min(i, limit);
  }

  /** Skips blanks and comments. Gives the start of a comment that is not closed, else -1. */
  private int skipBlanks() {
    while (at < limit) {
      char c = text.charAt(at);
      if (c == '\n') {
        freshLine = true;
        at++;
      } else if (isBlank(c)) {
        at++;
      } else if (inDirective && c == '\\' && continues(at)) {
        at++;
      } else if (!mayBeginComment(c)) {
        return -1;
      } else if (text.startsWith("/*", at)) {
        freshLine = false;
        int end = text.indexOf("*/", at + 2);
        if (end < 0 || end + 2 > limit) return at;
        at = end + 2;
      } else if (startsLineComment()) {
        at = lineEnd(at);
      } else {
        return -1;
      }
      spaced = true;
    }
    return -1;
  }

  private static boolean mayBeginComment(char c) {
    return c == '/' || c == '%' || c == '#';
  }

  private boolean startsLineComment() {
    return text.startsWith("//", at)
        || text.startsWith("%%", at)
        || (text.startsWith("#!", at) && startsLine(at));
  }

  private boolean startsLine(int offset) {
    return offset == 0
        || text.charAt(offset - 1) == '\n'
        || (offset == 1 && text.charAt(0) == '\ufeff');
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? limit : Math.min(end, limit);
  }

  /**
   * Whether the {@code #} at the beginning of a line is a directive's, and not that of a link
   * literal.
   */
  private boolean isDirective() {
    int i = at + 1;
    while (i < limit && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) i++;
    int end = i;
    while (end < limit && isWordPart(text.charAt(end))) end++;
    if (end == i || !isWordStart(text.charAt(i)) || DIRECTIVES.contains(text.substring(i, end)))
      return true;
    while (end < limit && isBlank(text.charAt(end))) end++;
    return end >= limit || "(@#,:".indexOf(text.charAt(end)) < 0;
  }

  private Token word(boolean first) {
    int start = at;
    while (at < limit && isWordPart(text.charAt(at))) at++;
    String word = shared(start, at);
    return Token.of(kindOfWord(word), word, Span.of(source, start, at), spaced, first);
  }

  private static TokenKind kindOfWord(String word) {
    char c = word.charAt(0);
    if ((c >= 'A' && c <= 'Z') || word.equals("_")) return TokenKind.VARIABLE;
    if (c == '_') return TokenKind.WORD;
    return word.startsWith("f_") && word.length() > 2 ? TokenKind.FUNCTION : TokenKind.NAME;
  }

  private Token number(boolean first) {
    int start = at;
    NumberLiteral number = NumberLiteral.read(text, start);
    at = Math.min(number.end(), limit);
    Span span = Span.of(source, start, at);
    List<Diagnostic> problems = number.problem().map(p -> List.of(p.at(span))).orElse(List.of());
    return new Token(
        TokenKind.NUMBER,
        text.substring(start, at),
        number.value(),
        span,
        spaced,
        first,
        Token.Hidden.NONE,
        problems);
  }

  private Token string(boolean first) {
    int start = at;
    var content = new StringBuilder();
    int i = start + 1;
    while (i < limit && text.charAt(i) != '"') {
      char c = text.charAt(i++);
      if (c != '\\' || i >= limit) {
        content.append(c);
      } else {
        i = escape(i, content);
      }
    }
    if (i >= limit) return brokenString(start, first);
    at = i + 1;
    return new Token(
        TokenKind.STRING,
        text.substring(start, at),
        content.toString(),
        Span.of(source, start, at),
        spaced,
        first,
        Token.Hidden.NONE,
        List.of());
  }

  /** Reads what stands at {@code i}, after a backslash; gives the offset after it. */
  private int escape(int i, StringBuilder content) {
    char c = text.charAt(i);
    switch (c) {
      case 'n' -> content.append('\n');
      case 'r' -> content.append('\r');
      case 't' -> content.append('\t');
      case 'f' -> content.append('\f');
      case 'u' -> {
        int code = codeUnit(i + 1);
        if (code >= 0) {
          content.append((char) code);
          return i + 5;
        }
        content.append('u');
      }
      default -> content.append(c);
    }
    return i + 1;
  }

  private int codeUnit(int from) {
    if (from + 4 > limit) return -1;
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) return -1;
      code = code << 4 | digit;
    }
    return code;
  }

  private Token brokenString(int start, boolean first) {
    at = lineEnd(start);
    Span span = Span.of(source, start, start + 1);
    Diagnostic problem =
        Diagnostic.error("P2-002", span, "string is not closed")
            .hint("a string ends at the next \"");
    return broken(span, first, problem);
  }

  private Token brokenComment(int start) {
    at = limit;
    Span span = Span.of(source, start, start + 2);
    Diagnostic problem =
        Diagnostic.error("P2-002", span, "comment is not closed")
            .hint("a comment ends at the next */");
    return broken(span, false, problem);
  }

  private Token broken(Span span, boolean first, Diagnostic problem) {
    return new Token(
        TokenKind.BROKEN, "", "", span, spaced, first, Token.Hidden.NONE, List.of(problem));
  }

  private Token quoted(boolean first) {
    int start = at;
    int end = text.indexOf('\'', start + 1);
    at = end < 0 || end >= lineEnd(start) ? start + 1 : end + 1;
    return token(TokenKind.QUOTED, start, at, first);
  }

  private Token symbol(boolean first) {
    int start = at;
    at = Math.min(limit, start + symbolLength(start));
    return token(TokenKind.SYMBOL, start, at, first);
  }

  /** {@code ..} is no symbol of OverLog: read whole, its first half does not end the statement. */
  private boolean isRange(int start) {
    int after = start + 2;
    return text.startsWith("..", start)
        && after < limit
        && (isWordPart(text.charAt(after)) || text.charAt(after) == '(');
  }

  private int symbolLength(int start) {
    char first = text.charAt(start);
    if (first == '.' && isRange(start)) return 2;
    if (LONG_SYMBOLS_BEGIN.indexOf(first) >= 0) {
      for (String symbol : SYMBOLS) {
        if (text.startsWith(symbol, start)) return symbol.length();
      }
    }
    return Character.charCount(text.codePointAt(start));
  }

  private Token token(TokenKind kind, int start, int end, boolean first) {
    return Token.of(kind, shared(start, end), Span.of(source, start, end), spaced, first);
  }

  private String shared(int start, int end) {
    if (end == start + 1 && text.charAt(start) < CHARACTERS.length)
      return CHARACTERS[text.charAt(start)];
    String piece = text.substring(start, end);
    String known = texts.putIfAbsent(piece, piece);
    return known == null ? piece : known;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\u000b';
  }

  static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isWordPart(char c) {
    return isWordStart(c) || (c >= '0' && c <= '9');
  }
}
