package dev.p2.engine;

import dev.p2.plan.Measured;
import dev.p2.plan.Plan;
import java.util.function.LongSupplier;

/**
 * What the strands of a program did at the nodes of a host, for {@code p2 plan --analyze}: how
 * often a match came to each operator, and how long it stayed there. Kept only for programs whose
 * operators count, those that name {@code sysElement}. Not thread-safe: one for each thread of a
 * host, and {@link #add} at the end.
 *
 * <p><b>Time</b> belongs to the operator that a match came to last: from there to the next
 * operator, to the next match of an operator before it, or to the end of the strand. So a read that
 * finds nothing has all of its cost, and going on to the next row is counted where the match before
 * gave up. The clock is read at each of these places, and what a reading costs is taken off. What
 * happens between strands, commits and expiry above all, is nobody's.
 */
public final class Profile implements Measured {
  private static final int CALIBRATIONS = 1_000;

  private final LongSupplier clockNanos;
  private final long readingNanos;

  /** By strand, then place: the trigger, the operators, the action. */
  private final long[][] nanos;

  /** By strand: how often it ran. */
  private final long[] runs;

  /** Counts of steps that were not undone. */
  private final Tally tally;

  private long pausedNanos;
  private int strand;
  private int place;
  private long since;

  /**
   * Nothing yet.
   *
   * @param clockNanos a clock that moves steadily, in nanoseconds
   */
  public Profile(Plan plan, LongSupplier clockNanos) {
    this.clockNanos = clockNanos;
    tally = new Tally(plan);
    runs = new long[plan.strands().size()];
    nanos = new long[runs.length][];
    for (int i = 0; i < nanos.length; i++)
      nanos[i] = new long[plan.strands().get(i).operators().size() + 2];
    readingNanos = calibrate();
  }

  /** The least time between two readings. */
  private long calibrate() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < CALIBRATIONS; i++) {
      long before = clockNanos.getAsLong();
      least = Math.min(least, clockNanos.getAsLong() - before);
    }
    return least;
  }

  /** A strand begins to run. */
  void begin(int of) {
    runs[of]++;
    strand = of;
    place = 0;
    since = clockNanos.getAsLong();
  }

  /** The running strand's match has come to an operator, or to the action behind the last one. */
  void reached(int operator) {
    leave();
    place = operator + 1;
  }

  /** The running strand is done. */
  void end() {
    leave();
  }

  private void leave() {
    long now = clockNanos.getAsLong();
    long stay = Math.max(0, now - since - readingNanos);
    if (stay >= PAUSE_NANOS) pausedNanos += stay;
    else nanos[strand][place] += stay;
    since = now;
  }

  /** Takes in what a step has counted. */
  void add(Tally step) {
    tally.add(step);
  }

  /** Takes in another profile of the same program. */
  public void add(Profile other) {
    tally.add(other.tally);
    pausedNanos += other.pausedNanos;
    for (int i = 0; i < runs.length; i++) {
      runs[i] += other.runs[i];
      for (int at = 0; at < nanos[i].length; at++) nanos[i][at] += other.nanos[i][at];
    }
  }

  /** In steps that were undone too. */
  @Override
  public long runs(int of) {
    return runs[of];
  }

  @Override
  public long passed(int of, int operator) {
    return tally.passed[of][operator];
  }

  @Override
  public long nanos(int of, int at) {
    return nanos[of][at];
  }

  @Override
  public long pausedNanos() {
    return pausedNanos;
  }

  @Override
  public long derivations(int rule) {
    return tally.derivations[rule];
  }

  @Override
  public long errors(int rule) {
    return tally.errors[rule];
  }
}
