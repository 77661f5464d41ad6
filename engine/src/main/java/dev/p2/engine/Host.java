package dev.p2.engine;

import dev.p2.engine.host.DurableStore;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.HostFigures;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.Observation;
import dev.p2.engine.host.Timer;
import java.util.List;
import java.util.Optional;

/**
 * Who runs nodes: takes what they send and show. All methods but {@link #callExtern} are called at
 * the end of a step only, in the order of derivation; a step that is undone sends and shows nothing
 * but its error.
 */
public interface Host {
  /** Hears what a step has sent before each of it goes to {@link #send}, so as to read ahead. */
  default void sending(List<Message> messages) {}

  /** Takes a message for its destination, which may be the node itself. */
  void send(Node from, Message message);

  /** What the host knows of a node, for {@code sysNode}. */
  default HostFigures figures(Node of) {
    return HostFigures.UNKNOWN;
  }

  /**
   * The rows of a relation that only the host can tell, {@code sysQueue} or {@code sysPeer},
   * without their first column, the node.
   */
  default List<Object[]> sample(Node of, String relation) {
    return List.of();
  }

  /**
   * Where the rows of a node's durable tables are kept; without one they end with the node. Asked
   * only where the program declares durable tables.
   */
  default Optional<DurableStore> durable(Node of) {
    return Optional.empty();
  }

  /** Where a node takes the step from that it runs in, which no other thread uses meanwhile. */
  StepPool steps();

  /**
   * Where strands of the calling thread write down what they do; asked in each step of a program
   * that counts.
   */
  default Optional<Profile> profile() {
    return Optional.empty();
  }

  /**
   * What makes the programs that a node's rules install; empty where the host does not allow it.
   */
  default Optional<Programs> programs(Node of) {
    return Optional.empty();
  }

  /**
   * The node has another program now. These of its timers are new, to be armed; of others {@link
   * Node#ticks} tells whether they are there still.
   */
  default void changed(Node of, List<Timer> armed) {}

  /** Shows what happened to a relation that is watched. */
  void observe(Node at, Observation what);

  /** Tells a run-time error. */
  void report(Node at, ErrorReport report);

  /**
   * Calls a function of the host, in the middle of a step.
   *
   * @return a language value, or null for the null value
   * @throws RuntimeException becomes P2-R09 at the rule that called
   */
  Object callExtern(String name, Object[] arguments);
}
