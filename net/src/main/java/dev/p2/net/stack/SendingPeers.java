package dev.p2.net.stack;

import dev.p2.net.element.CongestionWindow;
import dev.p2.net.element.Demultiplex;
import dev.p2.net.element.Fragment;
import dev.p2.net.element.Queue;
import dev.p2.net.element.Retry;
import dev.p2.net.element.RoundRobin;
import dev.p2.net.element.SendStream;
import dev.p2.net.element.Sequence;
import dev.p2.net.element.ToNode;
import dev.p2.net.flow.Router;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.Packet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The peers to which this node sends reliably: a chain of elements each, made when first needed and
 * taken down when silent.
 */
final class SendingPeers {
  private final Router router;
  private final RandomGenerator random;
  private final TransportOptions options;
  private final RoundRobin output;
  private final ToNode failures;
  private final Map<String, Peer> byAddress = new LinkedHashMap<>();
  private final Map<Long, Peer> byStream = new HashMap<>();
  private final PortNumbers ports = new PortNumbers();

  /** Packets of the reliable stack enter here. */
  final Demultiplex byPeer = new Demultiplex(this::portFor);

  /** Acknowledgements and resets enter here. */
  final Demultiplex answers = new Demultiplex(this::portOfAnswer);

  SendingPeers(
      Router router,
      RandomGenerator random,
      TransportOptions options,
      RoundRobin output,
      ToNode failures) {
    this.router = router;
    this.random = random;
    this.options = options;
    this.output = output;
    this.failures = failures;
  }

  private int portFor(Packet packet) {
    Peer peer = byAddress.get(packet.peer());
    if (peer != null && idleSince(peer, router.nowNanos() - options.silentNanos())) {
      peer.takeDown(); // a peer that restarted meanwhile would refuse the old conversation
      peer = null;
    }
    if (peer == null) {
      peer = new Peer(packet.peer());
      byAddress.put(packet.peer(), peer);
    }
    peer.lastUsedNanos = router.nowNanos();
    return peer.port;
  }

  private int portOfAnswer(Packet packet) {
    long stream =
        switch (packet.header()) {
          case Header.Ack ack -> ack.stream();
          case Header.Reset reset -> reset.stream();
          case Header.Plain _, Header.Data _, Header.Flight _, Header.Failed _ -> 0;
        };
    Peer peer = byStream.get(stream);
    return peer == null ? -1 : peer.port;
  }

  /** Takes down the chains that have been idle since {@code beforeNanos}. */
  void forgetIdle(long beforeNanos) {
    for (Iterator<Peer> all = byAddress.values().iterator(); all.hasNext(); ) {
      Peer peer = all.next();
      if (idleSince(peer, beforeNanos)) {
        peer.takeDown();
        all.remove();
      }
    }
  }

  private static boolean idleSince(Peer peer, long beforeNanos) {
    return peer.lastUsedNanos < beforeNanos && peer.isIdle();
  }

  boolean isIdle() {
    return byAddress.values().stream().allMatch(Peer::isIdle);
  }

  int size() {
    return byAddress.size();
  }

  /** Gives everything back as failed. */
  void close() {
    byAddress.values().forEach(peer -> peer.retry.close());
  }

  /** One chain. */
  private final class Peer {
    final int port = ports.claim();
    final int turn = output.claim();
    final Queue queue = new Queue(options.queueMax(), Queue.Late.BLOCK);
    final SendStream stream = new SendStream(random, this::renumbered);
    final Retry retry = new Retry(options.retry(), stream);
    final Fragment fragment = new Fragment(options.payloadBytesMax());
    final Sequence sequence = new Sequence(stream);
    final CongestionWindow window = new CongestionWindow(options.window());
    long lastUsedNanos;

    Peer(String address) {
      String name = "to " + address + " ";
      router.add(name + "queue", queue);
      router.add(name + "fragment", fragment);
      router.add(name + "sequence", sequence);
      router.add(name + "retry", retry);
      router.add(name + "window", window);
      router.chain(queue, fragment, sequence, retry, window);
      router.connect(window, 0, output, turn);
      router.connect(retry, 1, window, 1);
      router.connect(retry, 2, failures, 1);
      router.connect(byPeer, port, queue, 0);
      router.connect(answers, port, retry, 1);
    }

    private void renumbered(long before, long now) {
      byStream.remove(before);
      byStream.put(now, this);
    }

    boolean isIdle() {
      return queue.isEmpty() && retry.isIdle() && fragment.isIdle();
    }

    void takeDown() {
      byStream.remove(stream.id());
      router.remove(window);
      router.remove(retry);
      router.remove(sequence);
      router.remove(fragment);
      router.remove(queue);
      output.release(turn);
      ports.release(port);
    }
  }
}
