package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A file as pieces that together are all of its text but white space, comments included. */
public final class Lexemes {
  private final Source source;
  private final String text;
  private final List<Lexeme> lexemes = new ArrayList<>();
  private int before;
  private int lineStart;

  private Lexemes(Source source) {
    this.source = source;
    this.text = source.text();
  }

  /**
   * A file's pieces.
   *
   * @param program what the parser sees: the texts of the tokens after the preprocessor
   * @param errors syntax errors in the file or in what it includes; with any, the rest is empty
   */
  public record Read(List<Lexeme> lexemes, List<String> program, List<Diagnostic> errors) {
    public Read {
      lexemes = List.copyOf(lexemes);
      program = List.copyOf(program);
      errors = List.copyOf(errors);
    }
  }

  /** Reads one file; imports in it are not followed. Never throws. */
  public static Read read(Source source, ParseOptions options) {
    List<Diagnostic> errors =
        Parser.text(List.of(source), options).problems().stream()
            .filter(Diagnostic::isError)
            .toList();
    if (!errors.isEmpty()) return new Read(List.of(), List.of(), Diagnostics.sorted(errors));
    Preprocessor.Result result = Preprocessor.run(List.of(source), options, Set.of());
    List<Span> skipped = result.skipped().stream().filter(span -> span.source() == source).toList();
    List<String> program = result.files().getFirst().stream().map(Lexemes::meaning).toList();
    return new Read(new Lexemes(source).all(skipped), program, List.of());
  }

  private static String meaning(Token token) {
    return token.is(TokenKind.PRAGMA) ? token.text() + " " + token.value() : token.text();
  }

  private List<Lexeme> all(List<Span> skipped) {
    if (text.startsWith("\ufeff")) before = 1;
    var lexer = new Lexer(source);
    int region = 0;
    while (true) {
      if (region < skipped.size() && skipped.get(region).start() == lexer.offset()) {
        Span lines = skipped.get(region++);
        add(Lexeme.Kind.SKIPPED, lines.start(), lines.end());
        lexer.skipLinesTo(lines.end());
        continue;
      }
      Token token = lexer.next();
      comments(token.span().start());
      if (token.is(TokenKind.END)) return lexemes;
      int end = token.span().end();
      if (token.is(TokenKind.DIRECTIVE)) {
        end = lexer.directiveEnd(lexer.offset());
        lexer.skipTo(end);
      }
      add(kind(token), token.span().start(), end);
    }
  }

  private static Lexeme.Kind kind(Token token) {
    return switch (token.kind()) {
      case NAME, VARIABLE, FUNCTION, WORD -> Lexeme.Kind.WORD;
      case NUMBER -> Lexeme.Kind.NUMBER;
      case STRING -> Lexeme.Kind.STRING;
      case DIRECTIVE -> Lexeme.Kind.DIRECTIVE;
      case SYMBOL, QUOTED, PRAGMA, BROKEN, END -> Lexeme.Kind.SYMBOL;
    };
  }

  /** The comments between the piece before and {@code upTo}. */
  private void comments(int upTo) {
    int at = before;
    while (at < upTo) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2) + 2;
        add(Lexeme.Kind.COMMENT, at, end);
        at = end;
      } else {
        int end = text.indexOf('\n', at);
        if (end < 0 || end > upTo) end = upTo;
        add(Lexeme.Kind.LINE_COMMENT, at, end);
        at = end;
      }
    }
  }

  private void add(Lexeme.Kind kind, int start, int end) {
    int from = start;
    int to = end;
    if (kind == Lexeme.Kind.SKIPPED) {
      // whole lines, the first with its indentation
      while (from < to && Character.isWhitespace(text.charAt(from))) from++;
      from = Math.max(start, text.lastIndexOf('\n', from - 1) + 1);
    }
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) to--;
    if (from == to) return;
    int newlines = lexemes.isEmpty() ? 1 : 0;
    for (int i = before; i < from; i++) {
      if (text.charAt(i) == '\n') {
        newlines++;
        lineStart = i + 1;
      }
    }
    lexemes.add(
        new Lexeme(kind, text.substring(from, to), newlines, from > before, from - lineStart));
    int lastLine = text.substring(from, to).lastIndexOf('\n');
    if (lastLine >= 0) lineStart = from + lastLine + 1;
    before = to;
  }
}
