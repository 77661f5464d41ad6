package dev.p2.sim;

import dev.p2.engine.Message;
import dev.p2.net.wire.MessageCodec;
import dev.p2.net.wire.UnencodableException;

/** How many octets a message would be on the wire. */
final class MessageSize {
  private MessageSize() {}

  /** The encoded length without packet headers, 0 for what cannot be encoded. */
  static int of(Message message) {
    try {
      return MessageCodec.encode(message).length;
    } catch (UnencodableException e) {
      return 0;
    }
  }
}
