package dev.p2.sim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.sim.experiment.Population.Churn;
import dev.p2.sim.experiment.Population.Life;
import dev.p2.sim.scenario.Distribution;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long UNTIL = 1_800 * SECOND;

  private static Population churned(Distribution session, boolean keepsFirst, boolean same) {
    var churn = new Churn(session, 0, false, keepsFirst, same);
    return new Population(50, 0, 100 * SECOND, true, Optional.of(churn));
  }

  @Test
  void nodesJoinEvenlyAndStayWithoutChurn() {
    List<Life> lives =
        new Population(5, SECOND, 9 * SECOND, false, Optional.empty()).lives(UNTIL, 1);
    assertThat(lives).extracting(l -> l.startNanos() / SECOND).containsExactly(1L, 3L, 5L, 7L, 9L);
    assertThat(lives).extracting(Life::contact).containsExactly(0, 0, 0, 0, 0);
    assertThat(lives).allMatch(l -> l.endNanos() == Life.NEVER);
  }

  @Test
  void aPlaceIsTakenByANewNodeWhenItsSessionEnds() {
    Population population = churned(new Distribution.Fixed(300 * SECOND), false, false);
    List<Life> lives = population.lives(UNTIL, 1);
    assertThat(population.addresses(lives)).isEqualTo(lives.size());
    for (long second : new long[] {100, 700, 1_799}) {
      long nanos = second * SECOND;
      assertThat(lives)
          .filteredOn(l -> l.startNanos() <= nanos && nanos < l.endNanos())
          .hasSize(50);
    }
  }

  @Test
  void churnIsSteadyFromTheStartWithFixedSessionsToo() {
    List<Life> lives = churned(new Distribution.Fixed(300 * SECOND), false, false).lives(UNTIL, 1);
    // 50 places, a session of 300 s: 50 ends in any 300 s, spread over them.
    for (long from = 300; from + 300 <= 1_800; from += 300) {
      long begin = from * SECOND;
      assertThat(lives)
          .filteredOn(l -> begin <= l.endNanos() && l.endNanos() < begin + 300 * SECOND)
          .hasSize(50);
      assertThat(lives)
          .filteredOn(l -> begin <= l.endNanos() && l.endNanos() < begin + 150 * SECOND)
          .hasSizeBetween(12, 38);
    }
  }

  @Test
  void whoComesBackAsTheSameNodeKeepsItsAddress() {
    Population population = churned(new Distribution.Exponential(300 * SECOND), false, true);
    List<Life> lives = population.lives(UNTIL, 3);
    assertThat(population.addresses(lives)).isEqualTo(50);
    assertThat(lives).hasSizeGreaterThan(200);
  }

  @Test
  void theFirstNodeStaysWhereThatIsWanted() {
    List<Life> lives =
        churned(new Distribution.Exponential(60 * SECOND), true, false).lives(UNTIL, 2);
    assertThat(lives.getFirst().endNanos()).isEqualTo(Life.NEVER);
  }

  @Test
  void aContactIsOnWhenItIsAsked() {
    List<Life> lives =
        churned(new Distribution.Exponential(60 * SECOND), false, false).lives(UNTIL, 4);
    for (Life life : lives.subList(1, lives.size()))
      assertThat(lives)
          .anyMatch(
              l ->
                  l.node() == life.contact()
                      && l.startNanos() <= life.startNanos()
                      && life.startNanos() < l.endNanos());
  }
}
