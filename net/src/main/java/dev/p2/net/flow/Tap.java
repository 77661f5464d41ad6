package dev.p2.net.flow;

import dev.p2.engine.host.Passage;
import dev.p2.net.wire.Packet;

/** Hears what queues and schedulers do with packets. */
public interface Tap {
  /**
   * Something happened to a packet.
   *
   * @param element the element's name
   * @param number as in {@link Passage}
   */
  void passed(String element, Passage.Op op, Packet packet, long number);
}
