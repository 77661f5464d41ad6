package dev.p2.sim.network;

/**
 * What a network does to datagrams: when the copies of one arrive, if any does.
 *
 * <p>A model that {@linkplain #shared shares} nothing between senders draws and remembers by sender
 * only; its {@link #send} may be called for different senders on different threads, for one sender
 * in the order of time. A shared one is asked by one thread, in the order of time over all senders.
 */
public interface NetworkModel {
  /**
   * Sends a datagram between two different nodes.
   *
   * @param octets its size on the wire, headers included; any number where {@link #needsSize} says
   *     no
   * @param arrivals is told of every copy that arrives, none if the datagram is lost
   */
  void send(int from, int to, int octets, long nowNanos, Arrivals arrivals);

  /** The same, but every copy arrives so much later. */
  default void sendLater(
      int from, int to, int octets, long nowNanos, long laterNanos, Arrivals arrivals) {
    if (laterNanos == 0) send(from, to, octets, nowNanos, arrivals);
    else send(from, to, octets, nowNanos, at -> arrivals.at(at + laterNanos));
  }

  /** No datagram between two nodes arrives sooner than this after it was sent. */
  long delayNanosMin();

  /** Whether senders share state, as in links that all of them use. */
  default boolean shared() {
    return false;
  }

  /** Whether the size of a datagram matters. */
  default boolean needsSize() {
    return false;
  }

  /** Whether every datagram arrives once, and those from one node to another in order. */
  boolean orderly();

  /** Hears when copies of a datagram arrive. */
  @FunctionalInterface
  interface Arrivals {
    void at(long timeNanos);
  }
}
