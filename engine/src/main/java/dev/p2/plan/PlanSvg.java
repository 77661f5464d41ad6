package dev.p2.plan;

import dev.p2.plan.Analysis.Actual;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A plan as a picture: under its name each strand is a row of boxes from the trigger to the action,
 * broken where the page ends. Arrows carry the expected matches. Sizes are in pixels, for a font of
 * fixed width.
 */
final class PlanSvg {
  private static final int PAGE = 1280;
  private static final int MARGIN = 20;
  private static final int CHARACTER = 7;
  private static final int LINE = 15;
  private static final int PADDING = 8;
  private static final int ARROW = 46;
  private static final int LETTERS_MAX = 44;

  private final StringBuilder out = new StringBuilder();
  private int y = MARGIN;

  /** The figures of a run stand under the text, if there are any. */
  private record Box(Line line, List<String> text, String figures, int width, int height) {}

  private PlanSvg() {}

  static String of(Plan plan, List<Strand> shown, StrandText strands, Optional<Analysis> analysis) {
    var svg = new PlanSvg();
    svg.heading(plan.program().name());
    svg.legend();
    analysis.ifPresent(run -> svg.run(plan, run));
    for (Strand strand : shown) svg.strand(strand, strands.lines(strand), analysis);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="monospace" font-size="11">
    <title>plan of %3$s</title>
    <defs><marker id="tip" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#555"/></marker></defs>
    <rect width="100%%" height="100%%" fill="white"/>
    %4$s</svg>
    """
        .formatted(PAGE, svg.y + MARGIN, escape(plan.program().name()), svg.out);
  }

  private void heading(String program) {
    y += LINE;
    text(MARGIN, y, "plan of " + program, "font-size=\"16\" font-weight=\"bold\"");
    y += LINE;
  }

  private void run(Plan plan, Analysis run) {
    text(MARGIN, y, run.sentence(plan), "");
    y += LINE;
    text(
        MARGIN,
        y,
        "at an arrow: expected, below it seen; in a box: matches that came, that went on, time by"
            + " the wall clock, its share; red: far from what was expected",
        "fill=\"#555\"");
    y += LINE;
  }

  private void legend() {
    int x = MARGIN;
    for (Line.Kind kind : Line.Kind.values()) {
      rectangle(x, y, 14, 14, kind.colour);
      text(x + 20, y + 11, kind.word, "");
      x += 40 + kind.word.length() * CHARACTER;
    }
    text(x, y + 11, "~n expected matches a trigger", "fill=\"#555\"");
    y += 2 * LINE;
  }

  private void strand(Strand strand, List<Line> lines, Optional<Analysis> analysis) {
    y += LINE;
    text(MARGIN, y, strand.name(), "font-weight=\"bold\"");
    text(
        MARGIN + (strand.name().length() + 2) * CHARACTER,
        y,
        strand.trigger().span().place() + analysis.map(a -> figures(a, strand)).orElse(""),
        "fill=\"#777\"");
    y += PADDING;
    List<Box> boxes = lines.stream().map(PlanSvg::box).toList();
    var row = new ArrayList<Box>();
    int width = 0;
    for (Box box : boxes) {
      if (!row.isEmpty() && width + ARROW + box.width() > PAGE - 3 * MARGIN) {
        row(row, row.getFirst() != boxes.getFirst(), true);
        row.clear();
        width = ARROW;
      }
      width += (row.isEmpty() ? 0 : ARROW) + box.width();
      row.add(box);
    }
    row(row, row.getFirst() != boxes.getFirst(), false);
  }

  private static String figures(Analysis run, Strand strand) {
    long runs = run.measured().runs(strand.id());
    if (runs == 0) return "  never ran";
    return "  %d runs, %s".formatted(runs, Analysis.duration(run.measured().nanos(strand)));
  }

  /**
   * Draws boxes side by side; a row that continues another is indented behind an arrow, one that
   * goes on ends in one.
   */
  private void row(List<Box> boxes, boolean continues, boolean goesOn) {
    int height = boxes.stream().mapToInt(Box::height).max().orElse(0);
    int x = MARGIN;
    int middle = y + height / 2;
    if (continues) {
      arrow(x, middle, "", "");
      x += ARROW;
    }
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      draw(box, x, middle - box.height() / 2);
      x += box.width();
      if (i + 1 < boxes.size() || goesOn)
        arrow(x, middle, "~" + PlanPrinter.rows(box.line().rows()), seen(box.line()));
      x += ARROW;
    }
    y += height + PADDING;
  }

  private static String seen(Line line) {
    return line.actual().filter(a -> a.in() > 0).map(a -> PlanPrinter.rows(a.eachRun())).orElse("");
  }

  private static Box box(Line line) {
    List<String> text = wrap(line.text());
    String figures = line.actual().filter(a -> a.in() > 0).map(PlanSvg::figures).orElse("");
    int letters = text.stream().mapToInt(String::length).max().orElse(0);
    int lines = text.size() + (figures.isEmpty() ? 0 : 1);
    return new Box(
        line,
        text,
        figures,
        Math.max(letters, figures.length()) * CHARACTER + 2 * PADDING,
        lines * LINE + PADDING);
  }

  private static String figures(Actual actual) {
    return (actual.in() + " in, " + actual.out() + " out, " + actual.time() + " " + actual.mark())
        .strip();
  }

  /** Breaks at spaces, where a line would pass {@link #LETTERS_MAX} letters. */
  private static List<String> wrap(String text) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > LETTERS_MAX) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (!line.isEmpty()) line.append(' ');
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private void draw(Box box, int x, int top) {
    boolean farOff = box.line().actual().filter(Actual::farOff).isPresent();
    rectangle(x, top, box.width(), box.height(), box.line().kind().colour);
    if (farOff) frame(x, top, box.width(), box.height());
    if (!box.figures().isEmpty())
      text(
          x + PADDING,
          top + 1 + (box.text().size() + 1) * LINE - PADDING / 4,
          box.figures(),
          farOff ? "fill=\"#c00000\"" : "fill=\"#555\"");
    for (int i = 0; i < box.text().size(); i++) {
      text(x + PADDING, top + 1 + (i + 1) * LINE - PADDING / 4, box.text().get(i), "");
    }
  }

  private void frame(int x, int top, int width, int height) {
    append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"none\""
            + " stroke=\"#c00000\" stroke-width=\"2\"/>",
        x, top, width, height);
  }

  private void rectangle(int x, int top, int width, int height, String colour) {
    append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\" stroke=\"#777\"/>",
        x, top, width, height, colour);
  }

  /** An arrow with one text above it and one below. */
  private void arrow(int x, int middle, String label, String below) {
    append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#555\" marker-end=\"url(#tip)\"/>",
        x + 2, middle, x + ARROW - 2, middle);
    if (!label.isEmpty()) text(x + 6, middle - 4, label, "font-size=\"9\" fill=\"#555\"");
    if (!below.isEmpty()) text(x + 6, middle + 12, below, "font-size=\"9\" fill=\"#000\"");
  }

  private void text(int x, int baseline, String text, String attributes) {
    append("<text x=\"%d\" y=\"%d\" %s>%s</text>", x, baseline, attributes, escape(text));
  }

  private void append(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
