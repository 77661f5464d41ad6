package dev.p2.net.element;

import dev.p2.engine.host.Passage;
import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Packet;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds packets until they are pulled, first in, first out.
 *
 * <p><b>Ports:</b> in 0 push: refused while full, if late packets block; out 0 pull; out 1 push:
 * late packets, if they are dropped.
 *
 * <p><b>Options:</b> {@code capacity} packets, at least 1; {@code late}: {@link Late#BLOCK} or
 * {@link Late#DROP}.
 *
 * <p><b>Reports:</b> {@code in}, {@code out}, {@code refused}, {@code dropped}: packets; {@code
 * length} now, {@code peak}.
 *
 * <p><b>Example:</b> {@code Queue(1024, BLOCK) -> Fragment -> Sequence}
 *
 * <p><b>See also:</b> {@link RoundRobin}, {@link Backlog}. Source: Click's Queue.
 */
public final class Queue extends Element {
  /** What becomes of a packet that finds the queue full. */
  public enum Late {
    /** It is refused and waits upstream. */
    BLOCK,
    /** It leaves by output 1. */
    DROP
  }

  private final int capacity;
  private final Late late;
  private final ArrayDeque<Packet> packets = new ArrayDeque<>();
  private boolean refusing;
  private long in;
  private long out;
  private long refused;
  private long dropped;
  private int peak;

  public Queue(int capacity, Late late) {
    if (capacity < 1) throw new IllegalArgumentException("capacity " + capacity);
    this.capacity = capacity;
    this.late = late;
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PUSH), List.of(Ports.Kind.PULL, Ports.Kind.PUSH));
  }

  @Override
  protected boolean push(int port, Packet packet) {
    if (packets.size() >= capacity) return tooLate(packet);
    packets.add(packet);
    in++;
    peak = Math.max(peak, packets.size());
    context.tell(Passage.Op.IN, packet, packets.size());
    context.ready(0);
    return true;
  }

  private boolean tooLate(Packet packet) {
    if (late == Late.BLOCK) {
      refused++;
      refusing = true;
      return false;
    }
    dropped++;
    context.tell(Passage.Op.DROP, packet, packets.size());
    context.push(1, packet);
    return true;
  }

  @Override
  protected Optional<Packet> pull(int port) {
    Packet packet = packets.poll();
    if (packet == null) return Optional.empty();
    out++;
    context.tell(Passage.Op.OUT, packet, packets.size());
    if (refusing) {
      refusing = false;
      context.room(0);
    }
    return Optional.of(packet);
  }

  public boolean isEmpty() {
    return packets.isEmpty();
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("in", in)
        .with("out", out)
        .with("refused", refused)
        .with("dropped", dropped)
        .with("length", packets.size())
        .with("peak", peak)
        .map();
  }
}
