package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.Packet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds acknowledgements until they can be sent; of several for one stream only the last is worth
 * it. Since the sink pulls when the work in hand is done, a batch of packets is answered by one.
 *
 * <p><b>Ports:</b> in 0 push: acknowledgements and resets; out 0 pull.
 *
 * <p><b>Options:</b> {@code waitingMax}: held at most; beyond it the oldest is dropped.
 *
 * <p><b>Reports:</b> {@code in}; {@code merged}: replaced by a later one; {@code dropped}; {@code
 * out}.
 *
 * <p><b>See also:</b> {@link Deduplicate}, {@link Retry}.
 */
public final class Acknowledge extends Element {
  private record Key(String peer, long stream, boolean reset) {}

  private final int waitingMax;
  private final LinkedHashMap<Key, Packet> waiting = new LinkedHashMap<>();
  private long in;
  private long merged;
  private long dropped;
  private long out;

  public Acknowledge(int waitingMax) {
    if (waitingMax < 1) throw new IllegalArgumentException("waitingMax " + waitingMax);
    this.waitingMax = waitingMax;
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PUSH), List.of(Ports.Kind.PULL));
  }

  @Override
  protected boolean push(int port, Packet packet) {
    in++;
    if (waiting.put(key(packet), packet) != null) merged++;
    if (waiting.size() > waitingMax) {
      waiting.pollFirstEntry();
      dropped++;
    }
    context.ready(0);
    return true;
  }

  private static Key key(Packet packet) {
    return switch (packet.header()) {
      case Header.Ack ack -> new Key(packet.peer(), ack.stream(), false);
      case Header.Reset reset -> new Key(packet.peer(), reset.stream(), true);
      case Header.Plain _, Header.Data _, Header.Flight _, Header.Failed _ ->
          throw new IllegalArgumentException("no acknowledgement: " + packet);
    };
  }

  @Override
  protected Optional<Packet> pull(int port) {
    Map.Entry<Key, Packet> first = waiting.pollFirstEntry();
    if (first == null) return Optional.empty();
    out++;
    return Optional.of(first.getValue());
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("in", in)
        .with("merged", merged)
        .with("dropped", dropped)
        .with("out", out)
        .map();
  }
}
