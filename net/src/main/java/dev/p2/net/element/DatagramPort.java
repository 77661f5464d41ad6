package dev.p2.net.element;

import java.nio.ByteBuffer;

/** Where datagrams leave: a socket, or a network in memory. */
@FunctionalInterface
public interface DatagramPort {
  /**
   * Sends a datagram.
   *
   * @param datagram read from its position to its limit, valid during the call only
   * @return whether there was room; if not, the datagram is offered again after {@link
   *     UdpSink#writable}
   */
  boolean send(String destination, ByteBuffer datagram);
}
