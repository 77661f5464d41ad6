package dev.p2.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The engine on one node, by JMH: {@link EngineBenchmarks}. */
final class EngineFigures implements Benchmark {
  private record Row(String name, String unit, String beside) {}

  private static final Map<String, Row> ROWS =
      Map.of(
          "localEvents", new Row("chain of local events", "events/s", "17,300 in the original"),
          "keyedJoins",
              new Row(
                  "event joins 1,000 rows by key, then the next event",
                  "rounds/s",
                  "6,000 in the original"),
          "fannedOutTuples",
              new Row(
                  "event joins 1,000 rows by another column, ten each",
                  "tuples/s",
                  "10,100 in the original"),
          "minimaOverAThousandRows",
              new Row("least of 1,000 rows", "minima/s", "27 in the original"),
          "eventPath",
              new Row(
                  "event path: 160 fingers by ring interval, least by aggregate",
                  "events/s",
                  "hand-written: 0.19 µs scan, 0.037 µs sorted"),
          "insertsWithExpiry",
              new Row("insert into 10,000 soft rows, and one expires", "steps/s", ""));

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public String summary() {
    return "local events, joins, aggregates and expiry on one node (JMH, 3 forks of 5 iterations of"
        + " 1 s)";
  }

  @Override
  public List<Figure> run(Log log) {
    Options options =
        new OptionsBuilder()
            .include(EngineBenchmarks.class.getName())
            .forks(3)
            .warmupIterations(5)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgs("-XX:+UseCompactObjectHeaders", "-XX:+UseSerialGC", "-Xmx1g")
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    var figures = new ArrayList<Figure>();
    try {
      for (RunResult result : new Runner(options).run()) {
        String label = result.getPrimaryResult().getLabel();
        Row row = ROWS.get(label);
        var samples = new ArrayList<Double>();
        for (var fork : result.getBenchmarkResults()) {
          for (var iteration : fork.getIterationResults())
            samples.add(iteration.getPrimaryResult().getScore());
        }
        figures.add(new Figure(row.name(), row.unit(), samples, row.beside()));
        log.say(figures.getLast().markdown());
      }
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
    return figures;
  }
}
