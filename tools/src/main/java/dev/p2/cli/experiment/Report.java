package dev.p2.cli.experiment;

import dev.p2.cli.chart.Chart;
import dev.p2.cli.experiment.Description.Plot;
import dev.p2.cli.experiment.Description.Reference;
import dev.p2.sim.experiment.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page that shows an experiment: one file, nothing fetched. */
final class Report {
  private static final String STYLE =
      """
      body { font: 16px/1.5 sans-serif; color: #111; margin: 0 auto; max-width: 1500px; padding: 1em; }
      h1 { font-size: 1.6em; margin: 0 0 .3em; } h2 { font-size: 1.2em; margin: 1.5em 0 .5em; }
      .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 1em; }
      figure { margin: 0; border: 1px solid #ddd; padding: .5em; } figure svg { width: 100%; height: auto; }
      .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .9em; }
      th, td { padding: .2em .6em; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }
      th.name, td.name { text-align: left; } td small { color: #555; }
      code, pre { background: #f3f3f3; } pre { padding: .6em; white-space: pre-wrap; } p.about { max-width: 60em; }
      """;

  private final Description description;
  private final Summary summary;
  private final String command;
  private final StringBuilder page = new StringBuilder();

  private Report(Description description, Summary summary, String command) {
    this.description = description;
    this.summary = summary;
    this.command = command;
  }

  /**
   * The page.
   *
   * @param charts the plots that have one, with their charts and their pictures as SVG
   * @param command that gives the same data again
   */
  static String page(
      Description description, Summary summary, Map<Plot, Drawn> charts, String command) {
    var report = new Report(description, summary, command);
    report.head();
    report.page.append("<div class=\"plots\">\n");
    charts.forEach(report::figure);
    report.page.append("</div>\n");
    report.results();
    report.foot();
    return report.page.toString();
  }

  /** A chart and how it looks. */
  record Drawn(Chart chart, String svg) {}

  private void head() {
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        .append(escaped(description.title()))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(escaped(description.title()))
        .append("</h1>\n<p class=\"about\">")
        .append(escaped(description.about()))
        .append("</p>\n<p>")
        .append(description.cases().size())
        .append(description.cases().size() == 1 ? " point, " : " points, ")
        .append(description.seeds().size())
        .append(
            description.seeds().size() == 1
                ? " seed: there are no confidence intervals."
                : " seeds each. Bands and ± are 95 % confidence intervals of the mean over seeds"
                    + " (Student's t).")
        .append(" The same data again:</p>\n<pre>")
        .append(escaped(command))
        .append("</pre>\n");
  }

  private void figure(Plot plot, Drawn drawn) {
    page.append("<figure>\n").append(drawn.svg());
    if (!plot.references().isEmpty()) {
      page.append("<figcaption><small>");
      for (Reference reference : plot.references())
        page.append(escaped(reference.label())).append(": ").append(figures(plot, reference));
      page.append("</small></figcaption>\n");
    }
    page.append("</figure>\n");
  }

  private String figures(Plot plot, Reference reference) {
    var words = new ArrayList<String>();
    for (double[] point : reference.points())
      words.add(
          point.length == 1
              ? shown(plot.metric(), point[0])
              : xLabel(plot, point[0]) + ": " + shown(plot.metric(), point[1]));
    return escaped(String.join(", ", words)) + ". ";
  }

  private String xLabel(Plot plot, double x) {
    for (Axis axis : description.axes()) {
      if (!axis.name().equals(plot.over())) continue;
      for (Axis.Value value : axis.values())
        if (value.number().isPresent() && value.number().getAsDouble() == x) return value.label();
    }
    return Csv.number(x);
  }

  private void results() {
    page.append("<h2>Results</h2>\n<div class=\"wide\"><table>\n<tr>");
    var names = new ArrayList<>(List.of(Point.SUBJECT));
    for (Axis axis : description.axes()) names.add(axis.name());
    for (String name : names) page.append("<th class=\"name\">").append(escaped(name));
    for (Metric metric : description.metrics())
      page.append("<th title=\"")
          .append(escaped(metric.title()))
          .append("\">")
          .append(escaped(metric.word()))
          .append(metric.unit().equals("share") ? "" : ", " + metric.unit());
    page.append("</tr>\n");
    for (Point point : summary.points().keySet()) {
      page.append("<tr>");
      for (String name : names) page.append("<td class=\"name\">").append(escaped(point.at(name)));
      for (Metric metric : description.metrics()) {
        Optional<Estimate> estimate = summary.at(point, metric);
        page.append("<td>").append(estimate.map(e -> cell(metric, e)).orElse("–"));
      }
      page.append("</tr>\n");
    }
    page.append("</table></div>\n");
  }

  private static String cell(Metric metric, Estimate estimate) {
    String mean = shown(metric, estimate.mean());
    return estimate.half() == 0
        ? mean
        : mean + " <small>± " + shown(metric, estimate.half()) + "</small>";
  }

  private static String shown(Metric metric, double value) {
    return metric.unit().equals("share") && Double.isFinite(value)
        ? Summary.figure(value * 100) + " %"
        : Summary.figure(value);
  }

  private void foot() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("data/metrics.csv", "every metric of every trial");
    files.put("data/lookups.csv", "every lookup");
    files.put("data/ring.csv", "the ring over time");
    files.put("experiment.toml", "the description");
    page.append("<h2>Data</h2>\n<p>");
    files.forEach(
        (file, what) ->
            page.append("<a href=\"")
                .append(file)
                .append("\">")
                .append(file)
                .append("</a>: ")
                .append(what)
                .append(". "));
    page.append("Failed lookups count as failed in shares, percentiles and distributions.</p>\n");
    page.append("</body>\n</html>\n");
  }

  /** A text within HTML. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
