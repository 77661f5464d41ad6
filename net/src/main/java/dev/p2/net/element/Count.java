package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Packet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what passes.
 *
 * <p><b>Ports:</b> in 0 push or pull; out 0 the same.
 *
 * <p><b>Options:</b> none.
 *
 * <p><b>Reports:</b> {@code packets}; {@code bytes}: of their payloads.
 *
 * <p><b>See also:</b> {@link Discard}. Source: Click's Counter.
 */
public final class Count extends Element {
  private long packets;
  private long bytes;

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.EITHER), List.of(Ports.Kind.EITHER));
  }

  @Override
  protected boolean push(int port, Packet packet) {
    boolean taken = context.push(0, packet);
    if (taken) count(packet);
    return taken;
  }

  @Override
  protected Optional<Packet> pull(int port) {
    Optional<Packet> packet = context.pull(0);
    packet.ifPresent(this::count);
    return packet;
  }

  private void count(Packet packet) {
    packets++;
    bytes += packet.payload().length;
  }

  @Override
  protected void room(int port) {
    context.room(0);
  }

  @Override
  protected void ready(int port) {
    context.ready(0);
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters().with("packets", packets).with("bytes", bytes).map();
  }
}
