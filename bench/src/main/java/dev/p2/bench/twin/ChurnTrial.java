package dev.p2.bench.twin;

import dev.p2.sim.experiment.Metric;
import dev.p2.sim.experiment.Population;
import dev.p2.sim.experiment.Question;
import dev.p2.sim.experiment.Subject;
import dev.p2.sim.experiment.Trial;
import dev.p2.sim.network.BuiltInTopologies;
import dev.p2.sim.network.LinkNetwork;
import dev.p2.sim.scenario.Distribution;
import java.util.Map;
import java.util.Optional;

/**
 * Lookups on the network of the published Chord experiments while nodes come and go: joins over 230
 * s, then exponential sessions of everybody, and the same node back after a while; every ten
 * seconds one key from ten vantages.
 *
 * @param sessionNanos the mean session, 0 for nodes that stay
 * @param downNanos how long a node is off between two sessions
 * @param fromNanos the first lookup
 * @param endNanos no lookup later
 */
public record ChurnTrial(
    int nodes, long sessionNanos, long downNanos, long fromNanos, long endNanos) {
  private static final long SECOND = 1_000_000_000L;
  private static final long PATIENCE_NANOS = 10 * SECOND;
  private static final int HOSTS = 100;

  /** What a Chord shows in it. */
  public Map<Metric, Double> run(Subject subject, long seed) {
    Optional<Population.Churn> churn =
        sessionNanos == 0
            ? Optional.empty()
            : Optional.of(
                new Population.Churn(
                    new Distribution.Exponential(sessionNanos), downNanos, false, false, true));
    var trial =
        new Trial(
            new Population(nodes, 0, 230 * SECOND, true, churn),
            new Question(
                fromNanos,
                endNanos,
                10 * SECOND,
                10,
                true,
                15 * SECOND,
                PATIENCE_NANOS,
                2 * SECOND,
                Question.Owner.SUCCESSOR),
            endNanos + PATIENCE_NANOS,
            10 * SECOND,
            seed);
    return trial
        .run(
            subject,
            (addresses, networkSeed) ->
                new LinkNetwork(
                    BuiltInTopologies.paper(HOSTS, (nodes + HOSTS - 1) / HOSTS, true),
                    addresses,
                    networkSeed),
            () -> false)
        .orElseThrow()
        .values();
  }
}
