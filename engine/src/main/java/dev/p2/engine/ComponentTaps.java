package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;

/**
 * What watchers see of recursive components: like all who read a component from outside, only what
 * remains when it has settled (overlog.md 9.3).
 */
final class ComponentTaps {
  private final Step step;
  private final DeltaLog[] logs;

  ComponentTaps(Step step, int componentCount) {
    this.step = step;
    logs = new DeltaLog[componentCount];
  }

  void changed(
      int component, byte kind, int relation, Tuple before, Tuple after, int order, boolean merge) {
    if (logs[component] == null) {
      logs[component] =
          new DeltaLog(step.layout.program.relations().size(), step.layout.tables.bags());
    }
    byte flag =
        switch (kind) {
          case Changes.REFRESHED -> DeltaLog.REFRESHED;
          case Changes.EXPIRED -> DeltaLog.EXPIRED;
          default -> 0;
        };
    if (merge) logs[component].merge(relation, before, after, 0, flag, order, false);
    else logs[component].add(relation, before, after, 0, flag, order);
  }

  /** Shows the changes of the components that have settled. */
  void endRound() {
    for (int component = 0; component < logs.length; component++) {
      DeltaLog log = logs[component];
      if (log == null || log.size == 0 || !step.strata.settled(component)) continue;
      for (int at = 0; at < log.size; at++) {
        if ((log.flags[at] & DeltaLog.DROPPED) == 0) show(log, at);
      }
      log.clear();
    }
  }

  private void show(DeltaLog log, int at) {
    Tuple before = log.before[at];
    Tuple after = log.after[at];
    int relation = log.tuple(at).relation();
    step.watched(kind(log.flags[at], before, after), relation, before, after, -1);
  }

  private static byte kind(byte flags, Tuple before, Tuple after) {
    if ((flags & DeltaLog.REFRESHED) != 0) return Changes.REFRESHED;
    if (after == null) return (flags & DeltaLog.EXPIRED) != 0 ? Changes.EXPIRED : Changes.DEAD;
    return before == null ? Changes.INSERTED : Changes.REPLACED;
  }

  void clear() {
    for (DeltaLog log : logs) {
      if (log != null) log.clear();
    }
  }
}
