package dev.p2.net.testing;

import dev.p2.engine.host.Message;
import dev.p2.net.stack.NodeTransport;
import dev.p2.net.stack.TransportOptions;
import dev.p2.net.wire.BadPacket;
import dev.p2.net.wire.FailReason;
import dev.p2.net.wire.Relations;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Transports joined by a network in memory, in virtual time. */
public final class MemoryNetwork {
  public static final long MILLISECOND = 1_000_000;
  public static final long SECOND = 1_000_000_000;

  private record Arrival(long atNanos, long order, String to, String from, byte[] octets)
      implements Comparable<Arrival> {
    @Override
    public int compareTo(Arrival other) {
      return atNanos != other.atNanos
          ? Long.compare(atNanos, other.atNanos)
          : Long.compare(order, other.order);
    }
  }

  /** A transport at an address, and what it told. */
  public final class Peer implements NodeTransport.Upward {
    public final String address;
    public final NodeTransport transport;
    public final List<Message> received = new ArrayList<>();
    public final List<String> failed = new ArrayList<>();
    public final List<Message> failedMessages = new ArrayList<>();
    public final List<BadPacket> bad = new ArrayList<>();

    Peer(String address, TestProgram program, TransportOptions options, long seed) {
      this.address = address;
      this.transport =
          new NodeTransport(
              new Relations(program),
              options,
              new SplittableRandom(seed),
              nowNanos,
              this,
              this::leave);
    }

    private boolean leave(String destination, ByteBuffer datagram) {
      if (socketFull) return false;
      byte[] octets = new byte[datagram.remaining()];
      datagram.get(octets);
      datagrams++;
      if (!cut)
        queue.add(new Arrival(nowNanos + latencyNanos, order++, destination, address, octets));
      return true;
    }

    /** Sends messages as one step would. */
    public void send(Message... messages) {
      transport.advance(nowNanos);
      for (Message message : messages) transport.send(message);
      transport.advance(nowNanos);
    }

    @Override
    public void deliver(Message message, String source) {
      received.add(message);
    }

    @Override
    public void failed(Message message, int attempts, FailReason reason) {
      failedMessages.add(message);
      failed.add(reason.word() + " after " + attempts);
    }

    @Override
    public void dropped(BadPacket reason, String source, String detail) {
      bad.add(reason);
    }
  }

  private final Map<String, Peer> peers = new LinkedHashMap<>();
  private final PriorityQueue<Arrival> queue = new PriorityQueue<>();
  private final long latencyNanos;
  private long order;
  public long nowNanos;
  public long datagrams;

  /** The network swallows everything. */
  public boolean cut;

  /** No socket has room. */
  public boolean socketFull;

  public MemoryNetwork(long latencyNanos) {
    this.latencyNanos = latencyNanos;
  }

  /** A transport at an address; one that was there before is gone without a word. */
  public Peer start(String address, TestProgram program, TransportOptions options, long seed) {
    Peer peer = new Peer(address, program, options, seed);
    peers.put(address, peer);
    return peer;
  }

  public void kill(String address) {
    peers.remove(address);
  }

  public void arrive(String to, String from, byte[] octets) {
    queue.add(new Arrival(nowNanos, order++, to, from, octets));
  }

  /** Runs until that time, or until nothing is left to do. */
  public void runUntil(long untilNanos) {
    for (long next = next(); next <= untilNanos && next < Long.MAX_VALUE; next = next()) {
      nowNanos = Math.max(nowNanos, next);
      for (Arrival due = queue.peek();
          due != null && due.atNanos() <= nowNanos;
          due = queue.peek()) {
        queue.remove();
        Peer to = peers.get(due.to());
        if (to == null) continue;
        to.transport.advance(nowNanos);
        to.transport.receive(due.octets(), due.from());
        to.transport.advance(nowNanos);
      }
      for (Peer peer : peers.values()) {
        if (peer.transport.nextAlarmNanos() <= nowNanos) peer.transport.advance(nowNanos);
      }
    }
    if (untilNanos < Long.MAX_VALUE) nowNanos = Math.max(nowNanos, untilNanos);
  }

  private long next() {
    long next = queue.isEmpty() ? Long.MAX_VALUE : queue.peek().atNanos();
    for (Peer peer : peers.values()) next = Math.min(next, peer.transport.nextAlarmNanos());
    return next;
  }
}
