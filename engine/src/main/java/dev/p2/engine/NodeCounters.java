package dev.p2.engine;

import dev.p2.engine.host.NodeStats;
import dev.p2.engine.host.StateSink;
import java.util.Map;
import java.util.TreeMap;

/** Counts for {@link NodeStats}. */
final class NodeCounters {
  // What every step counts stands together, in one cache line.
  long steps;
  long rounds;
  private long derivations;
  private long messagesSent;

  long errors;
  long messagesDropped;

  /** By rule index; made when there is one. */
  Map<Integer, Long> nullLocations = Map.of();

  /** Reads what every step counts, the first and the last of it. */
  long foresee() {
    return steps + messagesSent;
  }

  /** Adds what a step did that went well. */
  void add(Step step) {
    rounds += step.rounds();
    derivations += step.derivations();
    messagesSent += step.messages().size();
    if (step.journal.nullLocations.isEmpty()) return;
    if (nullLocations.isEmpty()) nullLocations = new TreeMap<>();
    step.journal.nullLocations.forEach(
        (rule, count) -> nullLocations.merge(rule, count, Long::sum));
  }

  /** Names rules as another program does. */
  void rename(ProgramChange change) {
    if (nullLocations.isEmpty()) return;
    var renamed = new TreeMap<Integer, Long>();
    nullLocations.forEach(
        (rule, count) -> {
          if (change.rule(rule) >= 0) renamed.put(change.rule(rule), count);
        });
    nullLocations = renamed;
  }

  void write(StateSink out) {
    NodeState.write(
        new long[] {steps, errors, messagesDropped, rounds, derivations, messagesSent}, out);
    NodeState.write(nullLocations, out);
  }

  void read(StateSource in) {
    steps = in.number();
    errors = in.number();
    messagesDropped = in.number();
    rounds = in.number();
    derivations = in.number();
    messagesSent = in.number();
    nullLocations = NodeState.counts(in);
  }

  long nullLocations(int rule) {
    return nullLocations.getOrDefault(rule, 0L);
  }

  NodeStats stats(Map<String, Long> nullsByRule, Map<String, Long> insertedByTable) {
    long inserted = insertedByTable.values().stream().mapToLong(Long::longValue).sum();
    return new NodeStats(
        steps,
        rounds,
        derivations,
        inserted,
        messagesSent,
        messagesDropped,
        errors,
        nullsByRule,
        insertedByTable);
  }
}
