package dev.p2.sim.experiment;

import dev.p2.lang.value.Id;
import java.util.List;
import java.util.Map;

/**
 * What a trial showed.
 *
 * @param values the metrics that have a value; without lookups, for instance, there are no hops
 * @param lookups in the order in which they were asked
 * @param ring in the order of time; empty if the overlay does not tell its successors
 */
public record TrialResult(Map<Metric, Double> values, List<Lookup> lookups, List<RingSample> ring) {
  public TrialResult {
    values = Map.copyOf(values);
    lookups = List.copyOf(lookups);
    ring = List.copyOf(ring);
  }

  /**
   * One lookup.
   *
   * @param round which of the times, from 1
   * @param latencyNanos from question to answer; {@link #NONE} without an answer in time
   * @param hops {@link #NONE} if there is no answer, or it does not tell
   * @param answer the node named; {@link #NONE} if none of this world
   * @param right whether that node was on and responsible when the answer came
   */
  public record Lookup(
      int round,
      Id key,
      int vantage,
      long askedNanos,
      long latencyNanos,
      int hops,
      int answer,
      boolean right) {
    public static final int NONE = -1;

    public boolean answered() {
      return latencyNanos >= 0;
    }
  }

  /** How many nodes are on, and how many of them know the one that follows. */
  public record RingSample(long nanos, int on, int right) {
    public double share() {
      return on == 0 ? 1 : right / (double) on;
    }
  }
}
