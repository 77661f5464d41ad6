package dev.p2.net.wire;

import dev.p2.engine.host.Message;
import java.util.Optional;

/**
 * What passes between elements: a peer, a header, and a payload or the message it stands for.
 * Immutable.
 */
public final class Packet {
  private static final byte[] NOTHING = {};

  private final String peer;
  private final Header header;
  private final Part part;
  private final Optional<Message> message;
  private final byte[] payload;

  private Packet(String peer, Header header, Part part, Optional<Message> message, byte[] payload) {
    this.peer = peer;
    this.header = header;
    this.part = part;
    this.message = message;
    this.payload = payload;
  }

  /** A message for {@code message.destination()}, not yet marshalled. */
  public static Packet of(Message message) {
    return new Packet(
        message.destination(), Header.PLAIN, Part.WHOLE, Optional.of(message), NOTHING);
  }

  /** A packet without payload. */
  public static Packet signal(String peer, Header header) {
    return new Packet(peer, header, Part.WHOLE, Optional.empty(), NOTHING);
  }

  /** A packet that arrived, or one for tests. The array is not copied. */
  public static Packet of(String peer, Header header, Part part, byte[] payload) {
    return new Packet(peer, header, part, Optional.empty(), payload);
  }

  /** Where it goes, or where it came from. */
  public String peer() {
    return peer;
  }

  public Header header() {
    return header;
  }

  public Part part() {
    return part;
  }

  /**
   * On the way out, the message that this packet or fragment is of; on the way in, there once it is
   * unmarshalled.
   */
  public Optional<Message> message() {
    return message;
  }

  /** The octets after the header; not to be altered. */
  public byte[] payload() {
    return payload;
  }

  public Packet withHeader(Header other) {
    return new Packet(peer, other, part, message, payload);
  }

  public Packet withMessage(Message other) {
    return new Packet(peer, header, part, Optional.of(other), payload);
  }

  public Packet withPayload(Part otherPart, byte[] other) {
    return new Packet(peer, header, otherPart, message, other);
  }

  @Override
  public String toString() {
    return peer
        + " "
        + header
        + (part.whole() ? "" : " " + part)
        + message.map(m -> " " + m.tuple()).orElse("");
  }
}
