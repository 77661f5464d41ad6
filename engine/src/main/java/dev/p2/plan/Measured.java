package dev.p2.plan;

/**
 * What a run did with a plan, summed over its nodes.
 *
 * <p><b>Time</b> is that of the wall clock, read where a match comes to an operator: it belongs to
 * the operator that a match came to last, until the next one is reached or the strand ends.
 */
public interface Measured {
  /** How often a strand ran. */
  long runs(int strand);

  /** How many matches came to operator {@code operator} of a strand; the last one is the action. */
  long passed(int strand, int operator);

  /** How long matches stayed at place 0 of a strand, the trigger, or behind it. */
  long nanos(int strand, int place);

  /**
   * Single stays of {@link #PAUSE_NANOS} and more, together: a collection, a compilation, another
   * process. They count for no operator.
   */
  long pausedNanos();

  /** From here on a stay of one match at one operator is a pause of the machine. */
  long PAUSE_NANOS = 20_000_000;

  /** Tuples that a rule, by its index, has made. */
  long derivations(int rule);

  /** Matches of a rule that failed. */
  long errors(int rule);

  /** All time in a strand. */
  default long nanos(Strand strand) {
    long sum = 0;
    for (int place = 0; place < strand.operators().size() + 2; place++)
      sum += nanos(strand.id(), place);
    return sum;
  }
}
