package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pulls packets and gives them to the host's socket as datagrams, as long as there are packets and
 * the socket has room.
 *
 * <p><b>Ports:</b> in 0 pull.
 *
 * <p><b>Options:</b> the {@link DatagramPort}; {@code datagramBytesMax}: of the largest packet with
 * its header.
 *
 * <p><b>Reports:</b> {@code datagrams}, {@code bytes}: that left; {@code full}: times that the
 * socket had no room.
 *
 * <p><b>See also:</b> {@link UdpSource}, {@link RoundRobin}.
 */
public final class UdpSink extends Element {
  private final DatagramPort port;
  private final int datagramBytesMax;
  private Optional<ByteBuffer> buffer =
      Optional.empty(); // made when first needed: most simulated nodes send nothing here
  private Optional<Packet> held = Optional.empty();
  private boolean scheduled;
  private long datagrams;
  private long bytes;
  private long full;

  public UdpSink(DatagramPort port, int datagramBytesMax) {
    this.port = port;
    this.datagramBytesMax = datagramBytesMax;
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PULL), List.of());
  }

  /** Told by the host after {@link DatagramPort#send} had no room: there is now. */
  public void writable() {
    schedule();
  }

  @Override
  protected void ready(int input) {
    if (held.isEmpty()) schedule();
  }

  /**
   * Not at once: what one step sends is complete first, and acknowledgements of one batch have
   * merged.
   */
  private void schedule() {
    if (scheduled) return;
    scheduled = true;
    context.soon(this::drain);
  }

  private void drain() {
    scheduled = false;
    for (Optional<Packet> next = next(); next.isPresent(); next = next()) {
      ByteBuffer datagram = encode(next.get());
      int size = datagram.remaining();
      if (!port.send(next.get().peer(), datagram)) {
        full++;
        held = next;
        return;
      }
      datagrams++;
      bytes += size;
    }
  }

  private ByteBuffer encode(Packet packet) {
    if (buffer.isEmpty()) buffer = Optional.of(ByteBuffer.allocate(datagramBytesMax));
    ByteBuffer datagram = buffer.get().clear();
    PacketCodec.write(packet, datagram);
    return datagram.flip();
  }

  private Optional<Packet> next() {
    if (held.isEmpty()) return context.pull(0);
    Optional<Packet> packet = held;
    held = Optional.empty();
    return packet;
  }

  /** Whether a datagram waits for room in the socket. */
  public boolean blocked() {
    return held.isPresent();
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("datagrams", datagrams)
        .with("bytes", bytes)
        .with("full", full)
        .map();
  }
}
