package dev.p2.cli.chart;

import java.util.List;

/**
 * What is drawn.
 *
 * @param x the axis across, {@code y} the axis up
 * @param lines in the order of the legend
 */
public record Chart(String title, Axis x, Axis y, List<Line> lines) {
  public Chart {
    lines = List.copyOf(lines);
  }

  /**
   * An axis.
   *
   * @param label with its unit
   * @param logarithmic whether equal ratios are equally far apart
   * @param ticks where marks stand; if there are none, round numbers get them
   * @param percent whether values are shares, shown as per cent
   * @param fromZero whether 0 is on it, whatever the data
   */
  public record Axis(
      String label, boolean logarithmic, List<Tick> ticks, boolean percent, boolean fromZero) {
    public Axis {
      ticks = List.copyOf(ticks);
    }
  }

  /** A mark at a value. */
  public record Tick(double value, String label) {}

  /**
   * A line through points in the order of x.
   *
   * @param reference whether it is somebody else's, drawn behind the others
   */
  public record Line(String label, boolean reference, List<Dot> dots) {
    public Line {
      dots = List.copyOf(dots);
    }
  }

  /** A point with the half-width of its confidence interval; {@code half} 0 for none. */
  public record Dot(double x, double y, double half) {}
}
