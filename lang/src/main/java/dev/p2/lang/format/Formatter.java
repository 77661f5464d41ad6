package dev.p2.lang.format;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Lexeme;
import dev.p2.lang.syntax.Lexemes;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Source;
import java.util.List;

/**
 * Formats a program file.
 *
 * <ul>
 *   <li>A statement a line, if it fits; blank lines between statements stay, several become one.
 *   <li>A rule that does not fit, or that the author broke after {@code :-}, has its head on a line
 *       and its terms, as many as fit, on the lines below, four columns in.
 *   <li>Columns of consecutive one-line statements that the author lined up stay lined up.
 *   <li>Comments stay where they are; preprocessor lines and what they leave out stay as they are.
 * </ul>
 */
public final class Formatter {
  /** Columns that a line should not pass. */
  public static final int WIDTH = 125;

  private static final int PASSES_MAX = 5;

  private Formatter() {}

  /**
   * What became of a file.
   *
   * @param text formatted; the file's own if there are errors
   */
  public record Formatted(String text, List<Diagnostic> errors) {
    public Formatted {
      errors = List.copyOf(errors);
    }
  }

  /** Formats; takes time in proportion to the text. */
  public static Formatted format(Source source, ParseOptions options) {
    Lexemes.Read read = Lexemes.read(source, options);
    if (!read.errors().isEmpty()) return new Formatted(source.text(), read.errors());
    String lineEnd = lineEnd(source.text());
    String text = once(read.lexemes(), lineEnd);
    // a comment that a line break moved can ask for another break: once more settles it
    for (int pass = 1; pass < PASSES_MAX; pass++) {
      Lexemes.Read again = Lexemes.read(new Source(source.name(), text), options);
      require(again.errors().isEmpty() && same(read, again), source);
      String next = once(again.lexemes(), lineEnd);
      if (next.equals(text)) break;
      text = next;
    }
    return new Formatted(text, List.of());
  }

  private static String once(List<Lexeme> lexemes, String lineEnd) {
    List<String> lines = Alignment.lines(Items.of(lexemes));
    return lines.isEmpty() ? "" : String.join(lineEnd, lines) + lineEnd;
  }

  private static String lineEnd(String text) {
    int first = text.indexOf('\n');
    return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
  }

  private static boolean same(Lexemes.Read before, Lexemes.Read after) {
    return before.program().equals(after.program())
        && texts(before.lexemes()).equals(texts(after.lexemes()));
  }

  private static List<String> texts(List<Lexeme> lexemes) {
    return lexemes.stream().map(Lexeme::text).toList();
  }

  /** Nothing may be lost or joined; a caller must not write what breaks this. */
  private static void require(boolean unchanged, Source source) {
    if (!unchanged)
      throw new IllegalStateException("formatting would change the meaning of " + source.name());
  }
}
