package dev.p2.net;

import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Time;
import dev.p2.net.PeerTraffic.Traffic;
import dev.p2.net.stack.NodeTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a host knows that the engine does not, as rows of {@code sysPeer} and {@code sysQueue}
 * (overlog.md 11.2), without the node's own column. Read from the counters of the transport's
 * elements.
 */
final class HostRows {
  private static final Duration NO_AGE = new Duration(0);

  private HostRows() {}

  /** A row a peer that datagrams went to or came from. */
  static List<Object[]> peers(PeerTraffic traffic, NodeTransport transport) {
    Map<String, Map<String, Long>> counters = transport.counters();
    List<Object[]> rows = new ArrayList<>();
    traffic.peers().forEach((peer, t) -> rows.add(peer(peer, t, counters)));
    return rows;
  }

  private static Object[] peer(
      String peer, Traffic traffic, Map<String, Map<String, Long>> counters) {
    Map<String, Long> retry = counters.getOrDefault("to " + peer + " retry", Map.of());
    Map<String, Long> window = counters.getOrDefault("to " + peer + " window", Map.of());
    long sent = retry.getOrDefault("sent", 0L);
    long resent = retry.getOrDefault("resent", 0L);
    return new Object[] {
      peer,
      new Duration(retry.getOrDefault("rttNanos", 0L)),
      new Duration(retry.getOrDefault("rttVarianceNanos", 0L)),
      sent == 0 ? 0.0 : (double) resent / (sent + resent),
      window.getOrDefault("window", 0L),
      retry.getOrDefault("inFlight", 0L),
      traffic.sent,
      traffic.received,
      traffic.bytesOut,
      traffic.bytesIn,
      resent,
      new Time(traffic.lastHeardNanos)
    };
  }

  /** The inputs, the timers, and every queue of the transport by its element's name. */
  static List<Object[]> queues(long inputs, long timers, NodeTransport transport) {
    List<Object[]> rows = new ArrayList<>();
    rows.add(new Object[] {"input", inputs, 0L, 0L, 0L, 0L, NO_AGE});
    rows.add(new Object[] {"timers", timers, 0L, 0L, 0L, 0L, NO_AGE});
    transport
        .counters()
        .forEach(
            (name, c) -> {
              if (c.containsKey("length") && c.containsKey("peak")) rows.add(queue(name, c));
            });
    return rows;
  }

  private static Object[] queue(String name, Map<String, Long> counters) {
    return new Object[] {
      name,
      counters.get("length"),
      counters.get("peak"),
      counters.getOrDefault("in", 0L),
      counters.getOrDefault("out", 0L),
      counters.getOrDefault("dropped", 0L),
      NO_AGE
    };
  }
}
