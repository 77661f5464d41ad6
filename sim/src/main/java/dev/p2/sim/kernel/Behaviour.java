package dev.p2.sim.kernel;

/** What events do to actors. Called on one thread at a time for each lane. */
@FunctionalInterface
public interface Behaviour {
  /** Handles an event; whatever follows from it is scheduled on {@code lane}. */
  void handle(Lane lane, Event event);

  /**
   * Reads some of what {@link #handle} will need for an event that comes soon, and returns anything
   * made of it. Called for all events of a short time in a row, so that their cache misses overlap;
   * it must change nothing.
   */
  default long foresee(Event event) {
    return 0;
  }
}
