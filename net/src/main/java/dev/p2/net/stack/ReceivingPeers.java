package dev.p2.net.stack;

import dev.p2.net.element.Acknowledge;
import dev.p2.net.element.BadPackets;
import dev.p2.net.element.Deduplicate;
import dev.p2.net.element.Demultiplex;
import dev.p2.net.element.InOrder;
import dev.p2.net.element.Reassemble;
import dev.p2.net.flow.Router;
import dev.p2.net.wire.BadPacket;
import dev.p2.net.wire.Packet;
import java.util.LinkedHashMap;

/**
 * The peers whose reliable streams this node receives: two elements each, made with the first
 * packet and taken down when silent.
 */
final class ReceivingPeers {
  /** How far ahead of the first missing packet a sender may be: more than any window. */
  private static final int AHEAD = 1024;

  private static final long FRESH_NANOS = 30_000_000_000L;

  private final Router router;
  private final long session;
  private final int peersMax;
  private final BadPackets badPackets;
  private final Acknowledge acknowledge;
  private final Reassemble reassemble;
  private final LinkedHashMap<String, Peer> bySource = new LinkedHashMap<>(16, 0.75f, true);
  private final PortNumbers ports = new PortNumbers();

  /** Packets with a data header enter here. */
  final Demultiplex input = new Demultiplex(this::portFor);

  ReceivingPeers(
      Router router,
      long session,
      int peersMax,
      BadPackets badPackets,
      Acknowledge acknowledge,
      Reassemble reassemble) {
    this.router = router;
    this.session = session;
    this.peersMax = peersMax;
    this.badPackets = badPackets;
    this.acknowledge = acknowledge;
    this.reassemble = reassemble;
  }

  private int portFor(Packet packet) {
    Peer peer = bySource.get(packet.peer());
    if (peer == null) {
      if (bySource.size() >= peersMax && !makeRoom()) {
        badPackets.note(BadPacket.TOO_MANY_PEERS, packet.peer());
        return -1;
      }
      peer = new Peer(packet.peer());
      bySource.put(packet.peer(), peer);
    }
    peer.lastHeardNanos = router.nowNanos();
    return peer.port;
  }

  /**
   * Forgets the peer that has been silent longest, if that is long enough: a flood must not push
   * live ones out.
   */
  private boolean makeRoom() {
    return forgetSilent(router.nowNanos() - FRESH_NANOS, 1) > 0;
  }

  /** Takes down the chains of peers that have not been heard since {@code beforeNanos}. */
  void forgetSilent(long beforeNanos) {
    forgetSilent(beforeNanos, Integer.MAX_VALUE);
  }

  private int forgetSilent(long beforeNanos, int most) {
    int gone = 0;
    while (gone < most && !bySource.isEmpty()) {
      Peer silent = bySource.firstEntry().getValue(); // in order of access
      if (silent.lastHeardNanos >= beforeNanos) break;
      bySource.pollFirstEntry();
      silent.takeDown();
      gone++;
    }
    return gone;
  }

  int size() {
    return bySource.size();
  }

  /** One chain. */
  private final class Peer {
    final int port = ports.claim();
    final Deduplicate deduplicate = new Deduplicate(session, AHEAD);
    final InOrder inOrder = new InOrder(AHEAD);
    long lastHeardNanos;

    Peer(String source) {
      String name = "from " + source + " ";
      router.add(name + "deduplicate", deduplicate);
      router.add(name + "inOrder", inOrder);
      router.connect(input, port, deduplicate, 0);
      router.chain(deduplicate, inOrder, reassemble);
      router.connect(deduplicate, 1, acknowledge, 0);
    }

    void takeDown() {
      router.remove(deduplicate);
      router.remove(inOrder);
      ports.release(port);
    }
  }
}
