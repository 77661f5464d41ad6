package dev.p2.sim;

import dev.p2.engine.CompiledProgram;
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

  /**
   * Something happened to a relation that a program watches which was installed in the node; the
   * tuples are of {@code program}, which the node has now. What the host watches itself is told by
   * {@link #observed} as well.
   */
  default void observedInstalled(
      long timeNanos, int node, CompiledProgram program, Observation what) {}

  /** A run-time error. */
  void reported(int node, ErrorReport report);
}
