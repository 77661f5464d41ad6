package dev.p2.sim.experiment;

import dev.p2.sim.experiment.TrialResult.Lookup;
import dev.p2.sim.experiment.TrialResult.RingSample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From what was seen to the metrics. */
record Figures(
    Question question,
    List<Lookup> lookups,
    List<RingSample> ring,
    Upkeep upkeep,
    Holdings holdings,
    double seconds) {
  /** Since the first lookup. */
  record Upkeep(double nodeSeconds, long octetsSent, long octetsOfLookups) {}

  /** At the end, over all nodes that are on. */
  record Holdings(int nodes, long rows, long octets) {}

  private static final double NANOS_PER_MS = 1e6;

  Map<Metric, Double> values() {
    var values = new EnumMap<Metric, Double>(Metric.class);
    List<Lookup> answered = lookups.stream().filter(Lookup::answered).toList();
    if (!lookups.isEmpty()) ofLookups(answered, values);
    if (!answered.isEmpty()) ofAnswers(answered, values);
    if (upkeep.nodeSeconds() > 0) {
      values.put(
          Metric.MAINTENANCE,
          (upkeep.octetsSent() - upkeep.octetsOfLookups()) / upkeep.nodeSeconds());
      values.put(Metric.ON, upkeep.nodeSeconds() / seconds);
    }
    double rightSum = 0;
    int looks = 0;
    for (RingSample sample : ring) {
      if (sample.nanos() < question.fromNanos()) continue;
      rightSum += sample.share();
      looks++;
    }
    if (looks > 0) values.put(Metric.RING, rightSum / looks);
    if (holdings.nodes() > 0) {
      values.put(Metric.STATE_ROWS, holdings.rows() / (double) holdings.nodes());
      values.put(Metric.STATE_BYTES, holdings.octets() / (double) holdings.nodes());
    }
    return values;
  }

  private void ofLookups(List<Lookup> answered, Map<Metric, Double> values) {
    double all = lookups.size();
    values.put(Metric.ANSWERED, answered.size() / all);
    values.put(
        Metric.WITHIN,
        answered.stream().filter(l -> l.latencyNanos() <= question.withinNanos()).count() / all);
    List<Double> latencies = new ArrayList<>();
    for (Lookup lookup : answered) latencies.add(lookup.latencyNanos() / NANOS_PER_MS);
    Collections.sort(latencies);
    values.put(Metric.LATENCY_P50, quantile(latencies, lookups.size(), 0.5));
    values.put(Metric.LATENCY_P96, quantile(latencies, lookups.size(), 0.96));
    values.put(Metric.LOOKUP_BYTES, upkeep.octetsOfLookups() / all);
    if (question.owner() != Question.Owner.UNKNOWN)
      values.put(Metric.BOTH, answered.stream().filter(Lookup::right).count() / all);
  }

  /** The least latency within which a share of all lookups were answered. */
  private static double quantile(List<Double> sorted, int all, double share) {
    int wanted = (int) Math.ceil(share * all);
    return wanted > sorted.size() ? Double.POSITIVE_INFINITY : sorted.get(Math.max(0, wanted - 1));
  }

  private void ofAnswers(List<Lookup> answered, Map<Metric, Double> values) {
    values.put(
        Metric.LATENCY,
        answered.stream().mapToDouble(l -> l.latencyNanos() / NANOS_PER_MS).sum()
            / answered.size());
    List<Lookup> counted = answered.stream().filter(l -> l.hops() >= 0).toList();
    if (!counted.isEmpty())
      values.put(Metric.HOPS, counted.stream().mapToDouble(Lookup::hops).sum() / counted.size());
    if (question.owner() != Question.Owner.UNKNOWN)
      values.put(
          Metric.RIGHT, answered.stream().filter(Lookup::right).count() / (double) answered.size());
    if (question.sameKey()) values.put(Metric.CONSISTENCY, consistency(answered));
  }

  /** Over the times at which somebody answered: the largest group of equal answers over all. */
  private static double consistency(List<Lookup> answered) {
    Map<Integer, Map<Integer, Integer>> groups = new LinkedHashMap<>();
    for (Lookup lookup : answered)
      groups
          .computeIfAbsent(lookup.round(), round -> new LinkedHashMap<>())
          .merge(lookup.answer(), 1, Integer::sum);
    double sum = 0;
    for (Map<Integer, Integer> round : groups.values()) {
      int all = round.values().stream().mapToInt(Integer::intValue).sum();
      sum += Collections.max(round.values()) / (double) all;
    }
    return sum / groups.size();
  }
}
