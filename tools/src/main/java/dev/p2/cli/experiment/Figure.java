package dev.p2.cli.experiment;

import dev.p2.cli.chart.Chart;
import dev.p2.cli.chart.Chart.Dot;
import dev.p2.cli.chart.Chart.Line;
import dev.p2.cli.chart.Chart.Tick;
import dev.p2.cli.experiment.Description.Case;
import dev.p2.cli.experiment.Description.Plot;
import dev.p2.cli.experiment.Description.Reference;
import dev.p2.cli.input.Json;
import dev.p2.sim.experiment.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** From a plot of a description and the kept trials to a chart. */
final class Figure {
  private static final int CDF_DOTS = 120;
  private static final double MS_PER_SECOND = 1e3;
  private static final Json NO_JSON = new Json.Word(0, 0, "null");

  private final Description description;
  private final ResultFolder folder;
  private final Summary summary;

  Figure(Description description, ResultFolder folder, Summary summary) {
    this.description = description;
    this.folder = folder;
    this.summary = summary;
  }

  /** The chart, or nothing if no point of the sweep belongs to it. */
  Optional<Chart> chart(Plot plot) {
    List<Case> cases =
        description.cases().stream().filter(one -> belongs(one.point(), plot)).toList();
    if (cases.isEmpty()) return Optional.empty();
    return switch (plot.over()) {
      case Plot.CDF -> Optional.of(cdf(plot, cases));
      case Plot.TIME -> Optional.of(time(plot, cases));
      default -> over(plot, cases);
    };
  }

  private static boolean belongs(Point point, Plot plot) {
    return plot.where().entrySet().stream()
        .allMatch(wanted -> point.at(wanted.getKey()).equals(wanted.getValue()));
  }

  /** The names of the axes, subjects first, whose values differ among these cases. */
  private List<String> varying(List<Case> cases, String but) {
    var names = new ArrayList<>(List.of(Point.SUBJECT));
    for (Axis axis : description.axes()) names.add(axis.name());
    names.remove(but);
    names.removeIf(name -> cases.stream().map(one -> one.point().at(name)).distinct().count() < 2);
    return names;
  }

  private static String label(Point point, List<String> varying) {
    var words = new ArrayList<String>();
    for (String name : varying) {
      boolean number = new Axis.Value(point.at(name), NO_JSON).number().isPresent();
      words.add(number ? name + " " + point.at(name) : point.at(name));
    }
    return words.isEmpty() ? point.subject() : String.join(", ", words);
  }

  /** A metric along an axis, a line for each combination of the others. */
  private Optional<Chart> over(Plot plot, List<Case> cases) {
    List<String> varying = varying(cases, plot.over());
    List<Tick> ticks = ticks(plot, cases);
    Map<String, Double> places = new LinkedHashMap<>();
    for (Tick tick : ticks) places.put(tick.label(), tick.value());
    Map<String, List<Dot>> lines = new LinkedHashMap<>();
    for (Case one : cases) {
      Point point = one.point();
      summary
          .at(point, plot.metric())
          .filter(estimate -> Double.isFinite(estimate.mean()))
          .ifPresent(
              estimate ->
                  lines
                      .computeIfAbsent(label(point, varying), l -> new ArrayList<>())
                      .add(
                          new Dot(
                              places.get(point.at(plot.over())),
                              estimate.mean(),
                              estimate.half())));
    }
    if (lines.isEmpty()) return Optional.empty();
    boolean logarithmic = plot.logarithmic() && ticks.stream().allMatch(t -> t.value() > 0);
    boolean share = plot.metric().unit().equals("share");
    return Optional.of(
        new Chart(
            plot.title(),
            new Chart.Axis(plot.over(), logarithmic, ticks, false, false),
            new Chart.Axis(share ? "share" : plot.metric().unit(), false, List.of(), share, !share),
            lines(lines, plot.references())));
  }

  private List<Line> lines(Map<String, List<Dot>> own, List<Reference> references) {
    var lines = new ArrayList<Line>();
    own.forEach((label, dots) -> lines.add(new Line(label, false, dots)));
    for (Reference reference : references) {
      var dots = new ArrayList<Dot>();
      for (double[] point : reference.points())
        dots.add(
            point.length == 1 ? new Dot(Double.NaN, point[0], 0) : new Dot(point[0], point[1], 0));
      lines.add(new Line(reference.label(), true, dots));
    }
    return lines;
  }

