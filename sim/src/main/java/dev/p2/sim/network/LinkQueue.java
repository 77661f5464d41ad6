package dev.p2.sim.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A link that sends one datagram at a time and keeps the others waiting, up to a bound.
 *
 * <p>Datagrams are announced when they leave their hosts, not when they reach the link, so a far
 * one may be announced before a near one that reaches the link first. Each therefore books the
 * earliest free stretch after its arrival. Among datagrams that reach a link in the order of their
 * sending, which is all of them on a sender's own link, this is first in, first out.
 */
final class LinkQueue {
  /** The datagram found no room. */
  static final long DROPPED = -1;

  private final long bitsPerSecond;
  private final int queueMax;
  private final List<Booking> bookings = new ArrayList<>();

  /** A datagram that is at the link from {@code arrival} on and being sent for the last part. */
  private record Booking(long arrivalNanos, long startNanos, long endNanos) {}

  LinkQueue(Topology.Wire wire) {
    bitsPerSecond = wire.bitsPerSecond();
    queueMax = wire.queueMax();
  }

  /**
   * Takes a datagram that arrives at the link at {@code arrivalNanos}, announced at {@code
   * nowNanos}.
   *
   * @return when its last bit leaves, or {@link #DROPPED}
   */
  long take(long nowNanos, long arrivalNanos, int octets) {
    bookings.removeIf(booking -> booking.endNanos() <= nowNanos);
    int there = 0;
    for (Booking booking : bookings)
      if (booking.arrivalNanos() <= arrivalNanos && arrivalNanos < booking.endNanos()) there++;
    if (there >= queueMax) return DROPPED;
    long length = sendingNanos(octets, bitsPerSecond);
    long start = arrivalNanos;
    int place = 0;
    for (Booking booking : bookings) {
      if (booking.endNanos() > start) {
        if (booking.startNanos() >= start + length) break;
        start = booking.endNanos();
      }
      place++;
    }
    bookings.add(place, new Booking(arrivalNanos, start, start + length));
    return start + length;
  }

  /** How long sending takes, rounded up. */
  static long sendingNanos(int octets, long bitsPerSecond) {
    return Math.ceilDiv(octets * 8_000_000_000L, bitsPerSecond);
  }
}
