package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.Packet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings the packets of a peer's stream into the order of their numbers: one that comes too early
 * waits for those before it.
 *
 * <p><b>Ports:</b> in 0 push: packets with a data header, each number once; out 0 push: in order,
 * from 1 on. A new stream begins again; what waited of the old one is dropped.
 *
 * <p><b>Options:</b> {@code waitingMax}: packets held; beyond it pushes are refused, but for the
 * one that all wait for.
 *
 * <p><b>Reports:</b> {@code passed}, {@code early}: of these, had to wait; {@code late}: came after
 * their turn and were dropped; {@code dropped}: of a stream that ended; {@code waiting}: now.
 *
 * <p><b>See also:</b> {@link Deduplicate}, {@link Sequence}.
 */
public final class InOrder extends Element {
  private final int waitingMax;
  private final TreeMap<Long, Packet> waiting = new TreeMap<>();
  private long stream;
  private long next = 1;
  private long passed;
  private long early;
  private long late;
  private long dropped;

  public InOrder(int waitingMax) {
    this.waitingMax = waitingMax;
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PUSH), List.of(Ports.Kind.PUSH));
  }

  @Override
  protected boolean push(int port, Packet packet) {
    Header.Data data = (Header.Data) packet.header();
    if (data.stream() != stream) begin(data.stream());
    if (data.sequence() < next) {
      late++;
      return true;
    }
    if (data.sequence() == next && waiting.isEmpty()) return pass(packet);
    if (data.sequence() != next && waiting.size() >= waitingMax) return false;
    waiting.put(data.sequence(), packet);
    if (data.sequence() != next) early++;
    passWaiting();
    return true;
  }

  private void begin(long newStream) {
    dropped += waiting.size();
    waiting.clear();
    stream = newStream;
    next = 1;
  }

  private boolean pass(Packet packet) {
    boolean taken = context.push(0, packet);
    if (taken) {
      passed++;
      next++;
    }
    return taken;
  }

  private void passWaiting() {
    while (!waiting.isEmpty()
        && waiting.firstKey() == next
        && pass(waiting.firstEntry().getValue())) {
      waiting.pollFirstEntry();
    }
  }

  @Override
  protected void room(int port) {
    passWaiting();
    context.room(0);
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("passed", passed)
        .with("early", early)
        .with("late", late)
        .with("dropped", dropped)
        .with("waiting", waiting.size())
        .map();
  }
}
