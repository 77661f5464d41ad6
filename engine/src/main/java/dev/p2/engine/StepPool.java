package dev.p2.engine;

/**
 * Steps at rest. Nodes that run on one thread can lend them to each other, as a node needs its own
 * only while it runs. Not thread-safe.
 */
public final class StepPool {
  /** One for each program that the nodes have by now, mostly; one that is missing is made anew. */
  private static final int IDLE_MAX = 4;

  private final Step[] idle = new Step[IDLE_MAX];
  private int count;

  Step take(Layout layout) {
    for (int at = count - 1; at >= 0; at--) {
      Step step = idle[at];
      if (step.layout != layout) continue;
      idle[at] = idle[--count];
      idle[count] = null;
      return step;
    }
    return new Step(layout);
  }

  /** Keeps a step; of too many the one that has rested longest goes. */
  void giveBack(Step step) {
    if (count == IDLE_MAX) System.arraycopy(idle, 1, idle, 0, --count);
    idle[count++] = step;
  }
}
