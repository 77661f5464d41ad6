package dev.p2.sim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.p2.lang.value.Id;
import dev.p2.sim.experiment.Question.Owner;
import dev.p2.sim.experiment.TrialResult.Lookup;
import dev.p2.sim.experiment.TrialResult.RingSample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private static Lookup lookup(int round, long latencyMs, int hops, int answer, boolean right) {
    return new Lookup(round, Id.of(7), 1, round * SECOND, latencyMs * MS, hops, answer, right);
  }

  private static Lookup failed(int round) {
    return new Lookup(round, Id.of(7), 1, round * SECOND, Lookup.NONE, -1, -1, false);
  }

  private static Map<Metric, Double> figures(Owner owner, Lookup... lookups) {
    var question =
        new Question(SECOND, 9 * SECOND, SECOND, 4, true, 0, 5 * SECOND, 150 * MS, owner);
    var ring = List.of(new RingSample(0, 4, 0), new RingSample(2 * SECOND, 4, 3));
    return new Figures(
            question,
            List.of(lookups),
            ring,
            new Figures.Upkeep(40, 10_000, 2_000),
            new Figures.Holdings(4, 80, 1_000),
            10)
        .values();
  }

  @Test
  void failedLookupsCountInSharesAndQuantiles() {
    var values =
        figures(
            Owner.SUCCESSOR,
            lookup(1, 100, 2, 5, true),
            lookup(1, 200, 4, 5, true),
            lookup(1, 140, 3, 6, false),
            failed(1));
    assertThat(values)
        .containsEntry(Metric.ANSWERED, 0.75)
        .containsEntry(Metric.RIGHT, 2 / 3.0)
        .containsEntry(Metric.BOTH, 0.5)
        .containsEntry(Metric.WITHIN, 0.5)
        .containsEntry(Metric.HOPS, 3.0)
        .containsEntry(Metric.LATENCY_P50, 140.0)
        .containsEntry(Metric.LATENCY_P96, Double.POSITIVE_INFINITY)
        .containsEntry(Metric.LOOKUP_BYTES, 500.0)
        .containsEntry(Metric.MAINTENANCE, 200.0)
        .containsEntry(Metric.ON, 4.0)
        .containsEntry(Metric.RING, 0.75)
        .containsEntry(Metric.STATE_ROWS, 20.0);
    assertThat(values.get(Metric.LATENCY)).isCloseTo(440 / 3.0, within(1e-9));
  }

  @Test
  void consistencyIsTheLargestGroupOfEqualAnswersOverAllAnswersOfAKey() {
    var values =
        figures(
            Owner.UNKNOWN,
            lookup(1, 100, 2, 5, false),
            lookup(1, 100, 2, 5, false),
            lookup(1, 100, 2, 6, false),
            failed(1),
            lookup(2, 100, 2, 9, false));
    assertThat(values.get(Metric.CONSISTENCY)).isCloseTo((2 / 3.0 + 1) / 2, within(1e-9));
    assertThat(values).doesNotContainKeys(Metric.RIGHT, Metric.BOTH);
  }

  @Test
  void withoutLookupsThereIsUpkeepAndState() {
    assertThat(figures(Owner.SUCCESSOR))
        .containsOnlyKeys(
            Metric.MAINTENANCE, Metric.ON, Metric.RING, Metric.STATE_ROWS, Metric.STATE_BYTES);
  }
}
