package dev.p2.sim;

import dev.p2.engine.host.Message;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.MessageCodec;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.PacketCodec;
import dev.p2.net.wire.UnencodableException;
import java.nio.ByteBuffer;

/** How many octets a message would be on the wire. */
final class MessageSize {
  /** Sequence numbers of two octets: a conversation of 128 to 16,383 packets. */
  private static final long SEQUENCE = 1_000;

  /** What a datagram has before the message, sent once or over {@code reliable}. */
  static final int PLAIN_OCTETS = framing(Header.PLAIN);

  static final int DATA_OCTETS = framing(new Header.Data(1, 1, SEQUENCE));

  /** A whole acknowledgement. */
  static final int ACK_OCTETS = framing(new Header.Ack(1, 1, SEQUENCE, 0));

  private MessageSize() {}

  private static int framing(Header header) {
    ByteBuffer written = ByteBuffer.allocate(PacketCodec.HEADER_MAX);
    PacketCodec.write(Packet.signal("", header), written);
    return written.position();
  }

  /** The encoded length without packet headers, 0 for what cannot be encoded. */
  static int of(Message message) {
    try {
      return MessageCodec.encode(message).length;
    } catch (UnencodableException e) {
      return 0;
    }
  }
}
