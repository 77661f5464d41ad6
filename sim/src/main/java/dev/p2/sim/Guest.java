package dev.p2.sim;

import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.syntax.Source;
import java.util.random.RandomGenerator;

/**
 * The protocol of a node written in Java instead of rules. It lives in a simulated node whose
 * program only declares its relations: events arrive and leave over the same stacks, in the same
 * encoding, under the same scenarios and networks, and what the guest puts into the program's
 * tables is there for all that looks at tables.
 *
 * <p>A guest lives as long as its node: {@link Kind#settle} makes a new one at every start. One
 * thread at a time calls it.
 */
public interface Guest {
  /** The node has started. */
  void started();

  /** A tuple of an event relation has come, over the network or from outside. */
  void received(Tuple tuple);

  /** The node stops in good order; what is sent now still leaves. */
  default void stopping() {}

  /** A kind of guest: what {@link Simulation#settle} puts into every node. */
  interface Kind {
    String name();

    /** The declarations of what it sends, receives and shows; without rules. */
    Source relations();

    Guest settle(Seat seat);
  }

  /** What a guest has of the simulation. */
  interface Seat {
    NodeConfig config();

    long nowNanos();

    /** Draws that nobody else shares. */
    RandomGenerator random();

    /**
     * Sends a tuple to a node, itself perhaps.
     *
     * @param values of all columns, in order; ints as {@code Long}
     */
    void send(String destination, String relation, Object... values);

    /** Puts a row into a table of this node; the row with the same key goes. */
    void put(String relation, Object... values);

    /** Does something after a time, unless the node has ended by then. */
    void after(long nanos, Runnable work);
  }
}
