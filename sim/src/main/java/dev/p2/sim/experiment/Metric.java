package dev.p2.sim.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a trial is measured by. docs/reference/metrics.md says how each is counted. */
public enum Metric {
  /** Mean over answered lookups of how often one was passed on. */
  HOPS("hops", "hops per lookup", Needs.HOPS),
  /** Mean over answered lookups, from question to answer. */
  LATENCY("ms", "mean latency of answered lookups", Needs.NOTHING),
  /** Half of all lookups were answered by then; infinite if fewer were answered. */
  LATENCY_P50("ms", "median latency, failures counted", Needs.NOTHING),
  /** 96 % of all lookups were answered by then; infinite if fewer were answered. */
  LATENCY_P96("ms", "96th percentile of latency, failures counted", Needs.NOTHING),
  /** The share of all lookups that were answered within the limit. */
  WITHIN("share", "lookups answered within the limit", Needs.NOTHING),
  /** The share of all lookups that were answered. */
  ANSWERED("share", "lookups answered", Needs.NOTHING),
  /** The share of answered lookups whose answer was right. */
  RIGHT("share", "answers that are right", Needs.OWNER),
  /** The share of all lookups that were answered and right. */
  BOTH("share", "lookups answered and right", Needs.OWNER),
  /** Mean over keys of the largest group of equal answers over all answers. */
  CONSISTENCY("share", "consistency of answers", Needs.SAME_KEY),
  /** Octets on the wire but those of the experiment's lookups. */
  MAINTENANCE("B/s", "maintenance bandwidth per node", Needs.NOTHING),
  /** Octets on the wire for one lookup of the experiment. */
  LOOKUP_BYTES("B", "bytes per lookup", Needs.NOTHING),
  /** Mean share of nodes that know the one that follows. */
  RING("share", "nodes whose successor is right", Needs.SUCCESSORS),
  /** Mean number of rows that a node holds at the end. */
  STATE_ROWS("rows", "rows per node", Needs.NOTHING),
  /** Mean size at the end of what a node holds, as the wire encodes it. */
  STATE_BYTES("B", "state per node", Needs.NOTHING),
  /** Mean number of nodes that are on. */
  ON("nodes", "nodes that are on", Needs.NOTHING);

  /** What a description must say for a metric to be known. */
  public enum Needs {
    NOTHING,
    HOPS,
    OWNER,
    SAME_KEY,
    SUCCESSORS
  }

  private final String unit;
  private final String title;
  private final Needs needs;

  Metric(String unit, String title, Needs needs) {
    this.unit = unit;
    this.title = title;
    this.needs = needs;
  }

  /** How descriptions and data name it: {@code latency-p96}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code share} is of 1. */
  public String unit() {
    return unit;
  }

  /** For people, without its unit. */
  public String title() {
    return title;
  }

  public Needs needs() {
    return needs;
  }

  /** The metric of that name. */
  public static Optional<Metric> of(String word) {
    return Arrays.stream(values()).filter(metric -> metric.word().equals(word)).findFirst();
  }

  /** All names. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Metric::word).toList();
  }
}
