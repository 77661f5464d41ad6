package dev.p2.cli.chart;

import dev.p2.cli.chart.Chart.Dot;
import dev.p2.cli.chart.Chart.Line;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** From our charts to XChart's, with our colours, dashes, markers and sizes. */
public final class ChartPainter {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 470;
  private static final int TITLE_SIZE = 25;
  private static final double TITLE_WIDTH = 590;
  private static final int LEGEND_ROW = 31;
  private static final int LEGEND_LETTERS = 29;

  /** A PNG has so many pixels for each of the chart's. */
  private static final int SCALE = 2;

  private static final int BAND_ALPHA = 46;
  private static final int MARKER_SIZE = 13;

  /** A line with more points than this has markers at a few of them. */
  private static final int MARKERS_MAX = 12;

  private static final int SMOOTH_POINTS = 300;

  private static final int[] COLOURS = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x000000, 0xE69F00, 0x56B4E9
  };
  private static final float[][] DASHES = {
    {}, {12, 5}, {3, 4}, {14, 4, 3, 4}, {7, 3}, {18, 5}, {2, 3, 9, 3}
  };
  private static final int REFERENCE_COLOUR = 0x555555;
  private static final float[][] REFERENCE_DASHES = {{2, 5}, {9, 6, 2, 6}, {5, 9}};
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.CROSS,
    SeriesMarkers.PLUS
  };

  private final Chart chart;
  private final Places places;
  private final XYChart target;
  private double left = Double.MAX_VALUE;
  private double right = -Double.MAX_VALUE;

  private ChartPainter(Chart chart) {
    this.chart = chart;
    places = Places.of(chart.x());
    // Before the first class of AWT is used.
    System.setProperty("java.awt.headless", "true");
    int rows = chart.lines().stream().mapToInt(line -> wrapped(line.label()).size()).sum();
    target = new XYChart(WIDTH, HEIGHT + rows * LEGEND_ROW);
    target.setTitle(chart.title());
    target.setXAxisTitle(chart.x().label());
    target.setYAxisTitle(chart.y().label());
    style(target.getStyler());
    range();
    series();
  }

  /**
   * The chart as an SVG document, also fit to stand within HTML beside others.
   *
   * @throws RuntimeException or an error of AWT's if the machine has no fonts to write with
   */
  public static String svg(Chart chart) {
    XYChart target = new ChartPainter(chart).target;
    var canvas = new SvgCanvas(chart.title());
    target.paint(canvas.graphics(), target.getWidth(), target.getHeight());
    return canvas.document(target.getWidth(), target.getHeight());
  }

  /**
   * The chart as a PNG file.
   *
   * @throws RuntimeException or an error of AWT's if the machine has no fonts to write with
   */
  public static byte[] png(Chart chart) {
    XYChart target = new ChartPainter(chart).target;
    int width = target.getWidth();
    int height = target.getHeight();
    var image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    target.paint(graphics, width, height);
    graphics.dispose();
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void style(XYStyler style) {
    style.setLocale(Locale.ROOT);
    style.setChartBackgroundColor(Color.WHITE);
    style.setChartFontColor(new Color(0x111111));
    style.setChartTitleFont(titleFont());
    style.setChartTitleBoxVisible(false);
    style.setChartTitlePadding(14);
    style.setChartPadding(16);
    style.setPlotMargin(0);
    style.setAxisTicksLineVisible(false);
    style.setAxisTickMarkLength(6);
    style.setAxisTickPadding(6);
    style.setAxisTitleFont(font(Font.PLAIN, 22));
    style.setAxisTickLabelsFont(font(Font.PLAIN, 20));
    style.setAxisTickLabelsColor(new Color(0x111111));
    style.setYAxisLabelAlignment(TextAlignment.Right);
    style.setXAxisTickMarkSpacingHint(60);
    style.setYAxisTickMarkSpacingHint(60);
    style.setPlotContentSize(chart.x().ticks().isEmpty() ? 0.94 : 0.88);
    style.setPlotGridVerticalLinesVisible(false);
    style.setPlotGridLinesColor(new Color(0xDDDDDD));
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setPlotBorderColor(new Color(0x777777));
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendFont(font(Font.PLAIN, 20));
    style.setLegendBorderColor(Color.WHITE);
    style.setLegendSeriesLineLength(56);
    style.setLegendPadding(10);
    style.setMarkerSize(MARKER_SIZE);
    style.setErrorBarsColorSeriesColor(true);
    style.setXAxisLogarithmic(places.logarithmic());
    style.setXAxisTickLabelsFormattingFunction(places.labels());
    boolean percent = chart.y().percent();
    style.setYAxisTickLabelsFormattingFunction(
        value -> Places.number(percent ? value * 100 : value) + (percent ? " %" : ""));
  }

  /** XChart centres the title on the plot and cuts what has no room there. */
  private Font titleFont() {
    Font font = font(Font.BOLD, TITLE_SIZE);
    var context = new FontRenderContext(null, true, false);
    double width = font.getStringBounds(chart.title(), context).getWidth();
    return width <= TITLE_WIDTH ? font : font(Font.BOLD, (int) (TITLE_SIZE * TITLE_WIDTH / width));
  }

  private static Font font(int kind, int size) {
    return new Font(Font.SANS_SERIF, kind, size);
  }

  /** What is seen: all ticks and own points, and of references what lies there. */
  private void range() {
    Stream.concat(
            chart.x().ticks().stream().map(Chart.Tick::value),
            chart.lines().stream()
                .filter(line -> !line.reference())
                .flatMap(line -> line.dots().stream().map(Dot::x)))
        .forEach(
            x -> {
              left = Math.min(left, x);
              right = Math.max(right, x);
            });
    if (left < right) {
      target.getStyler().setXAxisMin(places.at(left));
      target.getStyler().setXAxisMax(places.at(right));
    }
    if (chart.y().fromZero()) target.getStyler().setYAxisMin(0.0);
    if (chart.y().fromZero() && chart.y().percent()) target.getStyler().setYAxisMax(1.0);
  }

  private void series() {
    List<Line> lines = chart.lines();
    for (int i = 0; i < lines.size(); i++) band(lines.get(i), i);
    for (int i = 0; i < lines.size(); i++) if (lines.get(i).reference()) stroke(lines.get(i), i);
    for (int i = 0; i < lines.size(); i++) if (!lines.get(i).reference()) stroke(lines.get(i), i);
    for (int i = 0; i < lines.size(); i++) markers(lines.get(i), i);
  }

  private List<Dot> seen(Line line) {
    if (across(line)) {
      double y = line.dots().getFirst().y();
      return List.of(new Dot(left, y, 0), new Dot(right, y, 0));
    }
    return line.dots().stream().filter(dot -> dot.x() >= left && dot.x() <= right).toList();
  }

  /** Whether the line is one value, whatever x. */
  private static boolean across(Line line) {
    return line.dots().size() == 1 && Double.isNaN(line.dots().getFirst().x());
  }

  private void band(Line line, int number) {
    List<Dot> dots = seen(line);
    if (dots.size() < 2 || dots.stream().allMatch(dot -> dot.half() == 0)) return;
    var rim = new ArrayList<Dot>();
    for (Dot dot : dots) rim.add(new Dot(dot.x(), dot.y() + dot.half(), 0));
    for (Dot dot : dots.reversed()) rim.add(new Dot(dot.x(), dot.y() - dot.half(), 0));
    Color plain = colour(line, number);
    XYSeries series = add("band", number, rim);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(new Color(plain.getRed(), plain.getGreen(), plain.getBlue(), BAND_ALPHA));
    series.setLineStyle(SeriesLines.NONE);
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
  }

  private void stroke(Line line, int number) {
    List<Dot> dots = seen(line);
    if (dots.isEmpty()) return;
    // XChart strokes each pair of points on its own, so dashes shorter than that would be lost. A
    // smooth line is one stroke; with its points this close together it is as good as straight.
    boolean close = dots.size() > MARKERS_MAX;
    XYSeries series = add("line", number, close ? closer(dots) : dots);
    look(series, line, number);
    series.setSmooth(close);
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
  }

  private static List<Dot> closer(List<Dot> dots) {
    int parts = Math.ceilDiv(SMOOTH_POINTS, dots.size());
    var all = new ArrayList<Dot>();
    for (int i = 0; i + 1 < dots.size(); i++) {
      Dot from = dots.get(i);
      Dot to = dots.get(i + 1);
      for (int part = 0; part < parts; part++) {
        double share = part / (double) parts;
        double x = from.x() + share * (to.x() - from.x());
        all.add(new Dot(x, from.y() + share * (to.y() - from.y()), 0));
      }
    }
    all.add(dots.getLast());
    return all;
  }

  /**
   * Markers stand on a series of their own, which is also the legend's; it has a gap after each.
   */
  private void markers(Line line, int number) {
    List<Dot> dots = seen(line);
    if (dots.isEmpty()) return;
    int every = dots.size() <= MARKERS_MAX ? 1 : dots.size() / 6;
    int first = every == 1 ? 0 : (number * every / 5 + every / 2) % every;
    var marked = new ArrayList<Dot>();
    for (int i = first; i < dots.size(); i += every) {
      marked.add(dots.get(i));
      marked.add(new Dot(dots.get(i).x(), Double.NaN, 0));
    }
    XYSeries series = add("markers", number, marked);
    look(series, line, number);
    series.setMarker(across(line) ? SeriesMarkers.NONE : MARKERS[number % MARKERS.length]);
    series.setMarkerColor(colour(line, number));
    series.setLabel(String.join("\n", wrapped(line.label())));
  }

  private XYSeries add(String kind, int number, List<Dot> dots) {
    double[] xs = dots.stream().mapToDouble(dot -> places.at(dot.x())).toArray();
    double[] ys = dots.stream().mapToDouble(dot -> clamp(dot.y())).toArray();
    boolean alone = dots.stream().filter(dot -> !Double.isNaN(dot.y())).count() == 1;
    double[] bars = dots.stream().mapToDouble(Dot::half).toArray();
    boolean barred = alone && bars[0] > 0;
    return target.addSeries(kind + number, xs, ys, barred ? bars : null);
  }

  private double clamp(double y) {
    return chart.y().percent() && !Double.isNaN(y) ? Math.clamp(y, 0, 1) : y;
  }

  private static void look(XYSeries series, Line line, int number) {
    float[][] all = line.reference() ? REFERENCE_DASHES : DASHES;
    float[] dashes = all[number % all.length];
    series.setLineColor(colour(line, number));
    series.setLineStyle(
        new BasicStroke(
            line.reference() ? 2 : 3,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            dashes.length == 0 ? null : dashes,
            0));
  }

  private static Color colour(Line line, int number) {
    return new Color(line.reference() ? REFERENCE_COLOUR : COLOURS[number % COLOURS.length]);
  }

  /** XChart cuts a row of the legend that takes more than 45 % of the width. */
  private static List<String> wrapped(String label) {
    var rows = new ArrayList<String>();
    String row = "";
    for (String word : label.split(" ")) {
      if (!row.isEmpty() && row.length() + 1 + word.length() > LEGEND_LETTERS) {
        rows.add(row);
        row = word;
      } else row = row.isEmpty() ? word : row + " " + word;
    }
    rows.add(row);
    return rows;
  }
}
