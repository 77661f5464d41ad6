package dev.p2.cli.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Paints pixels, two for each of the chart's, without a screen. */
public final class PngCanvas implements Canvas {
  private static final int SCALE = 2;

  private final BufferedImage image;
  private final Graphics2D graphics;

  /**
   * A white canvas.
   *
   * @throws IllegalStateException if the machine has no fonts to write with
   */
  public PngCanvas(double width, double height) {
    System.setProperty("java.awt.headless", "true");
    image =
        new BufferedImage(
            (int) Math.ceil(width * SCALE),
            (int) Math.ceil(height * SCALE),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SCALE, SCALE);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  @Override
  public void line(double[] x, double[] y, int colour, double width, double... dashes) {
    float[] pattern = new float[dashes.length];
    for (int i = 0; i < dashes.length; i++) pattern[i] = (float) dashes[i];
    graphics.setColor(new Color(colour));
    graphics.setStroke(
        new BasicStroke(
            (float) width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            dashes.length == 0 ? null : pattern,
            0));
    graphics.draw(path(x, y));
  }

  @Override
  public void shape(double[] x, double[] y, int colour, double opacity) {
    Color plain = new Color(colour);
    graphics.setColor(
        new Color(
            plain.getRed(), plain.getGreen(), plain.getBlue(), (int) Math.round(255 * opacity)));
    Path2D path = path(x, y);
    path.closePath();
    graphics.fill(path);
  }

  private static Path2D path(double[] x, double[] y) {
    var path = new Path2D.Double();
    path.moveTo(x[0], y[0]);
    for (int i = 1; i < x.length; i++) path.lineTo(x[i], y[i]);
    return path;
  }

  @Override
  public void text(String text, double x, double y, Style style) {
    graphics.setFont(font(style.size(), style.bold()));
    graphics.setColor(new Color(0x111111));
    double width = graphics.getFontMetrics().stringWidth(text);
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    if (style.upwards()) graphics.rotate(-Math.PI / 2);
    double start =
        switch (style.anchor()) {
          case START -> 0;
          case MIDDLE -> -width / 2;
          case END -> -width;
        };
    graphics.drawString(text, (float) start, 0);
    graphics.setTransform(before);
  }

  @Override
  public double width(String text, double size) {
    return graphics.getFontMetrics(font(size, false)).stringWidth(text);
  }

  private static Font font(double size, boolean bold) {
    return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, (int) Math.round(size));
  }

  /** The picture as a PNG file's octets. */
  public byte[] octets() {
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
}
