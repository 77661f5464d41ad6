package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts payloads that are too long for a datagram into parts, made one by one as they are pulled.
 *
 * <p><b>Ports:</b> in 0 pull; out 0 pull: short packets as they are, others in parts, in order.
 *
 * <p><b>Options:</b> {@code payloadBytesMax}, at least 64: of a packet without its header. It
 * should fit the path: a part that the network layer cuts again is lost with any of its pieces.
 *
 * <p><b>Reports:</b> {@code packets}: that came; {@code cut}: of these, too long; {@code parts}:
 * made of those.
 *
 * <p><b>See also:</b> {@link Reassemble}.
 */
public final class Fragment extends Element {
  private final int payloadBytesMax;
  private Packet whole;
  private int nextPart;
  private long group;
  private long packets;
  private long cut;
  private long parts;

  public Fragment(int payloadBytesMax) {
    if (payloadBytesMax < 64)
      throw new IllegalArgumentException("payloadBytesMax " + payloadBytesMax);
    this.payloadBytesMax = payloadBytesMax;
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PULL), List.of(Ports.Kind.PULL));
  }

  @Override
  protected void start() {
    // 48 random bits: a sender that restarts does not continue its own old parts
    group = context.random().nextLong() >>> 16;
  }

  @Override
  protected Optional<Packet> pull(int port) {
    if (whole == null) {
      Optional<Packet> next = context.pull(0);
      if (next.isEmpty()) return next;
      packets++;
      if (next.get().payload().length <= payloadBytesMax) return next;
      cut++;
      group++;
      whole = next.get();
      nextPart = 0;
    }
    return Optional.of(part());
  }

  private Packet part() {
    byte[] payload = whole.payload();
    int count = (payload.length + payloadBytesMax - 1) / payloadBytesMax;
    int from = nextPart * payloadBytesMax;
    byte[] piece =
        Arrays.copyOfRange(payload, from, Math.min(payload.length, from + payloadBytesMax));
    Packet packet = whole.withPayload(new Part(group, nextPart, count), piece);
    parts++;
    if (++nextPart == count) whole = null;
    return packet;
  }

  /** Whether no packet is half cut. */
  public boolean isIdle() {
    return whole == null;
  }

  @Override
  protected void ready(int port) {
    context.ready(0);
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters().with("packets", packets).with("cut", cut).with("parts", parts).map();
  }
}
