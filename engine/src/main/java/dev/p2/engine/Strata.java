package dev.p2.engine;

import dev.p2.engine.Views.Mode;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.BodyTerm.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the views and {@code t#kind} rules of a round, and shows them the changes that they have
 * not seen.
 */
final class Strata {
  private final Step step;
  private final Layout layout;
  private final List<Readers> running = new ArrayList<>();

  /** What each of them is shown. */
  private final List<Sight> sights = new ArrayList<>();

  /** The stratum of the round. */
  private int lowest;

  Strata(Step step, Layout layout) {
    this.step = step;
    this.layout = layout;
  }

  /**
   * Chooses those of the lowest stratum that wait for no component; false if nothing is pending.
   */
  boolean select() {
    if (!running.isEmpty()) {
      running.clear();
      sights.clear();
    }
    lowest = step.groups.lowestStratum();
    if (!step.hasChanges) return lowest != Integer.MAX_VALUE;
    List<Readers> all = layout.readers;
    for (int i = 0; i < all.size(); i++) { // by stratum
      Readers readers = all.get(i);
      if (readers.stratum() > lowest) break;
      if (!pending(readers)) continue;
      lowest = readers.stratum();
      if (waits(readers)) continue;
      running.add(readers);
      sights.add(sight(readers));
    }
    return lowest != Integer.MAX_VALUE;
  }

  private boolean pending(Readers readers) {
    return !step.logs[readers.id()].isEmpty()
        || (readers.component() >= 0 && step.recursion.pending(readers.component()));
  }

  private boolean waits(Readers readers) {
    for (int i = 0; i < readers.waitsFor().size(); i++) {
      if (!settled(readers.waitsFor().get(i))) return true;
    }
    return false;
  }

  /** Whether a component has nothing left to do. */
  boolean settled(int component) {
    if (step.recursion.pending(component)) return false;
    for (Readers readers : layout.readers) {
      if (readers.component() == component && !step.logs[readers.id()].isEmpty()) return false;
    }
    return true;
  }

  /** Which side of the changes a group of rules sees in a round. */
  private enum Sight {
    NOTHING,
    ALL,
    /** What they end. */
    LOSSES,
    /** What they make. */
    GAINS
  }

  /** Runs the chosen ones; what they were shown is seen then. */
  void run() {
    if (running.size() == 1) runAll(running.getFirst());
    else if (running.size() > 1) runMerged();
    step.groups.evaluate(lowest);
    for (int i = 0; i < running.size(); i++) {
      Readers readers = running.get(i);
      switch (sights.get(i)) {
        case NOTHING -> {}
        case ALL, GAINS -> step.logs[readers.id()].clear();
        case LOSSES -> step.logs[readers.id()].endLosses(readers.negated());
      }
    }
  }

  /**
   * A component first deletes whatever may have lost its derivation, then puts back what has one
   * still, then derives what is new. Together, a wave of deletions and a wave of insertions could
   * chase each other round a cycle for ever.
   */
  private Sight sight(Readers readers) {
    if (readers.component() < 0) return Sight.ALL;
    if (step.logs[readers.id()].hasLosses(readers.negated())) return Sight.LOSSES;
    return step.recursion.pending(readers.component()) ? Sight.NOTHING : Sight.GAINS;
  }

  private void runAll(Readers readers) {
    Sight sight = sights.getFirst();
    if (sight == Sight.NOTHING) {
      step.recursion.rederive(readers.component());
      return;
    }
    DeltaLog log = step.logs[readers.id()];
    for (int at = 0; at < log.size; at++) {
      if ((log.flags[at] & DeltaLog.DROPPED) != 0) continue;
      int[] strands = readers.strands()[log.tuple(at).relation()];
      for (int strand : strands) show(layout.strands[strand], log, at, sight);
    }
  }

  private record Showing(int order, int strand, DeltaLog log, int at, Sight sight) {}

  /**
   * Several groups of one stratum: in order of the changes, those of one change in program order.
   */
  private void runMerged() {
    var showings = new ArrayList<Showing>();
    for (int i = 0; i < running.size(); i++) {
      Readers readers = running.get(i);
      Sight sight = sights.get(i);
      if (sight == Sight.NOTHING) {
        step.recursion.rederive(readers.component());
        continue;
      }
      DeltaLog log = step.logs[readers.id()];
      for (int at = 0; at < log.size; at++) {
        if ((log.flags[at] & DeltaLog.DROPPED) != 0) continue;
        for (int strand : readers.strands()[log.tuple(at).relation()]) {
          showings.add(new Showing(log.orders[at], strand, log, at, sight));
        }
      }
    }
    showings.sort(Comparator.comparingInt(Showing::order).thenComparingInt(Showing::strand));
    for (Showing s : showings) show(layout.strands[s.strand], s.log, s.at, s.sight);
  }

  private void show(StrandLayout strand, DeltaLog log, int at, Sight sight) {
    Tuple before = log.before[at];
    Tuple after = log.after[at];
    int flags = log.flags[at];
    boolean refreshed = (flags & DeltaLog.REFRESHED) != 0;
    if (strand.change != Modifier.NONE) {
      if ((flags & DeltaLog.STANDING) != 0) return;
      Tuple trigger = seen(strand.change, before, after, refreshed);
      if (trigger != null) step.views.runEvent(strand, trigger);
      return;
    }
    boolean gains = sight != Sight.LOSSES;
    if (refreshed) {
      if (gains && strand.refreshes && !strand.negated)
        step.views.run(strand, log, Mode.REFRESH, after, false);
      return;
    }
    boolean losses = strand.withdraws && sight != Sight.GAINS && (flags & DeltaLog.LOSS_SEEN) == 0;
    Tuple ends = strand.negated ? after : before;
    Tuple makes = strand.negated ? before : after;
    if (losses && ends != null) {
      boolean expired = !strand.negated && after == null && (flags & DeltaLog.EXPIRED) != 0;
      step.views.run(strand, log, Mode.WITHDRAW, ends, expired);
    }
    if (gains && makes != null) step.views.run(strand, log, Mode.SUPPORT, makes, false);
  }

  /** The row that a {@code t#kind} rule sees of a change, or null if it is not of that kind. */
  private static Tuple seen(Modifier kind, Tuple before, Tuple after, boolean refreshed) {
    return switch (kind) {
      case INSERT -> refreshed ? null : after;
      case DELETE -> refreshed ? null : before;
      case REFRESH -> refreshed ? after : null;
      case CHANGE -> refreshed ? null : after != null ? after : before;
      case NONE -> throw new AssertionError("a plain predicate is no event");
    };
  }
}
