package dev.p2.sim;

import dev.p2.engine.host.NodeStats;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures of a run, summed over its nodes.
 *
 * @param messagesDropped lost on the way or not accepted
 * @param bytesSent of tuples as the wire format encodes them; 0 if sizes were not asked for
 * @param stepsFailed steps that were undone
 * @param perRelation rows inserted by table
 */
public record RunTotals(
    long virtualNanos,
    int nodes,
    long steps,
    long derivations,
    long rowsInserted,
    long messagesSent,
    long messagesDropped,
    long bytesSent,
    long errors,
    long stepsFailed,
    Map<String, Long> perRelation) {

  /** Sums as they grow. */
  static final class Sum {
    long steps;
    long derivations;
    long rowsInserted;
    long messagesSent;
    long messagesDropped;
    long errors;
    final Map<String, Long> perRelation = new TreeMap<>();

    void add(Sum other) {
      steps += other.steps;
      derivations += other.derivations;
      rowsInserted += other.rowsInserted;
      messagesSent += other.messagesSent;
      messagesDropped += other.messagesDropped;
      errors += other.errors;
      other.perRelation.forEach((relation, rows) -> perRelation.merge(relation, rows, Long::sum));
    }

    void add(NodeStats stats) {
      steps += stats.steps();
      derivations += stats.derivations();
      rowsInserted += stats.rowsInserted();
      messagesSent += stats.messagesSent();
      messagesDropped += stats.messagesDropped();
      errors += stats.errors();
      stats.perRelation().forEach((relation, rows) -> perRelation.merge(relation, rows, Long::sum));
    }
  }
}