  /** The values of an axis at their places; words are evenly apart. */
  private List<Tick> ticks(Plot plot, List<Case> cases) {
    if (plot.over().equals(Point.SUBJECT))
      return even(cases.stream().map(one -> one.point().subject()).distinct().toList());
    Axis axis =
        description.axes().stream()
            .filter(a -> a.name().equals(plot.over()))
            .findFirst()
            .orElseThrow();
    if (axis.values().stream().anyMatch(value -> value.number().isEmpty()))
      return even(axis.values().stream().map(Axis.Value::label).toList());
    var ticks = new ArrayList<Tick>();
    for (Axis.Value value : axis.values())
      ticks.add(new Tick(value.number().orElseThrow(), value.label()));
    ticks.sort(java.util.Comparator.comparingDouble(Tick::value));
    return ticks;
  }

  private static List<Tick> even(List<String> labels) {
    var ticks = new ArrayList<Tick>();
    for (String label : labels) ticks.add(new Tick(ticks.size() + 1, label));
    return ticks;
  }

  /** The share of all lookups that had ended well by then. */
  private Chart cdf(Plot plot, List<Case> cases) {
    boolean hops = plot.metric() == Metric.HOPS;
    List<String> varying = varying(cases, Plot.CDF);
    Map<String, List<Sorted>> samples = new LinkedHashMap<>();
    double most = 0;
    for (Case one : cases) {
      var seeds = new ArrayList<Sorted>();
      for (TrialKey key : TrialKey.all(description))
        if (key.of() == one) seeds.add(lookups(key, hops));
      samples.put(label(one.point(), varying), seeds);
      for (Sorted seed : seeds) most = Math.max(most, seed.quantile(0.995));
    }
    Map<String, List<Dot>> lines = new LinkedHashMap<>();
    double end = most;
    samples.forEach(
        (label, seeds) -> {
          var dots = new ArrayList<Dot>();
          for (int i = 0; i <= CDF_DOTS; i++) {
            double at = end * i / CDF_DOTS;
            Estimate share = Estimate.of(seeds.stream().map(seed -> seed.share(at)).toList());
            dots.add(new Dot(at, share.mean(), share.half()));
          }
          lines.put(label, dots);
        });
    return new Chart(
        plot.title(),
        new Chart.Axis(hops ? "hops" : "latency, s", false, List.of(), false, true),
        new Chart.Axis("share of lookups", false, List.of(), true, true),
        lines(lines, plot.references()));
  }

  /** Values in order, of so many lookups; those that failed have none. */
  private record Sorted(List<Double> values, int all) {
    double share(double at) {
      int low = 0;
      int high = values.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (values.get(middle) <= at) low = middle + 1;
        else high = middle;
      }
      return all == 0 ? 0 : low / (double) all;
    }

    /** Of those that did not fail. */
    double quantile(double share) {
      return values.isEmpty()
          ? 0
          : values.get(
              Math.clamp((int) Math.ceil(share * values.size()) - 1, 0, values.size() - 1));
    }
  }

  private Sorted lookups(TrialKey key, boolean hops) {
    var values = new ArrayList<Double>();
    int all = 0;
    for (String line : folder.read(key, TrialTables.LOOKUPS)) {
      List<String> fields = Csv.fields(line);
      String value = fields.get(fields.size() - (hops ? 3 : 4));
      if (!value.isEmpty()) values.add(Double.parseDouble(value) / (hops ? 1 : MS_PER_SECOND));
      all++;
    }
    Collections.sort(values);
    return new Sorted(values, all);
  }

  /** The state of the ring as it goes. */
  private Chart time(Plot plot, List<Case> cases) {
    List<String> varying = varying(cases, Plot.TIME);
    Map<String, List<Dot>> lines = new LinkedHashMap<>();
    for (Case one : cases) {
      TreeMap<Double, List<Double>> shares = new TreeMap<>();
      for (TrialKey key : TrialKey.all(description)) {
        if (key.of() != one) continue;
        for (String line : folder.read(key, TrialTables.RING)) {
          List<String> fields = Csv.fields(line);
          int at = fields.size() - 3;
          double on = Double.parseDouble(fields.get(at + 1));
          double right = Double.parseDouble(fields.get(at + 2));
          shares
              .computeIfAbsent(Double.parseDouble(fields.get(at)), t -> new ArrayList<>())
              .add(on == 0 ? 1 : right / on);
        }
      }
      var dots = new ArrayList<Dot>();
      shares.forEach(
          (seconds, values) -> {
            Estimate share = Estimate.of(values);
            dots.add(new Dot(seconds, share.mean(), share.half()));
          });
      lines.put(label(one.point(), varying), dots);
    }
    return new Chart(
        plot.title(),
        new Chart.Axis("time, s", false, List.of(), false, true),
        new Chart.Axis("share of nodes", false, List.of(), true, true),
        lines(lines, plot.references()));
  }
}
