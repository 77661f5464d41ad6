package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Packet;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Sends each packet to the output that a function names.
 *
 * <p><b>Ports:</b> in 0 push: refused if the output chosen refuses; out 0, 1, … push, as many as
 * the function names.
 *
 * <p><b>Options:</b> {@code choose}: a packet's output, or a negative number to drop it.
 *
 * <p><b>Reports:</b> {@code packets}: that passed; {@code dropped}: for which no output was named.
 *
 * <p><b>See also:</b> {@link RoundRobin}, the other way round. Source: Click's Classifier.
 */
public final class Demultiplex extends Element {
  private final ToIntFunction<Packet> choose;
  private long packets;
  private long dropped;

  public Demultiplex(ToIntFunction<Packet> choose) {
    this.choose = choose;
  }

  @Override
  public Ports ports() {
    return new Ports(List.of(Ports.Kind.PUSH), List.of(Ports.Kind.PUSH), false, true);
  }

  @Override
  protected boolean push(int port, Packet packet) {
    int output = choose.applyAsInt(packet);
    if (output < 0) {
      dropped++;
      return true;
    }
    boolean taken = context.push(output, packet);
    if (taken) packets++;
    return taken;
  }

  @Override
  protected void room(int port) {
    context.room(0);
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters().with("packets", packets).with("dropped", dropped).map();
  }
}
