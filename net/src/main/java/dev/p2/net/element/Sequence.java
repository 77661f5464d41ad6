package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Packet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers the packets for one peer, as they are pulled: 1, 2, 3 …
 *
 * <p><b>Ports:</b> in 0 pull; out 0 pull: with a data header.
 *
 * <p><b>Options:</b> the {@link SendStream} that gives the numbers.
 *
 * <p><b>Reports:</b> {@code packets}: numbered.
 *
 * <p><b>See also:</b> {@link Retry}, {@link Deduplicate}, {@link InOrder}.
 */
public final class Sequence extends Element {
  private final SendStream stream;
  private long packets;

  public Sequence(SendStream stream) {
    this.stream = stream;
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PULL), List.of(Ports.Kind.PULL));
  }

  @Override
  protected Optional<Packet> pull(int port) {
    Optional<Packet> packet = context.pull(0);
    if (packet.isEmpty()) return packet;
    packets++;
    return Optional.of(packet.get().withHeader(stream.header(stream.takeSequence())));
  }

  @Override
  protected void ready(int port) {
    context.ready(0);
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters().with("packets", packets).map();
  }
}
