package dev.p2.lang.format;

import dev.p2.lang.syntax.Lexeme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the lines of all items together, and lines up what the author had lined up: in consecutive
 * one-line statements the heads behind labels, the {@code :-}, the texts of params and the comments
 * at the ends, if they stood in one column with more than one blank before one of them.
 */
final class Alignment {
  /** The places of a line that can be lined up, from left to right. */
  private enum Place {
    HEAD,
    IMPLIES,
    TEXT,
    COMMENT
  }

  /** A line with the pieces that can be lined up: where they begin, where they stood. */
  private static final class Line {
    final StringBuilder text;
    final int[] start = {-1, -1, -1, -1};
    final int[] column = {-1, -1, -1, -1};
    final boolean[] wide = new boolean[4];

    Line(String text) {
      this.text = new StringBuilder(text);
    }

    void insert(Place place, int blanks) {
      int at = start[place.ordinal()];
      text.insert(at, " ".repeat(blanks));
      for (int i = place.ordinal(); i < start.length; i++) if (start[i] >= 0) start[i] += blanks;
    }
  }

  private final List<String> lines = new ArrayList<>();
  private final List<Line> run = new ArrayList<>();

  private Alignment() {}

  static List<String> lines(List<Item> items) {
    var alignment = new Alignment();
    for (Item item : items) alignment.add(item);
    alignment.endRun();
    return alignment.lines;
  }

  private void add(Item item) {
    if (item.blankBefore()) {
      endRun();
      lines.add("");
    }
    List<String> own = Layout.lines(item);
    boolean single = item.isStatement() && own.size() == 1 && item.oneLine();
    if (!single || !item.pieces().getFirst().firstOnLine()) endRun();
    if (!single) {
      lines.addAll(own.subList(0, own.size() - 1));
      lines.add(own.getLast() + item.trailing().map(c -> " " + c.text()).orElse(""));
      return;
    }
    run.add(line(own.getFirst(), item));
  }

  private static Line line(String text, Item item) {
    var line = new Line(text);
    List<Lexeme> pieces = item.pieces();
    boolean param = pieces.getFirst().isWord("param");
    boolean[] blank = Spacing.of(pieces);
    int at = item.depth() * Layout.INDENT;
    int depth = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Lexeme piece = pieces.get(i);
      if (i > 0 && blank[i]) at++;
      if (piece.is("(") || piece.is("[") || piece.is("{")) depth++;
      if (piece.is(")") || piece.is("]") || piece.is("}")) depth--;
      if (i > 0 && blank[i]) {
        boolean rule = piece.is(":-") && depth == 0;
        boolean head = i == 1 && piece.kind() == Lexeme.Kind.WORD && !param && labelled(pieces);
        boolean textOfParam =
            param && piece.kind() == Lexeme.Kind.STRING && !pieces.get(i - 1).is(":=");
        if (rule) place(line, Place.IMPLIES, at, pieces.get(i - 1), piece);
        if (head) place(line, Place.HEAD, at, pieces.get(i - 1), piece);
        if (textOfParam) place(line, Place.TEXT, at, pieces.get(i - 1), piece);
      }
      at += piece.text().length();
    }
    Optional<Lexeme> comment = item.trailing();
    if (comment.isPresent()) {
      line.text.append(' ').append(comment.get().text());
      place(line, Place.COMMENT, at + 1, pieces.getLast(), comment.get());
    }
    return line;
  }

  /** A label: a word before the head of a rule. */
  private static boolean labelled(List<Lexeme> pieces) {
    return pieces.stream().anyMatch(p -> p.is(":-"));
  }

  private static void place(Line line, Place place, int start, Lexeme left, Lexeme piece) {
    line.start[place.ordinal()] = start;
    line.column[place.ordinal()] = piece.column();
    line.wide[place.ordinal()] = piece.column() - left.column() - left.text().length() > 1;
  }

  private void endRun() {
    for (Place place : Place.values()) {
      for (int from = 0; from < run.size(); ) {
        int to = from + 1;
        while (to < run.size() && column(to, place) == column(from, place)) to++;
        if (column(from, place) >= 0) align(run.subList(from, to), place);
        from = to;
      }
    }
    for (Line line : run) lines.add(line.text.toString());
    run.clear();
  }

  private int column(int index, Place place) {
    return run.get(index).column[place.ordinal()];
  }

  private static void align(List<Line> lines, Place place) {
    int at = place.ordinal();
    if (lines.size() < 2 || lines.stream().noneMatch(l -> l.wide[at])) return;
    int column = lines.stream().mapToInt(l -> l.start[at]).max().orElseThrow();
    boolean fits =
        place == Place.COMMENT
            || place == Place.TEXT
            || lines.stream()
                .allMatch(l -> l.text.length() + column - l.start[at] <= Formatter.WIDTH);
    if (!fits) return;
    for (Line line : lines) line.insert(place, column - line.start[at]);
  }
}
