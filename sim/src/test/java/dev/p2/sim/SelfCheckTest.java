package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.sim.kernel.Kernel;
import org.junit.jupiter.api.Test;

class SelfCheckTest {
  private static final long SECOND = 1_000_000_000L;

  private static Simulation simulation(SimulationOptions options) {
    return new Simulation(DigestProgram.PROGRAM, options, RunListener.NONE);
  }

  @Test
  void runsThatAreAlikeAgreeInEveryStep() {
    SimulationOptions options = DigestProgram.options(1);
    Simulation one = simulation(options);
    Simulation other = simulation(options.withQueue(Kernel.Queue.HEAP));
    assertThat(SelfCheck.run(one, other, 3 * SECOND)).isEmpty();
    assertThat(one.digest()).isEqualTo(other.digest());
    assertThat(one.totals().steps()).isGreaterThan(500);
    Simulation plain = simulation(options);
    plain.runUntil(3 * SECOND);
    assertThat(one.digest()).as("the check changes nothing").isEqualTo(plain.digest());
  }

  @Test
  void theFirstDifferenceIsNamed() {
    Simulation one = simulation(DigestProgram.options(1));
    Simulation other = simulation(DigestProgram.options(1));
    var tuple =
        DigestProgram.PROGRAM.make(
            DigestProgram.PROGRAM.plan().program().relation("gossip").orElseThrow().id(),
            new Object[] {"n3", "n5", 1L});
    other.inject(1_234_567_890, 3, tuple);
    var difference = SelfCheck.run(one, other, 3 * SECOND).orElseThrow();
    assertThat(difference.text(one))
        .endsWith(
            "the second has n3 take the step of inject gossip(\"n3\", \"n5\", 1) after"
                + " 1.23456789s");
  }
}
