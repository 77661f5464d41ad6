package dev.p2.bench;

import dev.p2.bench.twin.ChordTwin;
import dev.p2.bench.twin.ChurnRun;
import dev.p2.engine.CompiledProgram;
import dev.p2.overlays.Overlays;
import dev.p2.sim.Guest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

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

  private record Contender(String name, CompiledProgram program, Optional<Guest.Kind> guest) {}

  @Override
  public List<Figure> run(Log log) {
    var twin = new ChordTwin.Kind();
    var contenders =
        List.of(
            new Contender("chord", overlay("chord"), Optional.empty()),
            new Contender(
                "by hand",
                ChurnRun.compile(List.of(twin.relations()), Map.of()),
                Optional.of(twin)),
            new Contender("chord-zave", overlay("chord-zave"), Optional.empty()));
    var figures = new ArrayList<Figure>();
    for (String minutes : MINUTES.split(",")) {
      for (Contender contender : contenders) {
        var outcomes = new ArrayList<ChurnRun.Outcome>();
        for (int seed = 1; seed <= SEEDS; seed++) {
          long session = Math.round(Double.parseDouble(minutes) * 60 * SECOND);
          var plan =
              new ChurnRun.Plan(NODES, seed, session, session / 8, 700 * SECOND, 1800 * SECOND);
          outcomes.add(ChurnRun.of(contender.program, contender.guest, plan));
          log.say(
              minutes + " min, " + contender.name + ", seed " + seed + ": " + outcomes.getLast());
        }
        String title =
            contender.name
                + (minutes.equals("0") ? ", no churn: " : ", sessions of " + minutes + " min: ");
        MEASURES.forEach(
            (what, measure) ->
                figures.add(
                    new Figure(
                        title + what.substring(0, what.indexOf('|')),
                        what.substring(what.indexOf('|') + 1),
                        outcomes.stream().map(measure::applyAsDouble).toList(),
                        "")));
      }
    }
    return figures;
  }

  /** By name and unit. */
  private static final Map<String, ToDoubleFunction<ChurnRun.Outcome>> MEASURES =
      new LinkedHashMap<>();

  static {
    MEASURES.put("answered and right|%", outcome -> 100 * outcome.right());
    MEASURES.put("consistent|%", outcome -> 100 * outcome.consistent());
    MEASURES.put("mean hops|hops", ChurnRun.Outcome::hops);
    MEASURES.put("mean latency|ms", ChurnRun.Outcome::meanMillis);
    MEASURES.put("within 2 s|%", outcome -> 100 * outcome.withinTwoSeconds());
    MEASURES.put("maintenance|B/s a node", ChurnRun.Outcome::bytes);
  }

  private static CompiledProgram overlay(String name) {
    return ChurnRun.compile(Overlays.find(name).orElseThrow(), Map.of());
  }
}
