package dev.p2.lang.syntax;

import java.util.Arrays;

/**
 * A program text with the name that diagnostics show for it. Immutable.
 *
 * <p>Offsets count UTF-16 units from 0, lines and columns from 1; columns count code points, as
 * diagnostics do.
 */
public final class Source {
  private final String name;
  private final String text;
  private final int[] lineStarts;
  private final int lineShift;

  /** The column last asked for: on a line of a megabyte the next one is counted from there. */
  private Place last = new Place(0, 0, 1);

  /** The line last asked for, from 0: the next question is mostly about it or the one after. */
  private int lastIndex;

  private record Place(int lineStart, int offset, int column) {}

  /** A source called {@code name}, usually the file's path as the user wrote it. */
  public Source(String name, String text) {
    this(name, text, lineStarts(text), 0);
  }

  private Source(String name, String text, int[] lineStarts, int lineShift) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts;
    this.lineShift = lineShift;
  }

  /**
   * The same text as {@code #line} gives it out: of the file {@code name}, the line of {@code
   * offset} being {@code line}.
   */
  Source moved(String name, int offset, int line) {
    return new Source(name, text, lineStarts, line - index(offset) - 1);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The line, from 1, that holds {@code offset}. */
  public int line(int offset) {
    return index(offset) + 1 + lineShift;
  }

  private int index(int offset) {
    int near = lastIndex;
    if (holds(near, offset)) return near;
    int at = near + 1;
    if (!holds(at, offset)) {
      at = Arrays.binarySearch(lineStarts, offset);
      if (at < 0) at = -at - 2;
    }
    lastIndex = at;
    return at;
  }

  private boolean holds(int index, int offset) {
    return index < lineStarts.length
        && lineStarts[index] <= offset
        && (index + 1 == lineStarts.length || offset < lineStarts[index + 1]);
  }

  /** The column, from 1 in code points, of {@code offset} in its line. */
  public int column(int offset) {
    int start = lineStarts[index(offset)];
    int end = Math.min(offset, text.length());
    Place near = last;
    if (near.lineStart != start || near.offset > end) near = new Place(start, start, 1);
    int column = near.column + text.codePointCount(near.offset, end);
    last = new Place(start, end, column);
    return column;
  }

  /** Where the line that holds {@code offset} begins. */
  int lineStart(int offset) {
    return lineStarts[index(offset)];
  }

  /** Where the line that holds {@code offset} ends, before its line feed. */
  int lineEnd(int offset) {
    int next = index(offset) + 1;
    int start = lineStart(offset);
    int end = next < lineStarts.length ? lineStarts[next] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) end--;
    return end;
  }

  /**
   * The text of a line, counted as {@link #line} counts, without its end; empty if there is no such
   * line.
   */
  public String lineText(int line) {
    int index = line - 1 - lineShift;
    if (index < 0 || index >= lineStarts.length) return "";
    int start = lineStarts[index];
    int end = index + 1 < lineStarts.length ? lineStarts[index + 1] : text.length();
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
