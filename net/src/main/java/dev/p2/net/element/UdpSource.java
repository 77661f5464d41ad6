package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.PacketCodec;
import java.util.List;
import java.util.Map;

/**
 * Takes datagrams from the host's socket and reads their headers.
 *
 * <p><b>Ports:</b> out 0 push: packets.
 *
 * <p><b>Options:</b> {@link BadPackets}, where datagrams that are no packets are counted.
 *
 * <p><b>Reports:</b> {@code datagrams}, {@code bytes}: that arrived; {@code bad}: of these, no
 * packets; {@code refused}: packets that found no room.
 *
 * <p><b>See also:</b> {@link UdpSink}, {@link Lossy}.
 */
public final class UdpSource extends Element {
  private final BadPackets badPackets;
  private long datagrams;
  private long bytes;
  private long bad;
  private long refused;

  public UdpSource(BadPackets badPackets) {
    this.badPackets = badPackets;
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(), List.of(Ports.Kind.PUSH));
  }

  /** Takes a datagram. The array becomes the packet's. */
  public void arrived(byte[] datagram, String source) {
    datagrams++;
    bytes += datagram.length;
    switch (PacketCodec.read(datagram, source)) {
      case PacketCodec.Result.Good(var packet) -> {
        if (!context.push(0, packet)) refused++;
      }
      case PacketCodec.Result.Bad(var reason) -> {
        bad++;
        badPackets.count(reason, source, "");
      }
    }
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("datagrams", datagrams)
        .with("bytes", bytes)
        .with("bad", bad)
        .with("refused", refused)
        .map();
  }
}
