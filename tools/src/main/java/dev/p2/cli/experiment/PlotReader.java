package dev.p2.cli.experiment;

import dev.p2.cli.experiment.Description.Plot;
import dev.p2.cli.experiment.Description.Reference;
import dev.p2.cli.input.Entries;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Suggestion;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.experiment.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the tables {@code [[plot]]}. */
final class PlotReader {
  private final Source source;
  private final Map<String, List<String>> labels;
  private final List<Metric> metrics;
  private final boolean asWritten;

  /**
   * @param labels the values of each axis, subjects among them
   * @param asWritten whether these are the description's own, not smaller or other ones
   */
  PlotReader(
      Source source, Map<String, List<String>> labels, List<Metric> metrics, boolean asWritten) {
    this.source = source;
    this.labels = labels;
    this.metrics = metrics;
    this.asWritten = asWritten;
  }

  List<Plot> read(Entries top) {
    Json json = top.get("plot").orElse(null);
    if (json == null) return List.of();
    if (!(json instanceof Json.Array array))
      throw top.error(json, "a plot is a table").hint("write [[plot]] on a line of its own");
    var plots = new ArrayList<Plot>();
    Set<String> names = new LinkedHashSet<>();
    for (Json element : array.elements()) {
      if (!(element instanceof Json.Fields fields))
        throw top.error(element, "a plot is a table").hint("write [[plot]] on a line of its own");
      Entries in = new Entries(source, fields, "a plot");
      Plot plot = plot(in);
      if (!names.add(plot.name()))
        throw in.error("two plots are called " + plot.name())
            .hint("give one a name = \"…\" of its own");
      plots.add(plot);
    }
    return plots;
  }

  private Plot plot(Entries in) {
    Json over = in.need("over", "\"nodes\"");
    String axis = in.text(over, "over");
    if (!labels.containsKey(axis) && !axis.equals(Plot.CDF) && !axis.equals(Plot.TIME)) {
      var known = new ArrayList<>(labels.keySet());
      known.add(Plot.CDF);
      known.add(Plot.TIME);
      String similar = Suggestion.didYouMean(axis, known);
      throw in.error(over, "there is no axis " + axis)
          .hint(similar.isEmpty() ? "there are " + String.join(", ", known) : similar);
    }
    Metric metric = metric(in, axis);
    String name =
        in.get("name").map(json -> name(in, json)).orElse(metric.word() + "-over-" + axis);
    String title = in.get("title").map(json -> in.text(json, "title")).orElse(metric.title());
    var plot =
        new Plot(name, title, metric, axis, where(in), in.flag("logarithmic"), references(in));
    in.end();
    return plot;
  }

  private static String name(Entries in, Json json) {
    String name = in.text(json, "name");
    if (name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) return name;
    throw in.error(json, "a plot's name becomes that of a file: letters, digits, - and _")
        .hint("write name = \"hops-500\"; a title may be any text");
  }

  private Metric metric(Entries in, String over) {
    if (over.equals(Plot.TIME) && !in.has("metric")) return Metric.RING;
    Json json = in.need("metric", "\"hops\"");
    String word = in.text(json, "metric");
    Metric metric = Metric.of(word).orElse(null);
    if (metric == null || !metrics.contains(metric)) {
      List<String> known = metrics.stream().map(Metric::word).toList();
      String similar = Suggestion.didYouMean(word, known);
      throw in.error(
              json, metric == null ? "there is no metric " + word : word + " is not among metrics")
          .hint(similar.isEmpty() ? "there are " + String.join(", ", known) : similar);
    }
    if (over.equals(Plot.CDF) && metric != Metric.LATENCY && metric != Metric.HOPS)
      throw in.error(json, "only latency and hops are known of each lookup, and have a CDF")
          .hint("write metric = \"latency\" or \"hops\", or over = an axis");
    if (over.equals(Plot.TIME) && metric != Metric.RING)
      throw in.error(json, "only ring is known over time")
          .hint("write metric = \"ring\", or over = an axis");
    return metric;
  }

  private Map<String, String> where(Entries in) {
    var where = new LinkedHashMap<String, String>();
    Json json = in.get("where").orElse(null);
    if (json == null) return where;
    if (!(json instanceof Json.Fields fields))
      throw in.error(json, "where must be a table").hint("write where = { nodes = 500 }");
    for (Json.Field field : fields.fields()) {
      List<String> values = labels.get(field.name());
      if (values == null)
        throw in.error(field.value(), "there is no axis " + field.name())
            .hint("there are " + String.join(", ", labels.keySet()));
      String label =
          switch (field.value()) {
            case Json.Text text -> text.text();
            case Json.Number number -> number.text();
            case Json.Word word -> word.text();
            case Json.Array _, Json.Fields _ ->
                throw in.error(field.value(), "one value is meant")
                    .hint("write where = { " + field.name() + " = 500 }");
          };
      if (asWritten && !values.contains(label))
        throw in.error(field.value(), "no point has " + field.name() + " " + label)
            .hint("there are " + String.join(", ", values));
      where.put(field.name(), label);
    }
    return where;
  }

  private List<Reference> references(Entries in) {
    Json json = in.get("reference").orElse(null);
    if (json == null) return List.of();
    if (!(json instanceof Json.Array array))
      throw in.error(json, "reference must be an array")
          .hint("write reference = [{ label = \"floor\", value = 0.97 }]");
    var references = new ArrayList<Reference>();
    for (Json element : array.elements()) {
      if (!(element instanceof Json.Fields fields))
        throw in.error(element, "a reference is a table")
            .hint("write { label = \"floor\", value = 0.97 }");
      var reference = new Entries(source, fields, "a reference");
      String label = reference.text(reference.need("label", "\"floor\""), "label");
      var points = new ArrayList<double[]>();
      if (reference.has("value")) {
        points.add(new double[] {reference.number(reference.need("value", "0.97"), "value")});
      } else {
        Json given = reference.need("points", "[[100, 3.16], [500, 4.39]]");
        if (!(given instanceof Json.Array list))
          throw reference
              .error(given, "points must be an array")
              .hint("write points = [[100, 3.16], [500, 4.39]]");
        for (Json point : list.elements()) {
          if (!(point instanceof Json.Array pair) || pair.elements().size() != 2)
            throw reference
                .error(point, "a point is a pair of numbers")
                .hint("write points = [[100, 3.16], [500, 4.39]]");
          points.add(
              new double[] {
                reference.number(pair.elements().getFirst(), "x"),
                reference.number(pair.elements().getLast(), "y")
              });
        }
      }
      reference.end();
      references.add(new Reference(label, points));
    }
    return references;
  }
}
