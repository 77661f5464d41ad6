package dev.p2.net.stack;

import dev.p2.engine.host.Message;
import dev.p2.net.element.Acknowledge;
import dev.p2.net.element.Backlog;
import dev.p2.net.element.BadPackets;
import dev.p2.net.element.Count;
import dev.p2.net.element.DatagramPort;
import dev.p2.net.element.Demultiplex;
import dev.p2.net.element.Discard;
import dev.p2.net.element.Fragment;
import dev.p2.net.element.FromNode;
import dev.p2.net.element.Lossy;
import dev.p2.net.element.Marshal;
import dev.p2.net.element.Queue;
import dev.p2.net.element.Reassemble;
import dev.p2.net.element.RoundRobin;
import dev.p2.net.element.ToNode;
import dev.p2.net.element.UdpSink;
import dev.p2.net.element.UdpSource;
import dev.p2.net.element.Unmarshal;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Router;
import dev.p2.net.flow.Tap;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.MessageCodec;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.Relations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A node's transport: both stacks over one {@link DatagramPort}. It has no thread and no clock;
 * after any call that gives it something, {@link #advance} does the work. Not thread-safe.
 */
public final class NodeTransport {
  /** The name of the stack that retries, as programs write it after {@code over}. */
  public static final String RELIABLE = "reliable";

  private static final Reassemble.Options DATAGRAM_PARTS =
      new Reassemble.Options(16L << 20, 10_000_000_000L);
  private static final Reassemble.Options RELIABLE_PARTS =
      new Reassemble.Options(16L * MessageCodec.TUPLE_BYTES_MAX, 600_000_000_000L);

  /** What the node and its host are told. */
  public interface Upward extends ToNode.Receiver, BadPackets.Listener {}

  private final Router router;
  private final TransportOptions options;
  private final Relations relations;
  private final BadPackets badPackets;
  private final FromNode fromNode = new FromNode();
  private final UdpSource source;
  private final UdpSink sink;
  private final Queue datagrams;
  private final Backlog backlog;
  private final RoundRobin output = new RoundRobin();
  private final ToNode toNode;
  private final Acknowledge acknowledge;
  private final SendingPeers sending;
  private final ReceivingPeers receiving;
  private long nextSweepNanos;

  /**
   * @param random must differ from life to life of a node, or peers take a restarted node for the
   *     old one
   * @param port where datagrams leave; a destination is a message's, or the source of a datagram
   *     that is answered
   */
  public NodeTransport(
      Relations relations,
      TransportOptions options,
      RandomGenerator random,
      long nowNanos,
      Upward upward,
      DatagramPort port) {
    this.options = options;
    this.relations = relations;
    this.router = new Router(nowNanos, random);
    this.badPackets = new BadPackets(upward);
    this.source = new UdpSource(badPackets);
    this.sink = new UdpSink(port, options.datagramBytesMax());
    this.toNode = new ToNode(upward);
    this.datagrams = new Queue(options.datagramQueueMax(), Queue.Late.DROP);
    this.backlog = new Backlog(options.backlogMax());
    this.acknowledge = new Acknowledge(options.peersMax());
    Reassemble reliableParts = new Reassemble(RELIABLE_PARTS, badPackets);
    this.sending = new SendingPeers(router, random, options, output, toNode);
    this.receiving =
        new ReceivingPeers(
            router,
            random.nextLong() | 1,
            options.peersMax(),
            badPackets,
            acknowledge,
            reliableParts);
    router.add("toNode", toNode);
    router.add("roundRobin", output);
    wireOut();
    wireIn(reliableParts);
    nextSweepNanos = nowNanos + options.silentNanos();
  }

  private void wireOut() {
    Marshal marshal = router.add("marshal", new Marshal());
    Demultiplex byTransport = router.add("byTransport", new Demultiplex(this::stackOf));
    Fragment fragment = router.add("datagram fragment", new Fragment(options.payloadBytesMax()));
    Discard late = router.add("datagram late", new Discard());
    router.add("fromNode", fromNode);
    router.add("datagram queue", datagrams);
    router.add("backlog", backlog);
    router.add("byPeer", sending.byPeer);
    router.add("acknowledge", acknowledge);
    router.add("udpSink", sink);
    router.chain(fromNode, marshal, byTransport, datagrams, fragment);
    router.connect(fragment, 0, output, output.claim());
    router.connect(datagrams, 1, late, 0);
    router.connect(marshal, 1, toNode, 1);
    router.connect(byTransport, 1, backlog, 0);
    router.chain(backlog, sending.byPeer);
    router.connect(backlog, 1, toNode, 1);
    router.connect(acknowledge, 0, output, output.claim());
    router.chain(output, sink);
  }

  private void wireIn(Reassemble reliableParts) {
    Demultiplex byKind = router.add("byKind", new Demultiplex(NodeTransport::kindOf));
    Reassemble datagramParts =
        router.add("datagram reassemble", new Reassemble(DATAGRAM_PARTS, badPackets));
    Unmarshal unmarshal = router.add("unmarshal", new Unmarshal(relations, badPackets));
    router.add("udpSource", source);
    router.add("reliable reassemble", reliableParts);
    router.add("bySource", receiving.input);
    router.add("answers", sending.answers);
    Element network =
        options.faults().equals(Lossy.Options.NONE)
            ? router.add("count", new Count())
            : router.add("lossy", new Lossy(options.faults()));
    router.chain(source, network, byKind, datagramParts, unmarshal, toNode);
    router.connect(byKind, 1, receiving.input, 0);
    router.connect(byKind, 2, sending.answers, 0);
    router.connect(reliableParts, 0, unmarshal, 0);
  }

  /** Tells of what happens in queues and at schedulers from now on. */
  public void tap(Tap tap) {
    router.tap(tap);
  }

  private int stackOf(Packet packet) {
    return relations.of(packet.message().orElseThrow().tuple()).transport().equals(RELIABLE)
        ? 1
        : 0;
  }

  private static int kindOf(Packet packet) {
    return switch (packet.header()) {
      case Header.Plain _ -> 0;
      case Header.Data _ -> 1;
      case Header.Ack _, Header.Reset _ -> 2;
      case Header.Flight _, Header.Failed _ -> -1;
    };
  }

  /** Takes a message of a step that has ended; it leaves with the next {@link #advance}. */
  public void send(Message message) {
    fromNode.send(message);
  }

  /** Takes a datagram. The array becomes the transport's. */
  public void receive(byte[] datagram, String from) {
    source.arrived(datagram, from);
  }

  /** Says that the port has room again. */
  public void writable() {
    sink.writable();
  }

  /** Moves time on and does what is due and what was given. */
  public void advance(long nowNanos) {
    router.advance(nowNanos);
    if (nowNanos >= nextSweepNanos) {
      sending.forgetIdle(nowNanos - options.silentNanos());
      receiving.forgetSilent(nowNanos - 5 * options.silentNanos());
      nextSweepNanos = nowNanos + options.silentNanos();
    }
  }

  /** When {@link #advance} must be called at the latest; Long.MAX_VALUE if nothing waits. */
  public long nextAlarmNanos() {
    return router.nextAlarmNanos();
  }

  /** Whether nothing waits to be sent and everything reliable is acknowledged. */
  public boolean isIdle() {
    return datagrams.isEmpty() && !sink.blocked() && backlog.isEmpty() && sending.isIdle();
  }

  /** Gives back as failed what is not acknowledged. */
  public void close() {
    sending.close();
  }

  /**
   * Datagrams and bytes that left, {@code datagramsOut bytesOut}, that arrived, {@code datagramsIn
   * bytesIn}, and drops by reason.
   */
  public Map<String, Long> totals() {
    Map<String, Long> totals = new LinkedHashMap<>();
    totals.put("datagramsOut", sink.counters().get("datagrams"));
    totals.put("bytesOut", sink.counters().get("bytes"));
    totals.put("datagramsIn", source.counters().get("datagrams"));
    totals.put("bytesIn", source.counters().get("bytes"));
    totals.put("messagesIn", toNode.counters().get("messages"));
    totals.put("messagesFailed", toNode.counters().get("failed"));
    totals.put("late", datagrams.counters().get("dropped"));
    totals.putAll(badPackets.counters());
    return totals;
  }

  /** All counters of all elements: by element, then by name. */
  public Map<String, Map<String, Long>> counters() {
    return router.counters();
  }
}
