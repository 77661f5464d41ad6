package dev.p2.lang.format;

import dev.p2.lang.syntax.Lexeme;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks one statement into lines: after {@code :-}, between terms where the author did, then after
 * commas, those of the fewest brackets first, as many a line as fit.
 */
final class Layout {
  static final int INDENT = 4;

  /** Deeper brackets than this are not looked into for a place to break. */
  private static final int LEVEL_MAX = 8;

  private final Item item;
  private final List<Lexeme> pieces;
  private final boolean[] blank;
  private final int[] depth;
  private final int indent;
  private final List<String> lines = new ArrayList<>();
  private StringBuilder line;
  private int continuation;
  private boolean fresh = true;

  private Layout(Item item) {
    this.item = item;
    this.pieces = item.pieces();
    this.blank = Spacing.of(pieces);
    this.depth = depths(pieces);
    this.indent = item.depth() * INDENT;
    this.line = new StringBuilder(" ".repeat(indent));
    this.continuation = indent + INDENT;
  }

  /** The lines of an item, without the comment behind it. */
  static List<String> lines(Item item) {
    if (!item.isStatement()) {
      Lexeme only = item.pieces().getFirst();
      boolean firstColumn = only.isLines() || only.text().startsWith("#!");
      return List.of(" ".repeat(firstColumn ? 0 : item.depth() * INDENT) + only.text());
    }
    return new Layout(item).statement();
  }

  private static int[] depths(List<Lexeme> pieces) {
    int[] depths = new int[pieces.size()];
    int depth = 0;
    for (int i = 0; i < depths.length; i++) {
      Lexeme piece = pieces.get(i);
      if (piece.is(")") || piece.is("]") || piece.is("}")) depth--;
      depths[i] = depth;
      if (piece.is("(") || piece.is("[") || piece.is("{")) depth++;
    }
    return depths;
  }

  private List<String> statement() {
    int implies = implies();
    boolean broken = implies >= 0 && pieces.get(implies + 1).firstOnLine();
    // a # at the beginning of a line could be a directive
    if (implies >= 0 && pieces.get(implies + 1).is("#") && !broken) implies = -1;
    boolean whole = item.unbroken() && item.oneLine();
    if (canBeOneLine()
        && (whole || !broken && indent + width(0, pieces.size()) <= Formatter.WIDTH)) {
      write(0, pieces.size());
    } else if (implies >= 0) {
      emit(0, implies + 1, 0);
      newLine();
      terms(implies + 1, pieces.size());
    } else {
      emit(0, pieces.size(), 0);
    }
    finish();
    return lines;
  }

  private int implies() {
    for (int i = 0; i + 1 < pieces.size(); i++) {
      if (pieces.get(i).is(":-") && depth[i] == 0) return i;
    }
    return -1;
  }

  private boolean canBeOneLine() {
    for (int i = 0; i < pieces.size(); i++) {
      Lexeme piece = pieces.get(i);
      if (piece.isLines()
          || piece.kind() == Lexeme.Kind.LINE_COMMENT
          || piece.kind() == Lexeme.Kind.COMMENT && i > 0 && piece.firstOnLine()
          || piece.text().indexOf('\n') >= 0) return false;
    }
    return true;
  }

  /**
   * Puts the pieces down; if they do not fit on a line, cut after the commas that stand in {@code
   * level} brackets or fewer.
   */
  private void emit(int from, int to, int level) {
    int width = width(from, to);
    boolean fits = column() + (fresh ? 0 : 1) + width <= Formatter.WIDTH;
    boolean fitsAlone = continuation + width <= Formatter.WIDTH;
    boolean term = level == 1;
    if (!fresh && !fits && (fitsAlone || term)) newLine();
    if (fits || fitsAlone || level > LEVEL_MAX) {
      write(from, to);
      return;
    }
    for (int start = from; start < to; ) {
      int end = groupEnd(start, to, level);
      emit(start, end, level + 1);
      start = end;
    }
  }

  /** The terms of a body. */
  private void terms(int from, int to) {
    for (int start = from; start < to; ) {
      int end = groupEnd(start, to, 0);
      if (!fresh && pieces.get(start).firstOnLine()) newLine();
      emit(start, end, 1);
      start = end;
    }
  }

  /** The end of the group that begins at {@code from}: after a comma, and the comment beside it. */
  private int groupEnd(int from, int to, int level) {
    for (int i = from; i < to; i++) {
      if (!pieces.get(i).is(",") || depth[i] > level) continue;
      int end = i + 1;
      while (end < to && pieces.get(end).isComment() && !pieces.get(end).firstOnLine()) end++;
      if (end < to && !pieces.get(end).is("#")) return end;
    }
    return to;
  }

  private int width(int from, int to) {
    int width = 0;
    for (int i = from; i < to; i++) {
      Lexeme piece = pieces.get(i);
      if (piece.kind() == Lexeme.Kind.LINE_COMMENT || piece.isLines()) continue;
      width += piece.text().length() + (i > from && blank[i] ? 1 : 0);
    }
    return width;
  }

  private int column() {
    return line.length() - (line.lastIndexOf("\n") + 1);
  }

  private void write(int from, int to) {
    for (int i = from; i < to; i++) {
      Lexeme piece = pieces.get(i);
      if (i > 0) breakBefore(pieces.get(i - 1), piece);
      if (piece.isLines()) line.setLength(0);
      if (!fresh && blank[i]) line.append(' ');
      line.append(piece.text());
      fresh = false;
    }
  }

  /** Comments that end a line, and what has lines of its own. */
  private void breakBefore(Lexeme left, Lexeme right) {
    boolean ownLine =
        left.kind() == Lexeme.Kind.LINE_COMMENT
            || left.isLines()
            || right.isLines()
            || right.isComment() && right.firstOnLine()
            || left.isComment() && left.firstOnLine() && right.firstOnLine();
    if (ownLine && !fresh) newLine();
  }

  private void newLine() {
    finish();
    line = new StringBuilder(" ".repeat(continuation));
    fresh = true;
  }

  private void finish() {
    if (!fresh) lines.add(line.toString());
    fresh = true;
  }
}
