package dev.p2.sim.kernel;

/** What events do to actors. Called on one thread at a time for each lane. */
@FunctionalInterface
public interface Behaviour {
  /** Handles an event; whatever follows from it is scheduled on {@code lane}. */
  void handle(Lane lane, Event event);
}
