package dev.p2.cli.chart;

import dev.p2.cli.chart.Chart.Tick;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;

/**
 * Where values stand on the axis across. XChart puts marks at round numbers only. Where marks are
 * given that are evenly apart, as 8m, 16m, 32m on a logarithmic axis, they stand at 0, 1, 2 and
 * other values between them in proportion. So do marks with names or units that are not evenly
 * apart; plain numbers that are not give way to XChart's marks, so that distances stay true.
 *
 * @param ratios whether equal ratios are equally far apart
 * @param ticks the marks that stand at 0, 1, 2; none if XChart's are taken
 */
record Places(boolean ratios, List<Tick> ticks) {
  private static final double NEARLY = 1e-6;

  static Places of(Chart.Axis axis) {
    List<Tick> ticks = axis.ticks();
    var places = new Places(axis.logarithmic(), ticks);
    boolean even = true;
    for (int i = 2; i < ticks.size(); i++)
      even &= Math.abs(places.gap(i - 1) / places.gap(0) - 1) < NEARLY;
    boolean plain = ticks.stream().allMatch(tick -> tick.label().equals(number(tick.value())));
    return even || !plain ? places : new Places(axis.logarithmic(), List.of());
  }

  /** Whether XChart's own logarithmic axis is wanted. */
  boolean logarithmic() {
    return ratios && ticks.isEmpty();
  }

  /** From mark i to the next. */
  private double gap(int i) {
    return apart(ticks.get(i).value(), ticks.get(i + 1).value());
  }

  private double apart(double from, double to) {
    return ratios ? Math.log(to / from) : to - from;
  }

  double at(double value) {
    if (ticks.isEmpty()) return value;
    int i = 0;
    while (i + 1 < ticks.size() && ticks.get(i + 1).value() <= value) i++;
    double above = apart(ticks.get(i).value(), value);
    return above == 0 || i + 1 == ticks.size() ? i : i + above / gap(i);
  }

  /** What is written at a mark. */
  Function<Double, String> labels() {
    if (logarithmic()) return Places::logarithmicMark;
    if (ticks.isEmpty()) return Places::number;
    return place -> {
      int i = (int) Math.rint(place);
      boolean ours = Math.abs(place - i) < NEARLY && i >= 0 && i < ticks.size();
      return ours ? ticks.get(i).label() : " ";
    };
  }

  /** 1, 2 and 5 of every decade: the others would stand too close. */
  private static String logarithmicMark(double value) {
    long digit = Math.round(value / Math.pow(10, Math.floor(Math.log10(value) + NEARLY)));
    return digit == 1 || digit == 2 || digit == 5 ? number(value) : " ";
  }

  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
