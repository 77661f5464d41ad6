package dev.p2.engine;

import dev.p2.engine.host.StateSink;
import dev.p2.plan.Plan;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Counts that only a program asks for that reads {@code sysRule}, {@code sysTable}, {@code
 * sysIndex} or {@code sysElement}: those of a running step, or of a node since it was made. A step
 * that is undone leaves none.
 */
final class Tally {
  /** By rule: strands run, head tuples made, matches that failed. */
  final long[] firings;

  final long[] derivations;
  final long[] errors;

  /** By relation, then kind of {@link Changes}: net changes. */
  final long[][] changes;

  /** By strand, then operator; the last one is the action: how often it was reached. */
  final long[][] passed;

  Tally(Plan plan) {
    int rules = plan.program().rules().size();
    firings = new long[rules];
    derivations = new long[rules];
    errors = new long[rules];
    changes = new long[plan.program().relations().size()][Changes.EVICTED + 1];
    passed = new long[plan.strands().size()][];
    for (int i = 0; i < passed.length; i++)
      passed[i] = new long[plan.strands().get(i).operators().size() + 1];
  }

  void add(Tally other) {
    add(firings, other.firings);
    add(derivations, other.derivations);
    add(errors, other.errors);
    for (int i = 0; i < changes.length; i++) add(changes[i], other.changes[i]);
    for (int i = 0; i < passed.length; i++) add(passed[i], other.passed[i]);
  }

  private static void add(long[] to, long[] from) {
    for (int i = 0; i < to.length; i++) to[i] += from[i];
  }

  /** Takes over what was counted of another program. */
  void take(Tally other, ProgramChange change) {
    for (int rule = 0; rule < other.firings.length; rule++) {
      int as = change.rule(rule);
      if (as < 0) continue;
      firings[as] = other.firings[rule];
      derivations[as] = other.derivations[rule];
      errors[as] = other.errors[rule];
    }
    for (int relation = 0; relation < other.changes.length; relation++) {
      int as = change.relation(relation);
      if (as >= 0) add(changes[as], other.changes[relation]);
    }
  }

  void write(StateSink out) {
    each(numbers -> NodeState.write(numbers, out));
  }

  void read(StateSource in) {
    each(numbers -> NodeState.read(numbers, in));
  }

  private void each(Consumer<long[]> what) {
    what.accept(firings);
    what.accept(derivations);
    what.accept(errors);
    for (long[] kinds : changes) what.accept(kinds);
    for (long[] operators : passed) what.accept(operators);
  }

  void clear() {
    Arrays.fill(firings, 0);
    Arrays.fill(derivations, 0);
    Arrays.fill(errors, 0);
    for (long[] kinds : changes) Arrays.fill(kinds, 0);
    for (long[] operators : passed) Arrays.fill(operators, 0);
  }
}
