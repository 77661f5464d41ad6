package dev.p2.sim.kernel;

/**
 * Events by time and, at one time, by their order. Two implementations that must agree: {@link
 * WheelQueue}, which is fast, and {@link HeapQueue}, which is plain.
 */
interface EventQueue {
  /** Adds an event, its time and order set. */
  void add(Event event);

  /** The first event, or null; it stays. */
  Event peek();

  /** Takes the event that {@link #peek} has just given. */
  void remove();
}
