package dev.p2.compile;

import dev.p2.plan.Action;
import dev.p2.plan.Strand;
import dev.p2.plan.Trigger;
import java.lang.classfile.Label;

/**
 * Emits the grouping of matches (overlog.md section 6). A strand calls {@link #begin} before its
 * first read, {@link #match} inside the innermost loop and {@link #finish} after the outermost.
 */
sealed interface Aggregates permits OneGroup, ManyGroups {
  /**
   * The code for an action.
   *
   * @param split whether other methods have to reach the groups too
   */
  static Aggregates of(Body body, Actions actions, Action.Aggregate action, boolean split) {
    HeadRows rows = new HeadRows(body, actions, action);
    return action.fixedGroup() && !split
        ? new OneGroup(body, rows, action)
        : new ManyGroups(body, rows, action);
  }

  /**
   * The operators before this one hold for the whole strand: if one is false or fails there is no
   * output at all (6.1). The planner puts them in front.
   */
  static int start(Action.Aggregate action) {
    int start = 0;
    for (Action.Suppressor suppressor : action.suppressors()) {
      start = Math.max(start, suppressor.operator() + 1);
    }
    return start;
  }

  /** Whether the strand evaluates one group of a view, so that an empty group is none. */
  static boolean ofView(Strand strand) {
    return strand.trigger() instanceof Trigger.OnGroup;
  }

  /** Makes empty accumulators; goes to {@code exit} if the strand has no output. */
  void begin(Label exit);

  /**
   * Adds the match to its group; goes to {@code none} when that is done or the match has an error.
   */
  void match(Label none);

  /** Makes the head tuples. */
  void finish(Label exit);

  /** Pushes what {@link #adoptGroups} takes in another method of the strand. */
  void pushGroups();

  void adoptGroups(int slot);
}
