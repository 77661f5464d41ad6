package dev.p2.cli.experiment;

import dev.p2.cli.experiment.Description.Case;
import dev.p2.sim.experiment.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every metric at every point, over its seeds.
 *
 * @param points in the order of the description
 */
record Summary(List<Metric> metrics, Map<Point, Map<Metric, Estimate>> points) {
  /** What the kept trials of a description say. */
  static Summary of(Description description, ResultFolder folder) {
    Map<Point, Map<Metric, Estimate>> points = new LinkedHashMap<>();
    List<TrialKey> keys = TrialKey.all(description);
    for (Case one : description.cases()) {
      Map<Metric, List<Double>> values = new LinkedHashMap<>();
      for (TrialKey key : keys) {
        if (key.of() != one) continue;
        for (String line : folder.read(key, TrialTables.METRICS)) {
          List<String> fields = Csv.fields(line);
          int at = fields.size() - 3;
          Metric metric = Metric.of(fields.get(at)).orElseThrow();
          values
              .computeIfAbsent(metric, m -> new ArrayList<>())
              .add(Double.parseDouble(fields.get(at + 1)));
        }
      }
      Map<Metric, Estimate> estimates = new LinkedHashMap<>();
      values.forEach((metric, list) -> estimates.put(metric, Estimate.of(list)));
      points.put(one.point(), estimates);
    }
    return new Summary(description.metrics(), points);
  }

  Optional<Estimate> at(Point point, Metric metric) {
    return Optional.ofNullable(points.getOrDefault(point, Map.of()).get(metric));
  }

  /** As a table for the terminal. */
  String text() {
    var rows = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of(Point.SUBJECT));
    if (!points.isEmpty()) head.addAll(points.keySet().iterator().next().values().keySet());
    for (Metric metric : metrics) head.add(metric.word());
    rows.add(head);
    points.forEach(
        (point, estimates) -> {
          var row = new ArrayList<>(List.of(point.subject()));
          row.addAll(point.values().values());
          for (Metric metric : metrics)
            row.add(
                Optional.ofNullable(estimates.get(metric)).map(e -> figure(e.mean())).orElse("-"));
          rows.add(row);
        });
    return aligned(rows);
  }

  private static String aligned(List<List<String>> rows) {
    var text = new StringBuilder();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(r -> r.get(at).length()).max().orElse(0);
        String cell = row.get(column);
        text.append(cell);
        if (column + 1 < row.size()) text.append(" ".repeat(width - cell.length() + 2));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Four significant digits. */
  static String figure(double value) {
    if (!Double.isFinite(value)) return "never";
    if (value == 0) return "0";
    int whole = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
    int decimals = Math.clamp(4 - whole, 0, 4);
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
