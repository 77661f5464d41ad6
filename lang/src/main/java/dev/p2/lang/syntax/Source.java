package dev.p2.lang.syntax;

import java.util.Arrays;

/**
 * A program text with the name that diagnostics show for it. Immutable.
 *
 * <p>Offsets count UTF-16 units from 0, lines and columns from 1; columns count code points, as diagnostics do.
 */
public final class Source {
  private final String name;
  private final String text;
  private final int[] lineStarts;

  /** A source called {@code name}, usually the file's path as the user wrote it. */
  public Source(String name, String text) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The line, from 1, that holds {@code offset}. */
  public int line(int offset) {
    int at = Arrays.binarySearch(lineStarts, offset);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The column, from 1 in code points, of {@code offset} in its line. */
  public int column(int offset) {
    int start = lineStarts[line(offset) - 1];
    return text.codePointCount(start, Math.min(offset, text.length())) + 1;
  }

  /** The text of a line, counted from 1, without its end. */
  public String lineText(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) end--;
    return text.substring(start, end);
  }

  private static int[] lineStarts(String text) {
    int count = 1;
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) == '\n') count++;
    int[] starts = new int[count];
    int line = 1;
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) == '\n') starts[line++] = i + 1;
    return starts;
  }

  @Override
  public String toString() {
    return name;
  }
}
