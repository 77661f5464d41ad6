package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.FailReason;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.MessageCodec;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.Part;
import dev.p2.net.wire.UnencodableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns messages into octets.
 *
 * <p><b>Ports:</b> in 0 push or pull: packets with a message; out 0 the same: with its octets as
 * payload; out 1 push: messages that have no octets or too many (P2-R11), marked {@link
 * Header.Failed}.
 *
 * <p><b>Options:</b> none.
 *
 * <p><b>Reports:</b> {@code packets}, {@code bytes}: marshalled; {@code failed}.
 *
 * <p><b>See also:</b> {@link Unmarshal}, {@link Fragment}. Behind a {@link Queue}, pulled, it
 * marshals a tuple only when it can be sent.
 */
public final class Marshal extends Element {
  private static final Header FAILED = new Header.Failed(0, FailReason.TOO_LARGE);

  private long packets;
  private long bytes;
  private long failed;

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.EITHER), List.of(Ports.Kind.EITHER, Ports.Kind.PUSH));
  }

  @Override
  protected boolean push(int port, Packet packet) {
    Optional<Packet> marshalled = marshal(packet);
    return marshalled.isEmpty() || context.push(0, marshalled.get());
  }

  @Override
  protected Optional<Packet> pull(int port) {
    for (Optional<Packet> next = context.pull(0); next.isPresent(); next = context.pull(0)) {
      Optional<Packet> marshalled = marshal(next.get());
      if (marshalled.isPresent()) return marshalled;
    }
    return Optional.empty();
  }

  @Override
  protected void room(int port) {
    context.room(0);
  }

  @Override
  protected void ready(int port) {
    context.ready(0);
  }

  private Optional<Packet> marshal(Packet packet) {
    try {
      byte[] octets = MessageCodec.encode(packet.message().orElseThrow());
      packets++;
      bytes += octets.length;
      return Optional.of(packet.withPayload(Part.WHOLE, octets));
    } catch (UnencodableException e) {
      failed++;
      context.push(1, packet.withHeader(FAILED));
      return Optional.empty();
    }
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("packets", packets)
        .with("bytes", bytes)
        .with("failed", failed)
        .map();
  }
}
