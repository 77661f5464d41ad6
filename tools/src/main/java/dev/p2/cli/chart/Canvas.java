package dev.p2.cli.chart;

/** What a chart is painted on. Lengths are pixels of a chart shown full size; y grows downwards. */
public interface Canvas {
  /** Where a text stands about its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** Colour as 0xRRGGBB. */
  void line(double[] x, double[] y, int colour, double width, double... dashes);

  /** A filled shape. */
  void shape(double[] x, double[] y, int colour, double opacity);

  /** A text on a base line; {@code upwards} turns it to be read from below. */
  void text(String text, double x, double y, Style style);

  /** How a text looks. */
  record Style(double size, boolean bold, Anchor anchor, boolean upwards) {
    static Style of(double size, Anchor anchor) {
      return new Style(size, false, anchor, false);
    }
  }

  /** How wide a text is, or nearly. */
  double width(String text, double size);
}
