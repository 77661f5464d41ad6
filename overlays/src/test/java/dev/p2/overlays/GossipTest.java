package dev.p2.overlays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Faults;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who knows whom. Seeds are in the names of the tests. */
class GossipTest {
  private static final CompiledProgram GOSSIP = OverlayRun.compile("gossip");

  /** Every running node holds every running node, and no other, for alive. */
  private static void assertAllKnowAll(OverlayRun run) {
    List<String> running =
        OverlayRun.addresses(run.count()).stream()
            .filter(address -> run.running(run.simulation().indexOf(address).orElseThrow()))
            .toList();
    for (String node : running) {
      List<String> alive =
          run.rows(run.simulation().indexOf(node).orElseThrow(), "alive").stream()
              .map(row -> (String) row.get(1))
              .toList();
      assertThat(alive)
          .as("alive for %s at %s s", node, run.now())
          .containsExactlyInAnyOrderElementsOf(running);
    }
    assertThat(run.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everybodyKnowsEverybodyAfterFifteenSeconds(long seed) {
    var run = new OverlayRun(GOSSIP, SimulationOptions.of(24).withSeed(seed));
    for (int second = 15; second <= 120; second += 5) {
      run.until(second);
      assertAllKnowAll(run);
    }
  }

  @Test
  void theClocksOfOurDaysDoAsWell() {
    var run = new OverlayRun(GOSSIP, SimulationOptions.of(16));
    run.bootInTheYear2026();
    run.until(15);
    assertAllKnowAll(run);
  }

  @Test
  void theDeadAreForgottenAndStayForgotten() {
    var run = new OverlayRun(GOSSIP, SimulationOptions.of(24));
    run.until(20);
    run.simulation().crash(0);
    run.simulation().crash(7);
    for (int second = 60; second <= 120; second += 5) {
      run.until(second);
      assertAllKnowAll(run);
    }
    for (int node = 1; node < 24; node++) {
      if (run.running(node)) assertThat(run.rows(node, "member")).hasSize(22);
    }
  }

  @Test
  void whoRestartsIsKnownAgain() {
    var run = new OverlayRun(GOSSIP, SimulationOptions.of(16));
    run.until(20);
    run.simulation().crash(5);
    run.simulation().crash(6);
    run.until(22);
    run.simulation().restart(5, "n3");
    run.until(70);
    run.simulation().restart(6, "n9");
    run.until(85);
    assertAllKnowAll(run);
  }

  @Test
  void aTenthOfDatagramsLostIsNobodysDeath() {
    var run =
        new OverlayRun(GOSSIP, SimulationOptions.of(16).withFaults(new Faults(0.1, 0.1, 0.1)));
    for (int second = 15; second <= 60; second += 5) {
      run.until(second);
      assertAllKnowAll(run);
    }
  }
}
