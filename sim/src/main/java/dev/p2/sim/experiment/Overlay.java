package dev.p2.sim.experiment;

import dev.p2.lang.value.Id;

/**
 * The nodes of one trial in virtual time. All of them are off at first. Everything but {@link #at}
 * and {@link #runUntil} is called from within an action that {@code at} scheduled, or between two
 * calls of {@code runUntil}.
 */
public interface Overlay {
  /** Does something at a time, between two events. */
  void at(long nanos, Runnable action);

  /**
   * Everything due at this time or before happens.
   *
   * @throws dev.p2.sim.RunFailedException if a node does not start, or an instant does not end
   */
  void runUntil(long nanos);

  /** Starts a node; {@code contact} is whom it joins through, itself for the first. */
  void start(int node, int contact);

  /** Ends a node as a power cut would. */
  void crash(int node);

  /** Ends a node after a word of farewell, if the overlay has one. */
  void leave(int node);

  /** Asks a node who is responsible for a key. */
  void lookup(int node, Id key, long tag);

  /** The place of a node among keys. */
  Id id(int node);

  /** Whom a node takes for the next on the ring; -1 for nobody. */
  int successor(int node);

  /** How much a node holds. */
  State state(int node);

  /** How many steps of nodes failed. */
  long failures();

  /**
   * Rows held, and the octets they take as the wire encodes them.
   *
   * @param rows of the overlay's own tables
   */
  record State(long rows, long octets) {}
}
