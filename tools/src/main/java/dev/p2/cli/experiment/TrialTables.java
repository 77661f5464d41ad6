package dev.p2.cli.experiment;

import dev.p2.sim.experiment.Metric;
import dev.p2.sim.experiment.TrialResult;
import java.util.ArrayList;
import java.util.List;

/** The three tables of a trial as CSV; each line says which trial it is of. */
final class TrialTables {
  static final String METRICS = "metrics.csv";
  static final String LOOKUPS = "lookups.csv";
  static final String RING = "ring.csv";

  /** Their names. */
  static final List<String> NAMES = List.of(METRICS, LOOKUPS, RING);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MS = 1e6;

  private TrialTables() {}

  /** The first line of a table, for all trials together. */
  static String header(String table, List<Axis> axes) {
    var names = new ArrayList<>(List.of(Point.SUBJECT));
    for (Axis axis : axes) names.add(axis.name());
    names.add("seed");
    names.addAll(
        switch (table) {
          case METRICS -> List.of("metric", "value", "unit");
          case LOOKUPS ->
              List.of(
                  "round", "key", "vantage", "asked_s", "latency_ms", "hops", "answer", "right");
          case RING -> List.of("time_s", "nodes", "right");
          default -> throw new AssertionError(table);
        });
    return Csv.line(names);
  }

  /** The lines of a table of one trial. */
  static String lines(String table, TrialKey key, List<Metric> metrics, TrialResult result) {
    return switch (table) {
      case METRICS -> metrics(key, metrics, result);
      case LOOKUPS -> lookups(key, result);
      case RING -> ring(key, result);
      default -> throw new AssertionError(table);
    };
  }

  private static String metrics(TrialKey key, List<Metric> metrics, TrialResult result) {
    var text = new StringBuilder();
    for (Metric metric : metrics) {
      Double value = result.values().get(metric);
      if (value != null) text.append(line(key, metric.word(), Csv.number(value), metric.unit()));
    }
    return text.toString();
  }

  private static String lookups(TrialKey key, TrialResult result) {
    var text = new StringBuilder();
    for (TrialResult.Lookup lookup : result.lookups())
      text.append(
          line(
              key,
              String.valueOf(lookup.round()),
              lookup.key().json(),
              "n" + lookup.vantage(),
              Csv.number(lookup.askedNanos() / NANOS_PER_SECOND),
              lookup.answered() ? Csv.number(lookup.latencyNanos() / NANOS_PER_MS) : "",
              lookup.hops() < 0 ? "" : String.valueOf(lookup.hops()),
              lookup.answer() < 0 ? "" : "n" + lookup.answer(),
              String.valueOf(lookup.right())));
    return text.toString();
  }

  private static String ring(TrialKey key, TrialResult result) {
    var text = new StringBuilder();
    for (TrialResult.RingSample sample : result.ring())
      text.append(
          line(
              key,
              Csv.number(sample.nanos() / NANOS_PER_SECOND),
              String.valueOf(sample.on()),
              String.valueOf(sample.right())));
    return text.toString();
  }

  private static String line(TrialKey key, String... more) {
    var fields = new ArrayList<>(List.of(key.of().point().subject()));
    fields.addAll(key.of().point().values().values());
    fields.add(String.valueOf(key.seed()));
    fields.addAll(List.of(more));
    return Csv.line(fields);
  }
}
