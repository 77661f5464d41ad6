package dev.p2.cli.chart;

import dev.p2.cli.chart.Chart.Tick;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** From values to pixels along one axis, and where its marks stand. */
record Scale(
    double low, double high, boolean logarithmic, double from, double to, List<Tick> ticks) {
  private static final int TICKS = 6;

  /** A scale on which these values have room. */
  static Scale of(Chart.Axis axis, double least, double most, double from, double to) {
    double low = axis.fromZero() && !axis.logarithmic() ? Math.min(0, least) : least;
    double high = most;
    if (!(high > low)) {
      high = low == 0 ? 1 : low + Math.abs(low) / 10;
      low = axis.fromZero() ? low : low - Math.abs(low) / 10;
    }
    if (!axis.ticks().isEmpty()) return given(axis, low, high, from, to);
    double step = step((high - low) / TICKS);
    low = Math.floor(low / step + 1e-9) * step;
    high = Math.ceil(high / step - 1e-9) * step;
    if (axis.percent()) high = Math.min(high, Math.max(1, most));
    var ticks = new ArrayList<Tick>();
    for (int i = 0; low + i * step <= high + step / 1e6; i++)
      ticks.add(new Tick(low + i * step, label(low + i * step, step, axis.percent())));
    return new Scale(low, high, false, from, to, ticks);
  }

  private static Scale given(Chart.Axis axis, double low, double high, double from, double to) {
    double margin = 0.04;
    double below =
        axis.logarithmic() ? low * Math.pow(low / high, margin) : low - margin * (high - low);
    double above =
        axis.logarithmic() ? high * Math.pow(high / low, margin) : high + margin * (high - low);
    return new Scale(below, above, axis.logarithmic(), from, to, axis.ticks());
  }

  /** 1, 2 or 5 times a power of ten, not below {@code wanted}. */
  private static double step(double wanted) {
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    for (double factor : new double[] {1, 2, 5})
      if (factor * power >= wanted) return factor * power;
    return 10 * power;
  }

  private static String label(double value, double step, boolean percent) {
    double shown = percent ? value * 100 : value;
    double unit = percent ? step * 100 : step;
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(unit) + 1e-9));
    BigDecimal rounded =
        new BigDecimal(shown, MathContext.DECIMAL64)
            .setScale(decimals, java.math.RoundingMode.HALF_EVEN);
    return (rounded.signum() == 0 ? "0" : rounded.toPlainString()) + (percent ? " %" : "");
  }

  double at(double value) {
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return from + share * (to - from);
  }

  /** The value moved into the scale. */
  double clamp(double value) {
    return Math.clamp(value, low, high);
  }
}
