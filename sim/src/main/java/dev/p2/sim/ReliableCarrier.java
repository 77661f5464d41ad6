package dev.p2.sim;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.RandomStream;
import dev.p2.net.stack.NodeTransport;
import dev.p2.net.stack.TransportOptions;
import dev.p2.net.wire.BadPacket;
import dev.p2.net.wire.FailReason;
import dev.p2.net.wire.Relations;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Carries the relations sent over {@code reliable} through the transport of {@code dev.p2.net}, one
 * a node and made when first needed, over the simulated network. Its datagrams are lost, doubled
 * and held back like any other. Each transport is its node's own and touched on the node's lane
 * only.
 */
final class ReliableCarrier {
  private final Simulation simulation;
  private final CompiledProgram program;
  private final Relations relations;
  private final NodeTransport[] transports;
  private final long[] alarmAt;
  private final int[] made;
  private final long seed;

  ReliableCarrier(Simulation simulation, CompiledProgram program, int nodeCount, long seed) {
    this.simulation = simulation;
    this.program = program;
    this.relations = new Relations(program);
    this.transports = new NodeTransport[nodeCount];
    this.alarmAt = new long[nodeCount];
    this.made = new int[nodeCount];
    this.seed = seed;
    Arrays.fill(alarmAt, Long.MAX_VALUE);
  }

  /** A node has another program now. */
  void learn(CompiledProgram other) {
    relations.learn(other);
  }

  /** Takes a message of a step that has ended. */
  void send(int from, Message message) {
    transport(from).advance(now(from));
    transport(from).send(message);
    work(from);
  }

  /** Forgets a node's conversations; it begins new ones in its next life. */
  void crash(int node) {
    transports[node] = null;
    alarmAt[node] = Long.MAX_VALUE;
  }

  private long now(int node) {
    return simulation.hostOf(node).nowNanos();
  }

  private NodeTransport transport(int node) {
    if (transports[node] == null) {
      String stream = made[node]++ == 0 ? "transport" : "transport of life " + made[node];
      transports[node] =
          new NodeTransport(
              relations,
              TransportOptions.DEFAULT,
              RandomStream.of(seed, node, stream),
              now(node),
              new Up(node),
              (destination, datagram) -> datagram(node, destination, datagram));
      if (simulation.place(node).node.tracesPassages())
        transports[node].tap(
            (element, op, packet, number) ->
                packet
                    .message()
                    .ifPresent(m -> simulation.hostOf(node).passed(node, element, op, m, number)));
    }
    return transports[node];
  }

  private void work(int node) {
    transports[node].advance(now(node));
    long next = transports[node].nextAlarmNanos();
    if (next >= alarmAt[node]) return;
    alarmAt[node] = next;
    simulation.hostOf(node).later(node, next, () -> alarm(node));
  }

  private void alarm(int node) {
    if (transports[node] == null) return;
    if (alarmAt[node] <= now(node)) alarmAt[node] = Long.MAX_VALUE;
    work(node);
  }

  private boolean datagram(int from, String destination, ByteBuffer datagram) {
    int to = simulation.indexOf(destination).orElseThrow();
    byte[] octets = new byte[datagram.remaining()];
    datagram.get(octets);
    simulation
        .hostOf(from)
        .departures
        .transmit(from, to, octets.length, () -> arrived(to, octets, from));
    return true;
  }

  private void arrived(int to, byte[] octets, int from) {
    if (!simulation.running(to)) return;
    transport(to).advance(now(to));
    transport(to).receive(octets.clone(), simulation.address(from));
    work(to);
  }

  /** What a node's transport tells. */
  private final class Up implements NodeTransport.Upward {
    private final int node;

    Up(int node) {
      this.node = node;
    }

    @Override
    public void deliver(Message message, String source) {
      simulation.hostOf(node).deliver(node, now(node), message, source, -1);
    }

    @Override
    public void failed(Message message, int attempts, FailReason reason) {
      LaneHost host = simulation.hostOf(node);
      if (reason == FailReason.TOO_LARGE) host.tooLarge(node, message);
      else host.raiseFailed(node, now(node), message);
    }

    @Override
    public void dropped(BadPacket reason, String source, String detail) {
      // The datagrams are the transport's own: what it drops are copies and packets of an earlier
      // conversation.
    }
  }
}
