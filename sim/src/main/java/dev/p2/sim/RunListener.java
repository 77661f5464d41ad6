package dev.p2.sim;

import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;

/** Hears what happens in a run, at the end of each step, in order. */
public interface RunListener {
  /** Hears nothing. */
  RunListener NONE =
      new RunListener() {
        @Override
        public void observed(long timeNanos, int node, Observation what) {}

        @Override
        public void reported(int node, ErrorReport report) {}
      };

  /**
   * Whether the listener may stop the run or inject tuples from within its methods. Such a run
   * takes one thread.
   */
  default boolean steers() {
    return false;
  }

  /** Something happened to a watched relation. */
  void observed(long timeNanos, int node, Observation what);

  /** A run-time error. */
  void reported(int node, ErrorReport report);
}
