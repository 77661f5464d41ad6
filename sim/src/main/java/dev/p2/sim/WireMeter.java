package dev.p2.sim;

import dev.p2.engine.tuple.Tuple;

/**
 * Hears what leaves nodes, in octets on the wire: every header down to IPv4 counted. What a node
 * sends to itself is not on the wire. Called on the sender's lane, so a run that is measured takes
 * one thread.
 */
public interface WireMeter {
  /**
   * A tuple was sent.
   *
   * @param octets what it takes if nothing is lost: its datagram, and over {@code reliable} the
   *     acknowledgement as well
   * @param carried whether the datagrams that carry it are told of by {@link #datagram}; then
   *     {@code octets} says how much of them is this tuple's, and adds nothing
   */
  void sent(int node, Tuple tuple, int octets, boolean carried);

  /** A datagram of the reliable transport left a node: data, an acknowledgement, a retry. */
  void datagram(int node, int octets);
}
