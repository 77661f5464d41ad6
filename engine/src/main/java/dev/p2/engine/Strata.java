package dev.p2.engine;

import dev.p2.lang.check.BodyTerm.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses the views and {@code t#kind} rules of a round, and shows them the changes that they have not seen. */
final class Strata {
  private final Step step;
  private final Layout layout;
  private final List<Readers> running = new ArrayList<>();

  Strata(Step step, Layout layout) {
    this.step = step;
    this.layout = layout;
  }

  /** Chooses those of the lowest stratum that wait for no component; false if nothing is pending. */
  boolean select() {
    running.clear();
    int lowest = Integer.MAX_VALUE;
    List<Readers> all = layout.readers;
    for (int i = 0; i < all.size(); i++) { // by stratum
      Readers readers = all.get(i);
      if (readers.stratum() > lowest) break;
      if (!pending(readers)) continue;
      lowest = readers.stratum();
      if (!waits(readers)) running.add(readers);
    }
    return lowest != Integer.MAX_VALUE || step.groups.pending();
  }

  private boolean pending(Readers readers) {
    return !step.logs[readers.id()].isEmpty()
        || readers.component() >= 0 && step.recursion.pending(readers.component());
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

  /** Runs the chosen ones; their changes are seen then. */
  void run() {
    for (Readers readers : running) {
      if (readers.component() >= 0 && step.logs[readers.id()].isEmpty()) step.recursion.rederive(readers.component());
    }
    if (running.size() == 1) runAll(running.getFirst());
    else if (running.size() > 1) runMerged();
    step.groups.evaluate();
    for (Readers readers : running) step.logs[readers.id()].clear();
  }

  private void runAll(Readers readers) {
    DeltaLog log = step.logs[readers.id()];
    for (int at = 0; at < log.size; at++) {
      if ((log.flags[at] & DeltaLog.DROPPED) != 0) continue;
      int[] strands = readers.strands()[log.tuple(at).relation()];
      for (int strand : strands) show(layout.strands[strand], log, at);
    }
  }

  private record Showing(int order, int strand, DeltaLog log, int at) {}

  /** Several groups of one stratum: in order of the changes, those of one change in program order. */
  private void runMerged() {
    var showings = new ArrayList<Showing>();
    for (Readers readers : running) {
      DeltaLog log = step.logs[readers.id()];
      for (int at = 0; at < log.size; at++) {
        if ((log.flags[at] & DeltaLog.DROPPED) != 0) continue;
        for (int strand : readers.strands()[log.tuple(at).relation()]) {
          showings.add(new Showing(log.orders[at], strand, log, at));
        }
      }
    }
    showings.sort(Comparator.comparingInt(Showing::order).thenComparingInt(Showing::strand));
    for (Showing s : showings) show(layout.strands[s.strand], s.log, s.at);
  }

  private void show(StrandLayout strand, DeltaLog log, int at) {
    Tuple before = log.before[at];
    Tuple after = log.after[at];
    boolean refreshed = (log.flags[at] & DeltaLog.REFRESHED) != 0;
    if (strand.change != Modifier.NONE) {
      Tuple trigger = seen(strand.change, before, after, refreshed);
      if (trigger != null) step.views.runEvent(strand, trigger);
    } else if (strand.negated) {
      if (refreshed) return;
      if (before != null) step.views.run(strand, log, Views.Mode.SUPPORT, before, false);
      if (after != null && strand.withdraws) step.views.run(strand, log, Views.Mode.WITHDRAW, after, false);
    } else if (refreshed) {
      if (strand.refreshes) step.views.run(strand, log, Views.Mode.REFRESH, after, false);
    } else {
      if (before != null && strand.withdraws) {
        boolean expired = after == null && (log.flags[at] & DeltaLog.EXPIRED) != 0;
        step.views.run(strand, log, Views.Mode.WITHDRAW, before, expired);
      }
      if (after != null) step.views.run(strand, log, Views.Mode.SUPPORT, after, false);
    }
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
