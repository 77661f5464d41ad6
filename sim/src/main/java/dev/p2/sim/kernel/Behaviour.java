package dev.p2.sim.kernel;

/** What events do to actors. Called on one thread at a time for each lane. */
@FunctionalInterface
public interface Behaviour {
  /** Handles an event; whatever follows from it is scheduled on {@code lane}. */
  void handle(Lane lane, Event event);

  /**
   * Reads some of what {@link #handle} will need for events that come soon, so that their cache
   * misses overlap, and returns anything made of it; it must change nothing.
   *
   * @param events in order; those from index {@code from} to before {@code to} come next
   */
  default long foresee(Event[] events, int from, int to) {
    return 0;
  }
}
