package dev.p2.cli.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Paints SVG: letters stay letters, in the reader's own sans serif. */
public final class SvgCanvas implements Canvas {
  private static final double EM_SHARE = 0.56;

  private final StringBuilder body = new StringBuilder();
  private final double width;
  private final double height;
  private final String title;

  /** An empty canvas; {@code title} is for those who cannot see it. */
  public SvgCanvas(double width, double height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  @Override
  public void line(double[] x, double[] y, int colour, double width, double... dashes) {
    body.append("<polyline fill=\"none\" stroke=\"").append(hex(colour));
    body.append("\" stroke-width=\"").append(number(width));
    body.append("\" stroke-linejoin=\"round");
    if (dashes.length > 0) {
      body.append("\" stroke-dasharray=\"");
      for (int i = 0; i < dashes.length; i++)
        body.append(i == 0 ? "" : " ").append(number(dashes[i]));
    }
    points(x, y);
  }

  @Override
  public void shape(double[] x, double[] y, int colour, double opacity) {
    body.append("<polygon fill=\"").append(hex(colour));
    if (opacity < 1) body.append("\" fill-opacity=\"").append(number(opacity));
    points(x, y);
  }

  private void points(double[] x, double[] y) {
    body.append("\" points=\"");
    for (int i = 0; i < x.length; i++)
      body.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
    body.append("\"/>\n");
  }

  @Override
  public void text(String text, double x, double y, Style style) {
    body.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
    body.append("\" font-size=\"").append(number(style.size()));
    if (style.bold()) body.append("\" font-weight=\"bold");
    body.append("\" text-anchor=\"").append(style.anchor().name().toLowerCase(Locale.ROOT));
    if (style.upwards())
      body.append("\" transform=\"rotate(-90 ")
          .append(number(x))
          .append(' ')
          .append(number(y))
          .append(')');
    body.append("\">").append(escaped(text)).append("</text>\n");
  }

  @Override
  public double width(String text, double size) {
    return text.length() * size * EM_SHARE;
  }

  /** The document. */
  public String document() {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + number(width)
        + " "
        + number(height)
        + "\" width=\""
        + number(width)
        + "\" height=\""
        + number(height)
        + "\" role=\"img\" font-family=\"DejaVu Sans, Verdana, Helvetica, Arial, sans-serif\""
        + " fill=\"#111111\">\n<title>"
        + escaped(title)
        + "</title>\n"
        + body
        + "</svg>\n";
  }

  /** A text within XML and HTML. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String hex(int colour) {
    return String.format(Locale.ROOT, "#%06x", colour);
  }

  private static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
