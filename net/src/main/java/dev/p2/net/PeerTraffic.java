package dev.p2.net;

import java.util.Map;
import java.util.TreeMap;

/**
 * Datagrams to and from each peer, by address, for a program that reads {@code sysPeer}; no other
 * node keeps it.
 */
final class PeerTraffic {
  /** More peers than that are not told apart: somebody who forges sources must not fill memory. */
  private static final int PEERS_MAX = 10_000;

  /** What passed to and from one peer. */
  static final class Traffic {
    long sent;
    long received;
    long bytesOut;
    long bytesIn;

    /** 0: nothing was heard of it. */
    long lastHeardNanos;
  }

  private final Map<String, Traffic> peers = new TreeMap<>();

  void sent(String peer, int bytes) {
    Traffic traffic = of(peer);
    traffic.sent++;
    traffic.bytesOut += bytes;
  }

  void received(String peer, int bytes, long nowNanos) {
    Traffic traffic = of(peer);
    traffic.received++;
    traffic.bytesIn += bytes;
    traffic.lastHeardNanos = nowNanos;
  }

  private Traffic of(String peer) {
    Traffic known = peers.get(peer);
    if (known != null || peers.size() >= PEERS_MAX) return known != null ? known : new Traffic();
    Traffic traffic = new Traffic();
    peers.put(peer, traffic);
    return traffic;
  }

  Map<String, Traffic> peers() {
    return peers;
  }
}
