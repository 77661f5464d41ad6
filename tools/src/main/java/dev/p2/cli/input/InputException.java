package dev.p2.cli.input;

import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user's input was wrong: exit code 2. Says what, where (if it is a place in a file), and what
 * to do.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialized
  private final Optional<Span> place;

  @SuppressWarnings("serial")
  private final List<String> hints;

  private InputException(String message, Optional<Span> place, List<String> hints) {
    super(message);
    this.place = place;
    this.hints = List.copyOf(hints);
  }

  /** Wrong input that has no place in a file. */
  public InputException(String message, String... hints) {
    this(message, Optional.empty(), List.of(hints));
  }

  /** Wrong input from {@code start} up to {@code end} of {@code source}. */
  public static InputException at(Source source, int start, int end, String message) {
    return new InputException(
        message, Optional.of(Span.of(source, start, Math.max(end, start))), List.of());
  }

  /** The same with one hint more; an empty one is left out. */
  public InputException hint(String hint) {
    if (hint.isEmpty()) return this;
    var more = new ArrayList<>(hints);
    more.add(hint);
    return new InputException(getMessage(), place, more);
  }

  /** The same about a flag, or whatever else has given a text that stands in no file. */
  public InputException about(String what) {
    return place.isPresent()
        ? this
        : new InputException(what + ": " + getMessage(), Optional.empty(), hints);
  }

  /** The same without its place, where that is not where the mistake was made. */
  public InputException nowhere() {
    return new InputException(String.valueOf(getMessage()), Optional.empty(), hints);
  }

  /** The same at a place, unless it has one. */
  public InputException at(Source source, int start, int end) {
    return place.isPresent()
        ? this
        : new InputException(
            String.valueOf(getMessage()),
            Optional.of(Span.of(source, start, Math.max(end, start))),
            hints);
  }

  public Optional<Span> place() {
    return place;
  }

  public List<String> hints() {
    return hints;
  }

  /** The lines to show: what and where, the line with a caret, the hints. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    String message = shown(String.valueOf(getMessage()));
    lines.add((place.isPresent() ? place.get().place() + ": error: " : "p2: ") + message);
    place.ifPresent(span -> excerpt(span, lines));
    for (String hint : hints) lines.add((place.isPresent() ? "    = " : "  ") + "hint: " + hint);
    return lines;
  }

  private static void excerpt(Span span, List<String> lines) {
    String text = span.source().lineText(span.line());
    int column = span.column();
    int first = Math.max(0, column - 1 - EXCERPT_MAX / 2);
    int[] points = text.codePoints().skip(first).limit(EXCERPT_MAX).toArray();
    String shown = shown(new String(points, 0, points.length));
    int length = Math.min(span.end() - span.start(), points.length - (column - 1 - first));
    String number = String.valueOf(span.line());
    String margin = " ".repeat(Math.max(0, 5 - number.length())) + number;
    lines.add(margin + " | " + shown);
    lines.add(
        " ".repeat(margin.length())
            + " | "
            + blanks(shown, column - 1 - first)
            + "^".repeat(Math.max(1, length)));
  }

  private static final int EXCERPT_MAX = 160;

  /** What a terminal would not show, or take for a command, stands as a question mark. */
  private static String shown(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\t' && c != '\n' ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** White space as wide as the first {@code columns} characters: tabs stay tabs. */
  private static String blanks(String text, int columns) {
    var blanks = new StringBuilder();
    text.codePoints().limit(columns).forEach(c -> blanks.append(c == '\t' ? '\t' : ' '));
    return blanks.append(" ".repeat(Math.max(0, columns - blanks.length()))).toString();
  }
}
