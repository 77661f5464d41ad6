package dev.p2.net;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.Observation;
import dev.p2.net.wire.FailReason;

/**
 * Is told what happens at a node, on the thread of its loop: answer quickly. Exceptions are
 * dropped.
 */
public interface NodeListener {
  /** Something happened to a relation that is watched; at the end of the step with that time. */
  default void observed(NodeHandle node, long timeNanos, Observation what) {}

  /**
   * Something happened to a relation that a program watches which was installed in the node; the
   * tuples are of {@code program}, which the node has now. What is watched anyway is told by {@link
   * #observed} as well.
   */
  default void observedInstalled(
      NodeHandle node, long timeNanos, CompiledProgram program, Observation what) {}

  /** A run-time error. */
  default void reported(NodeHandle node, ErrorReport report) {}

  /** A message was given up; rules that read {@code name#failed} are told by an event too. */
  default void failed(NodeHandle node, Message message, int attempts, FailReason reason) {}

  /** The engine or the transport threw; the node goes on. */
  default void broke(NodeHandle node, Throwable cause) {}

  /** Listens to nothing. */
  NodeListener NONE = new NodeListener() {};
}
