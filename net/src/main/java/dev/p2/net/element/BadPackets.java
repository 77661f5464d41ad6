package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.wire.BadPacket;
import java.util.EnumMap;
import java.util.Map;

/**
 * The packets that arrived and were dropped, counted by reason; shared by the elements that judge
 * packets.
 */
public final class BadPackets {
  /** Is told of each packet that is dropped, to report some of them. */
  @FunctionalInterface
  public interface Listener {
    void dropped(BadPacket reason, String source, String detail);
  }

  private final EnumMap<BadPacket, Long> counts = new EnumMap<>(BadPacket.class);
  private final Listener listener;

  public BadPackets(Listener listener) {
    this.listener = listener;
  }

  /** Counts a packet that is dropped outside of an element. */
  public void note(BadPacket reason, String source) {
    count(reason, source, "");
  }

  void count(BadPacket reason, String source, String detail) {
    counts.merge(reason, 1L, Long::sum);
    listener.dropped(reason, source, detail);
  }

  /** Packets dropped for that reason. */
  public long of(BadPacket reason) {
    return counts.getOrDefault(reason, 0L);
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The reasons that occurred, as counters. */
  public Map<String, Long> counters() {
    Counters counters = new Counters();
    counts.forEach((reason, count) -> counters.with(reason.counter(), count));
    return counters.map();
  }
}
