package dev.p2.cli.chart;

import dev.p2.cli.chart.Canvas.Anchor;
import dev.p2.cli.chart.Canvas.Style;
import dev.p2.cli.chart.Chart.Dot;
import dev.p2.cli.chart.Chart.Line;
import dev.p2.cli.chart.Chart.Tick;
import java.util.ArrayList;
import java.util.List;

/** Paints a chart: title, axes, bands, lines, legend below. */
public final class ChartPainter {
  /** All charts are so wide. */
  public static final double WIDTH = 720;

  private static final double PLOT_HEIGHT = 360;
  private static final double LEFT = 112;
  private static final double RIGHT = 28;
  private static final double TOP = 58;
  private static final double BELOW = 78;
  private static final double LEGEND_ROW = 32;
  private static final double LEGEND_SIGN = 64;
  private static final double TITLE_SIZE = 25;
  private static final double LABEL_SIZE = 22;
  private static final double TICK_SIZE = 20;
  private static final double BAND_OPACITY = 0.18;
  private static final double MARKER = 6.5;

  /** A line with more points than this has markers at a few of them. */
  private static final int MARKERS_MAX = 12;

  private static final int[] COLOURS = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x000000, 0xE69F00, 0x56B4E9
  };
  private static final double[][] DASHES = {
    {}, {12, 5}, {3, 4}, {14, 4, 3, 4}, {7, 3}, {18, 5}, {2, 3, 9, 3}
  };
  private static final int REFERENCE_COLOUR = 0x555555;
  private static final double[][] REFERENCE_DASHES = {{2, 5}, {9, 6, 2, 6}, {5, 9}};
  private static final int GRID_COLOUR = 0xDDDDDD;
  private static final int FRAME_COLOUR = 0x777777;

  private final Chart chart;
  private final Canvas canvas;
  private final Scale x;
  private final Scale y;

  private ChartPainter(Chart chart, Canvas canvas) {
    this.chart = chart;
    this.canvas = canvas;
    double left = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (Tick tick : chart.x().ticks()) {
      left = Math.min(left, tick.value());
      right = Math.max(right, tick.value());
    }
    for (Line line : chart.lines()) {
      for (Dot dot : line.dots()) {
        if (line.reference()) continue;
        left = Math.min(left, dot.x());
        right = Math.max(right, dot.x());
      }
    }
    for (Line line : chart.lines()) {
      for (Dot dot : line.dots()) {
        if (dot.x() < left || dot.x() > right) continue;
        low = Math.min(low, dot.y() - dot.half());
        high = Math.max(high, dot.y() + dot.half());
      }
    }
    if (chart.y().percent()) {
      low = Math.max(low, 0);
      high = Math.min(high, 1);
    }
    x = Scale.of(chart.x(), left, right, LEFT, WIDTH - RIGHT);
    y = Scale.of(chart.y(), low, high, TOP + PLOT_HEIGHT, TOP);
  }

  /** How high a chart is. */
  public static double height(Chart chart) {
    return TOP + PLOT_HEIGHT + BELOW + rows(chart) * LEGEND_ROW + 8;
  }

  /** Legends with long names have one column. */
  private static int columns(Chart chart) {
    int longest = chart.lines().stream().mapToInt(line -> line.label().length()).max().orElse(0);
    return longest > 19 ? 1 : 2;
  }

  private static int rows(Chart chart) {
    return Math.ceilDiv(chart.lines().size(), columns(chart));
  }

  /** The chart as a document of SVG. */
  public static String svg(Chart chart) {
    var canvas = new SvgCanvas(WIDTH, height(chart), chart.title());
    new ChartPainter(chart, canvas).paint();
    return canvas.document();
  }

  /** The chart as a PNG file. */
  public static byte[] png(Chart chart) {
    var canvas = new PngCanvas(WIDTH, height(chart));
    new ChartPainter(chart, canvas).paint();
    return canvas.octets();
  }

  private void paint() {
    canvas.shape(
        new double[] {0, WIDTH, WIDTH, 0},
        new double[] {0, 0, height(chart), height(chart)},
        0xFFFFFF,
        1);
    canvas.text(chart.title(), WIDTH / 2, 34, new Style(TITLE_SIZE, true, Anchor.MIDDLE, false));
    axes();
    List<Line> lines = chart.lines();
    for (int i = 0; i < lines.size(); i++) if (!lines.get(i).reference()) band(lines.get(i), i);
    for (int i = 0; i < lines.size(); i++) if (lines.get(i).reference()) draw(lines.get(i), i);
    for (int i = 0; i < lines.size(); i++) if (!lines.get(i).reference()) draw(lines.get(i), i);
    legend();
  }

  private void axes() {
    double bottom = TOP + PLOT_HEIGHT;
    for (Tick tick : y.ticks()) {
      double at = y.at(tick.value());
      canvas.line(new double[] {LEFT, WIDTH - RIGHT}, new double[] {at, at}, GRID_COLOUR, 1);
      canvas.text(tick.label(), LEFT - 10, at + 7, Style.of(TICK_SIZE, Anchor.END));
    }
    double free = -Double.MAX_VALUE;
    for (Tick tick : x.ticks()) {
      double at = x.at(tick.value());
      canvas.line(new double[] {at, at}, new double[] {bottom, bottom + 7}, FRAME_COLOUR, 1.5);
      double half = canvas.width(tick.label(), TICK_SIZE) / 2;
      if (at - half < free) continue; // no room for this label
      canvas.text(tick.label(), at, bottom + 28, Style.of(TICK_SIZE, Anchor.MIDDLE));
      free = at + half + 8;
    }
    canvas.line(
        new double[] {LEFT, WIDTH - RIGHT, WIDTH - RIGHT, LEFT, LEFT},
        new double[] {TOP, TOP, bottom, bottom, TOP},
        FRAME_COLOUR,
        1.5);
    canvas.text(
        chart.x().label(),
        (LEFT + WIDTH - RIGHT) / 2,
        bottom + 62,
        Style.of(LABEL_SIZE, Anchor.MIDDLE));
    canvas.text(
        chart.y().label(),
        26,
        TOP + PLOT_HEIGHT / 2,
        new Style(LABEL_SIZE, false, Anchor.MIDDLE, true));
  }

  private void band(Line line, int number) {
    List<Dot> dots = line.dots();
    if (dots.size() < 2 || dots.stream().allMatch(dot -> dot.half() == 0)) return;
    int count = dots.size();
    double[] xs = new double[2 * count];
    double[] ys = new double[2 * count];
    for (int i = 0; i < count; i++) {
      Dot dot = dots.get(i);
      xs[i] = x.at(dot.x());
      ys[i] = y.at(y.clamp(dot.y() + dot.half()));
      xs[2 * count - 1 - i] = xs[i];
      ys[2 * count - 1 - i] = y.at(y.clamp(dot.y() - dot.half()));
    }
    canvas.shape(xs, ys, colour(line, number), BAND_OPACITY);
  }

  private int colour(Line line, int number) {
    return line.reference() ? REFERENCE_COLOUR : COLOURS[number % COLOURS.length];
  }

  private static double[] dashes(Line line, int number) {
    double[][] dashes = line.reference() ? REFERENCE_DASHES : DASHES;
    return dashes[number % dashes.length];
  }

  private void draw(Line line, int number) {
    List<Dot> dots =
        line.dots().stream().filter(dot -> !(dot.x() < x.low() || dot.x() > x.high())).toList();
    if (dots.isEmpty()) return;
    int colour = colour(line, number);
    double width = line.reference() ? 2 : 3;
    if (line.reference() && dots.size() == 1 && Double.isNaN(dots.getFirst().x())) {
      double at = y.at(y.clamp(dots.getFirst().y()));
      canvas.line(
          new double[] {LEFT, WIDTH - RIGHT},
          new double[] {at, at},
          colour,
          width,
          dashes(line, number));
      return;
    }
    double[] xs = dots.stream().mapToDouble(dot -> x.at(x.clamp(dot.x()))).toArray();
    double[] ys = dots.stream().mapToDouble(dot -> y.at(y.clamp(dot.y()))).toArray();
    if (xs.length > 1) canvas.line(xs, ys, colour, width, dashes(line, number));
    int every = dots.size() <= MARKERS_MAX ? 1 : dots.size() / 6;
    int first = every == 1 ? 0 : (number * every / 5 + every / 2) % every;
    for (int i = first; i < xs.length; i += every) marker(number, xs[i], ys[i], colour);
    if (dots.size() == 1 && dots.getFirst().half() > 0) errorBar(dots.getFirst(), colour);
  }

  private void errorBar(Dot dot, int colour) {
    double at = x.at(dot.x());
    canvas.line(
        new double[] {at, at},
        new double[] {y.at(y.clamp(dot.y() - dot.half())), y.at(y.clamp(dot.y() + dot.half()))},
        colour,
        2);
  }

  /** A sign of its own for each line. */
  private void marker(int number, double at, double up, int colour) {
    List<double[]> corners = corners(number % 7);
    double[] xs = corners.stream().mapToDouble(c -> at + c[0] * MARKER).toArray();
    double[] ys = corners.stream().mapToDouble(c -> up - c[1] * MARKER).toArray();
    canvas.shape(xs, ys, colour, 1);
    // A light rim keeps crossing lines apart.
    double[] rimX = java.util.Arrays.copyOf(xs, xs.length + 1);
    double[] rimY = java.util.Arrays.copyOf(ys, ys.length + 1);
    rimX[xs.length] = xs[0];
    rimY[ys.length] = ys[0];
    canvas.line(rimX, rimY, 0xFFFFFF, 1);
  }

  private static List<double[]> corners(int kind) {
    return switch (kind) {
      case 0 -> regular(16, 0); // circle
      case 1 -> regular(4, Math.PI / 4); // square
      case 2 -> regular(3, Math.PI / 2); // triangle
      case 3 -> regular(4, 0); // diamond
      case 4 -> regular(3, -Math.PI / 2); // triangle on its head
      case 5 -> regular(5, Math.PI / 2); // pentagon
      default -> star();
    };
  }

  private static List<double[]> regular(int count, double turn) {
    var corners = new ArrayList<double[]>();
    double size = count == 3 ? 1.3 : count == 4 ? 1.2 : 1;
    for (int i = 0; i < count; i++) {
      double angle = turn + 2 * Math.PI * i / count;
      corners.add(new double[] {size * Math.cos(angle), size * Math.sin(angle)});
    }
    return corners;
  }

  private static List<double[]> star() {
    var corners = new ArrayList<double[]>();
    for (int i = 0; i < 10; i++) {
      double angle = Math.PI / 2 + Math.PI * i / 5;
      double size = i % 2 == 0 ? 1.4 : 0.6;
      corners.add(new double[] {size * Math.cos(angle), size * Math.sin(angle)});
    }
    return corners;
  }

  private void legend() {
    int columns = columns(chart);
    double top = TOP + PLOT_HEIGHT + BELOW;
    double room = (WIDTH - RIGHT - LEFT / 2) / columns;
    for (int i = 0; i < chart.lines().size(); i++) {
      Line line = chart.lines().get(i);
      double left = LEFT / 2 + i % columns * room;
      double middle = top + i / columns * LEGEND_ROW + LEGEND_ROW / 2;
      int colour = colour(line, i);
      canvas.line(
          new double[] {left, left + LEGEND_SIGN - 12},
          new double[] {middle, middle},
          colour,
          line.reference() ? 2 : 3,
          dashes(line, i));
      boolean across = line.dots().size() == 1 && Double.isNaN(line.dots().getFirst().x());
      if (!across) marker(i, left + (LEGEND_SIGN - 12) / 2, middle, colour);
      canvas.text(line.label(), left + LEGEND_SIGN, middle + 7, Style.of(TICK_SIZE, Anchor.START));
    }
  }
}
