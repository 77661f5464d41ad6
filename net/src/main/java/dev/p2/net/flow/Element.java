package dev.p2.net.flow;

import dev.p2.net.wire.Packet;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the transport with one job. It knows its ports and its state; wiring, blocking and time
 * are the {@link Router}'s. An element stands in one router, and all calls come from that router's
 * thread.
 */
public abstract class Element {
  /** The way to the frame; set when the element is added to a router. */
  protected Context context;

  public abstract Ports ports();

  /** What this element counted, by name, in a fixed order. */
  public abstract Map<String, Long> counters();

  /**
   * Takes a packet at a push input.
   *
   * @return whether it was taken; if not, the packet stays with the caller, and {@link
   *     Context#room} follows some time
   */
  protected boolean push(int port, Packet packet) {
    throw new IllegalStateException(getClass().getSimpleName() + " has no push input " + port);
  }

  /** Gives a packet at a pull output, or none; then {@link Context#ready} follows some time. */
  protected Optional<Packet> pull(int port) {
    throw new IllegalStateException(getClass().getSimpleName() + " has no pull output " + port);
  }

  /** Told after a push at output {@code port} was refused: there is room now. */
  protected void room(int port) {}

  /** Told after a pull at input {@code port} found nothing: there is something now. */
  protected void ready(int port) {}

  /** Told once, when the element has its context: the place to set a first alarm. */
  protected void start() {}

  /** Told once, when the element is taken out: the place to cancel alarms. */
  protected void stop() {}
}
