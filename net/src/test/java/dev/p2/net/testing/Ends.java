package dev.p2.net.testing;

import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.flow.Ports.Kind;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands around an element in its test: the four kinds of neighbours. */
public final class Ends {
  private Ends() {}

  /** A packet for a peer whose payload is one octet. */
  public static Packet packet(String peer, int mark) {
    return Packet.of(peer, Header.PLAIN, Part.WHOLE, new byte[] {(byte) mark});
  }

  public static Packet data(long stream, long session, long sequence) {
    return Packet.of(
        "p", new Header.Data(stream, session, sequence), Part.WHOLE, new byte[] {(byte) sequence});
  }

  private abstract static class End extends Element {
    private final Ports ports;

    End(Ports ports) {
      this.ports = ports;
    }

    @Override
    public Ports ports() {
      return ports;
    }

    @Override
    public Map<String, Long> counters() {
      return Map.of();
    }
  }

  /** Pushes what the test says. */
  public static final class Pusher extends End {
    public int rooms;

    public Pusher() {
      super(Ports.of(List.of(), List.of(Kind.PUSH)));
    }

    public boolean push(Packet packet) {
      return context.push(0, packet);
    }

    @Override
    protected void room(int port) {
      rooms++;
    }
  }

  /** Takes what is pushed, unless it is told to refuse. */
  public static final class Taker extends End {
    public final List<Packet> taken = new ArrayList<>();
    public boolean refusing;

    public Taker() {
      super(Ports.of(List.of(Kind.PUSH), List.of()));
    }

    @Override
    protected boolean push(int port, Packet packet) {
      if (!refusing) taken.add(packet);
      return !refusing;
    }

    public void acceptAgain() {
      refusing = false;
      context.room(0);
    }

    /** First octets of the payloads taken. */
    public List<Integer> marks() {
      return taken.stream().map(p -> (int) p.payload()[0]).toList();
    }

    public Header last() {
      return taken.getLast().header();
    }
  }

  /** Has packets for whoever pulls. */
  public static final class Supply extends End {
    private final ArrayDeque<Packet> packets = new ArrayDeque<>();

    public Supply() {
      super(Ports.of(List.of(), List.of(Kind.PULL)));
    }

    public Supply add(Packet packet) {
      packets.add(packet);
      if (context != null) context.ready(0);
      return this;
    }

    public int size() {
      return packets.size();
    }

    @Override
    protected Optional<Packet> pull(int port) {
      return Optional.ofNullable(packets.poll());
    }
  }

  /** Pulls when the test says, and counts how often it is told that it could. */
  public static final class Puller extends End {
    public int calls;

    public Puller() {
      super(Ports.of(List.of(Kind.PULL), List.of()));
    }

    public Optional<Packet> pull() {
      return context.pull(0);
    }

    /** Pulls until there is nothing. */
    public List<Packet> pullAll() {
      List<Packet> all = new ArrayList<>();
      for (Optional<Packet> next = pull(); next.isPresent(); next = pull()) all.add(next.get());
      return all;
    }

    @Override
    protected void ready(int port) {
      calls++;
    }
  }
}
