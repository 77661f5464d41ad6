package dev.p2.overlays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Threads;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Many nodes join through one, and every one of them is checked against the ring that their ids
 * make: about 43 a second, or all at once. {@code -Dp2.joins=10000} takes so many; at 43 a second
 * that is 230 s.
 */
class MassJoinTest {
  private static final int JOINS = Integer.getInteger("p2.joins", 300);
  private static final double JOINS_A_SECOND = 10_000 / 230.0;
  private static final int PATIENCE_SECONDS = 120;
  private static final int STEP_SECONDS = 10;
  private static final int SUCCESSORS = 4;
  private static final CompiledProgram CHORD = OverlayRun.compile("chord");

  @Test
  void theRingIsRightAtEveryNodeTwoMinutesAfterTheLastJoin() {
    var options = SimulationOptions.of(JOINS).withThreads(Threads.upTo(2));
    var run = new OverlayRun(CHORD, options);
    for (int node = 1; node < JOINS; node++)
      run.simulation().bootAt(node, Math.round(node / JOINS_A_SECOND * 1e9));
    double joined = JOINS / JOINS_A_SECOND;
    List<String> faults = List.of("not looked at");
    for (int waited = STEP_SECONDS; waited <= PATIENCE_SECONDS && !faults.isEmpty(); ) {
      run.until(joined + waited);
      faults = Ring.of(run).faults(SUCCESSORS);
      System.out.println(
          JOINS + " joins, " + waited + " s after the last: " + faults.size() + " faults");
      waited += STEP_SECONDS;
    }
    assertThat(faults).as("faults %s s after the last join", run.now() - joined).isEmpty();
    assertThat(run.errors()).isEmpty();
  }

  /** All are told that the landmark is the next; a node at a time they would pass half the ring. */
  @Test
  void manyThatJoinAtOnceComeToTheirPlacesByWayOfAFew() {
    int nodes = Integer.getInteger("p2.joins", 600);
    var run = new OverlayRun(CHORD, SimulationOptions.of(nodes));
    run.until(20);
    assertThat(Ring.of(run).faults(SUCCESSORS)).isEmpty();
    assertThat(run.simulation().events() / nodes).as("events a node").isLessThan(250);
  }
}
