package dev.p2.net.element;

import dev.p2.engine.host.Passage;
import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.FailReason;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.Packet;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a node's tuples wait while the queue of their destination is full. A step has ended when
 * its tuples are sent, so it cannot be stopped half-way; and the tuples for one destination must
 * not hold up those for others.
 *
 * <p><b>Ports:</b> in 0 push: never refused; out 0 push: packets of one peer in order; out 1 push:
 * packets beyond the bound, marked {@link Header.Failed}.
 *
 * <p><b>Options:</b> {@code packetsMax}: waiting for one peer.
 *
 * <p><b>Reports:</b> {@code passed}, {@code failed}: packets; {@code waiting}: now; {@code peers}:
 * blocked now.
 *
 * <p><b>See also:</b> {@link Queue}, {@link Demultiplex}.
 */
public final class Backlog extends Element {
  private final int packetsMax;
  private final Map<String, ArrayDeque<Packet>> blocked = new LinkedHashMap<>();
  private boolean working;
  private long passed;
  private long failed;
  private long waiting;

  public Backlog(int packetsMax) {
    if (packetsMax < 1) throw new IllegalArgumentException("packetsMax " + packetsMax);
    this.packetsMax = packetsMax;
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PUSH), List.of(Ports.Kind.PUSH, Ports.Kind.PUSH));
  }

  @Override
  protected boolean push(int port, Packet packet) {
    ArrayDeque<Packet> before = blocked.get(packet.peer());
    if (before == null) {
      if (!pass(packet)) hold(packet);
    } else if (before.size() < packetsMax) {
      before.add(packet);
      waiting++;
      context.tell(Passage.Op.IN, packet, before.size());
    } else {
      failed++;
      context.tell(Passage.Op.DROP, packet, before.size());
      context.push(1, packet.withHeader(new Header.Failed(0, FailReason.QUEUE)));
    }
    return true;
  }

  private void hold(Packet packet) {
    ArrayDeque<Packet> packets = new ArrayDeque<>();
    packets.add(packet);
    waiting++;
    context.tell(Passage.Op.IN, packet, 1);
    blocked.put(packet.peer(), packets);
  }

  private boolean pass(Packet packet) {
    boolean taken = context.push(0, packet);
    if (taken) passed++;
    return taken;
  }

  /** Some peer's queue has room; whose, is not said. */
  @Override
  protected void room(int port) {
    if (working) return;
    working = true;
    for (Iterator<ArrayDeque<Packet>> peers = blocked.values().iterator(); peers.hasNext(); ) {
      ArrayDeque<Packet> packets = peers.next();
      while (!packets.isEmpty() && pass(packets.peek())) {
        Packet gone = packets.remove();
        waiting--;
        context.tell(Passage.Op.OUT, gone, packets.size());
      }
      if (packets.isEmpty()) peers.remove();
    }
    working = false;
  }

  public boolean isEmpty() {
    return blocked.isEmpty();
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("passed", passed)
        .with("failed", failed)
        .with("waiting", waiting)
        .with("peers", blocked.size())
        .map();
  }
}
