package dev.p2.overlays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.value.Duration;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Latency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The group as its members see it. Seeds are in the names of the tests. */
class NaradaTest {
  private static final CompiledProgram NARADA = OverlayRun.compile("narada");

  private static List<String> live(OverlayRun run, int node, boolean live) {
    return run.rows(node, "member").stream()
        .filter(row -> row.get(4).equals(live))
        .map(row -> (String) row.get(1))
        .toList();
  }

  private static void assertAllKnowAll(OverlayRun run) {
    List<String> running =
        OverlayRun.addresses(run.count()).stream()
            .filter(address -> run.running(run.simulation().indexOf(address).orElseThrow()))
            .toList();
    for (String node : running) {
      assertThat(live(run, run.simulation().indexOf(node).orElseThrow(), true))
          .as("members for %s at %s s", node, run.now())
          .containsExactlyInAnyOrderElementsOf(running);
    }
    assertThat(run.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyMemberLearnsOfAllAndFindsNeighbors(long seed) {
    var run = new OverlayRun(NARADA, SimulationOptions.of(16).withSeed(seed));
    run.until(30);
    assertAllKnowAll(run);
    for (int node = 0; node < 16; node++) {
      assertThat(run.rows(node, "neighbor"))
          .as("neighbours of n%s", node)
          .hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void theClocksOfOurDaysDoAsWell() {
    var run = new OverlayRun(NARADA, SimulationOptions.of(16));
    run.bootInTheYear2026();
    run.until(30);
    assertAllKnowAll(run);
  }

  @Test
  void aDeadMemberIsDetectedEverywhereAndItsNameGoes() {
    var run = new OverlayRun(NARADA, SimulationOptions.of(16));
    run.until(30);
    run.simulation().crash(0);
    run.simulation().crash(5);
    run.until(65);
    assertAllKnowAll(run);
    for (int node = 0; node < 16; node++) {
      if (!run.running(node)) continue;
      assertThat(live(run, node, false)).containsExactlyInAnyOrder("n0", "n5");
      assertThat(run.rows(node, "neighbor"))
          .noneMatch(row -> row.get(1).equals("n0") || row.get(1).equals("n5"));
    }
    run.until(300);
    for (int node = 0; node < 16; node++) assertThat(live(run, node, false)).isEmpty();
  }

  @Test
  void whoRestartsIsAMemberAgain() {
    var run = new OverlayRun(NARADA, SimulationOptions.of(12));
    run.until(30);
    run.simulation().crash(0);
    run.simulation().crash(4);
    run.until(70);
    run.simulation().restart(0, "n7");
    run.simulation().restart(4, "n2");
    run.until(90);
    assertAllKnowAll(run);
  }

  @Test
  void latenciesAreRoundTrips() {
    var run =
        new OverlayRun(
            NARADA, SimulationOptions.of(8).withLatency(new Latency(35_000_000, 35_000_000)));
    run.until(60);
    for (int node = 0; node < 8; node++) {
      assertThat(run.rows(node, "latency")).isNotEmpty();
      for (Tuple row : run.rows(node, "latency"))
        assertThat(row.get(2)).isEqualTo(new Duration(70_000_000));
    }
  }
}
