package dev.p2.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.cli.chart.Chart.Axis;
import dev.p2.cli.chart.Chart.Dot;
import dev.p2.cli.chart.Chart.Line;
import dev.p2.cli.chart.Chart.Tick;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartPainterTest {
  private static final Axis SHARE = new Axis("share", false, List.of(), true, true);

  private static Axis across(boolean logarithmic, Tick... ticks) {
    return new Axis("session", logarithmic, List.of(ticks), false, false);
  }

  private static Chart chart(String title, Axis x, double... xs) {
    var dots = new ArrayList<Dot>();
    for (double at : xs) dots.add(new Dot(at, 0.5, 0.1));
    var limit = new Line("limit <", true, List.of(new Dot(Double.NaN, 0.9, 0)));
    return new Chart(title, x, SHARE, List.of(new Line("a & b", false, dots), limit));
  }

  @Test
  void theSameChartGivesTheSameOctets() {
    Chart chart = chart("a < b", across(true, new Tick(8, "8m"), new Tick(16, "16m")), 8, 16);
    String svg = ChartPainter.svg(chart);
    assertThat(svg).isEqualTo(ChartPainter.svg(chart)).contains("<title>a &lt; b</title>");
    assertThat(ChartPainter.png(chart)).isEqualTo(ChartPainter.png(chart));
  }

  @Test
  void chartsOnOnePageDoNotShareClips() {
    Axis x = across(false);
    assertThat(ChartPainter.svg(chart("one", x, 1, 2)))
        .contains("url(#one-")
        .doesNotContain("two-");
    assertThat(ChartPainter.svg(chart("two", x, 1, 2)))
        .contains("url(#two-")
        .doesNotContain("one-");
  }

  @Test
  void oddAxesCanBeDrawn() {
    List<Chart> charts =
        List.of(
            chart("one point", across(true, new Tick(480, "8m")), 480),
            chart("uneven", across(true, new Tick(84, "84s"), new Tick(480, "8m")), 84, 480),
            chart("long", across(true, new Tick(1, "1"), new Tick(1e6, "1000000")), 1, 1e6),
            chart("no ticks", across(false), 3));
    for (Chart chart : charts)
      assertThat(ChartPainter.svg(chart)).as(chart.title()).contains("<path");
  }

  @Test
  void marksThatAreEvenlyApartStandAtWholeNumbers() {
    Places places =
        Places.of(across(true, new Tick(480, "8m"), new Tick(960, "16m"), new Tick(1920, "32m")));
    assertThat(places.logarithmic()).isFalse();
    assertThat(places.at(960)).isEqualTo(1);
    assertThat(places.at(480 * Math.sqrt(2))).isCloseTo(0.5, within());
    assertThat(places.labels().apply(2.0)).isEqualTo("32m");
    assertThat(places.labels().apply(0.5)).isBlank();
  }

  @Test
  void plainNumbersThatAreNotEvenlyApartKeepTheirDistances() {
    Tick[] ticks = {new Tick(100, "100"), new Tick(500, "500"), new Tick(1000, "1000")};
    Places places = Places.of(across(true, ticks));
    assertThat(places.logarithmic()).isTrue();
    assertThat(places.at(500)).isEqualTo(500);
    assertThat(places.labels().apply(500.0)).isEqualTo("500");
    assertThat(places.labels().apply(700.0)).isBlank();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }
}
