package dev.p2.bench;

import dev.p2.bench.programs.Programs;
import dev.p2.bench.twin.ChordTwinSubject;
import dev.p2.bench.twin.ChurnTrial;
import dev.p2.sim.experiment.Metric;
import dev.p2.sim.experiment.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The library's two Chords and the one written by hand in Java, side by side: the same network,
 * churn and lookups. {@code -Dtwin.nodes}, {@code -Dtwin.minutes} (mean sessions, with commas) and
 * {@code -Dtwin.seeds} set how much.
 */
final class TwinFigures implements Benchmark {
  private static final long SECOND = 1_000_000_000L;
  private static final int NODES = Integer.getInteger("twin.nodes", 400);
  private static final int SEEDS = Integer.getInteger("twin.seeds", 3);
  private static final String MINUTES = System.getProperty("twin.minutes", "0,8,64");

  @Override
  public String name() {
    return "twin";
  }

  @Override
  public String summary() {
    return "Chord, chord-zave and Chord by hand under churn";
  }

  private record Contender(String name, Subject subject) {}

  @Override
  public List<Figure> run(Log log) {
    var contenders =
        List.of(
            new Contender("chord", overlay("chord")),
            new Contender("by hand", new ChordTwinSubject().subject(Map.of())),
            new Contender("chord-zave", overlay("chord-zave")));
    var figures = new ArrayList<Figure>();
    for (String minutes : MINUTES.split(",")) {
      long session = Math.round(Double.parseDouble(minutes) * 60 * SECOND);
      var trial = new ChurnTrial(NODES, session, session / 8, 700 * SECOND, 1800 * SECOND);
      for (Contender contender : contenders) {
        var outcomes = new ArrayList<Map<Metric, Double>>();
        for (int seed = 1; seed <= SEEDS; seed++) {
          outcomes.add(trial.run(contender.subject, seed));
          log.say(minutes + " min, " + contender.name + ", seed " + seed);
        }
        String title =
            contender.name
                + (minutes.equals("0") ? ", no churn: " : ", sessions of " + minutes + " min: ");
        for (Metric metric : METRICS)
          figures.add(
              new Figure(
                  title + metric.title(),
                  metric.unit(),
                  outcomes.stream().map(values -> values.get(metric)).toList(),
                  ""));
      }
    }
    return figures;
  }

  private static final List<Metric> METRICS =
      List.of(
          Metric.BOTH,
          Metric.CONSISTENCY,
          Metric.HOPS,
          Metric.LATENCY,
          Metric.WITHIN,
          Metric.MAINTENANCE);

  private static Subject overlay(String name) {
    return ChordTwinSubject.rules(Programs.compile(Programs.overlay(name)));
  }
}
