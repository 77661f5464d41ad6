package dev.p2.overlays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Tuple;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Faults;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chord's judgement of itself: good when the ring is, bad when it is not. */
class ChordHealthTest {
  private static final CompiledProgram CHORD =
      OverlayRun.compile("chord", Overlays.health("chord").orElseThrow());

  private static List<Tuple> reports(OverlayRun run, String check) {
    return IntStream.range(0, run.count())
        .boxed()
        .flatMap(node -> run.rows(node, "healthReport").stream())
        .filter(row -> row.get(1).equals(check))
        .toList();
  }

  private static void assertHealthy(OverlayRun run) {
    for (String check : List.of("ring", "successors", "lookups")) {
      assertThat(reports(run, check))
          .as(check)
          .isNotEmpty()
          .allMatch(row -> row.get(2).equals(true));
    }
    assertThat(run.errors()).isEmpty();
  }

  private static double lookups(OverlayRun run) {
    return IntStream.range(0, run.count())
        .boxed()
        .flatMap(node -> run.rows(node, "status").stream())
        .filter(row -> row.get(1).equals("answered"))
        .mapToDouble(row -> (Double) row.get(2))
        .sum();
  }

  @Test
  void sixteenNodesAreHealthyAfterAMinuteAndAThousandLookups() {
    var run = new OverlayRun(CHORD, SimulationOptions.of(16));
    run.until(60);
    assertHealthy(run);
    assertThat(reports(run, "ring")).hasSize(1);
    assertThat(lookups(run)).isGreaterThan(1000);
    double rate = run.simulation().totals().messagesSent() / 60.0 / 16;
    // Under 3 of its own (README); a key every two seconds from five vantages is the rest.
    assertThat(rate).as("messages per second and node, the probes among them").isLessThan(13);
  }

  @Test
  void fivePercentOfDatagramsLostAndHeldBackDoNoHarm() {
    var run = new OverlayRun(CHORD, SimulationOptions.of(16).withFaults(new Faults(0.05, 0.05, 0)));
    run.until(60);
    assertHealthy(run);
  }

  @Test
  void oneNodeAloneIsHealthy() {
    var run = new OverlayRun(CHORD, SimulationOptions.of(1));
    run.until(30);
    assertThat(reports(run, "ring")).isNotEmpty().allMatch(row -> row.get(2).equals(true));
    assertThat(reports(run, "lookups")).isNotEmpty().allMatch(row -> row.get(2).equals(true));
  }

  @Test
  void missingNodesAndLostLookupsAreNoticed() {
    var run = new OverlayRun(CHORD, SimulationOptions.of(16));
    run.until(40);
    for (int node : List.of(0, 4, 8, 12)) run.simulation().crash(node);
    run.until(60);
    assertThat(reports(run, "ring")).anyMatch(row -> row.get(2).equals(false));
    assertThat(reports(run, "lookups")).anyMatch(row -> row.get(2).equals(false));
  }
}
