package dev.p2.fuzz;

import dev.p2.engine.host.Message;
import dev.p2.net.stack.NodeTransport;
import dev.p2.net.stack.TransportOptions;
import dev.p2.net.wire.BadPacket;
import dev.p2.net.wire.Decoded;
import dev.p2.net.wire.FailReason;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.MessageCodec;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.PacketCodec;
import dev.p2.net.wire.Part;
import dev.p2.net.wire.Relations;
import dev.p2.net.wire.UnencodableException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Any octets as datagrams: a packet and its message, or a reason; never an exception. */
final class WireInputs {
  private static final Relations RELATIONS = new Relations(FileInputs.PROGRAM);
  private static final int ALARMS_MAX = 300;

  private WireInputs() {}

  /** Octets as a datagram with a message in it, and as a message alone. */
  static void decode(FuzzTarget target, byte[] octets) {
    if (PacketCodec.read(octets, "peer") instanceof PacketCodec.Result.Good(Packet packet)) {
      ByteBuffer out = ByteBuffer.allocate(PacketCodec.HEADER_MAX + packet.payload().length);
      PacketCodec.write(packet, out);
      byte[] again = Arrays.copyOf(out.array(), out.position());
      if (!(PacketCodec.read(again, "peer") instanceof PacketCodec.Result.Good(Packet same))
          || !same.header().equals(packet.header())
          || !same.part().equals(packet.part())
          || !Arrays.equals(same.payload(), packet.payload()))
        throw new AssertionError("written again, " + packet + " is another packet");
      message(packet.payload());
    }
    message(octets);
  }

  private static void message(byte[] octets) {
    if (!(MessageCodec.decode(octets) instanceof Decoded.Body body)) return;
    if (!(RELATIONS.accept(body) instanceof Relations.Result.Good(Message message))) return;
    byte[] again;
    try {
      again = MessageCodec.encode(message);
    } catch (UnencodableException e) {
      throw new AssertionError("what arrived cannot be sent: " + message, e);
    }
    if (!(MessageCodec.decode(again) instanceof Decoded.Body same)
        || !(RELATIONS.accept(same) instanceof Relations.Result.Good(Message twice))
        || !twice.toString().equals(message.toString()))
      throw new AssertionError("sent again, " + message + " is another message");
  }

  /**
   * Octets as what happens to a transport: each event is an octet that says what, an octet of
   * length, and its octets. Acknowledgements of what the transport sent are made here, as its
   * numbers are random.
   */
  static void converse(FuzzTarget target, byte[] octets) {
    new Conversation().run(ByteBuffer.wrap(octets));
  }

  private static final class Conversation implements NodeTransport.Upward {
    private final NodeTransport transport;
    private long nowNanos = 1;
    private Header.Data lastSent = new Header.Data(1, 0, 1);
    private long session;

    Conversation() {
      transport =
          new NodeTransport(
              RELATIONS,
              TransportOptions.DEFAULT,
              new SplittableRandom(1),
              nowNanos,
              this,
              this::port);
    }

    private boolean port(String destination, ByteBuffer datagram) {
      byte[] octets = new byte[datagram.remaining()];
      datagram.get(octets);
      if (!(PacketCodec.read(octets, destination) instanceof PacketCodec.Result.Good(Packet sent)))
        throw new AssertionError("it sends what nobody reads");
      if (sent.header() instanceof Header.Data data) lastSent = data;
      if (sent.header() instanceof Header.Ack ack) session = ack.session();
      return true;
    }

    void run(ByteBuffer in) {
      while (in.remaining() >= 2) {
        int what = in.get() & 0xff;
        byte[] octets = new byte[Math.min(in.get() & 0xff, in.remaining())];
        in.get(octets);
        happen(what, octets);
        transport.advance(nowNanos);
      }
      for (int i = 0; i < ALARMS_MAX && transport.nextAlarmNanos() != Long.MAX_VALUE; i++) {
        nowNanos = Math.max(nowNanos, transport.nextAlarmNanos());
        transport.advance(nowNanos);
      }
      transport.close();
      transport.totals();
    }

    private void happen(int what, byte[] octets) {
      String peer = "p" + (what >> 6);
      switch (what & 7) {
        case 0 -> transport.receive(octets, peer);
        case 1 -> nowNanos += 1_000_000L * octets.length * octets.length;
        case 2 -> send(peer, octets);
        case 3 -> receive(peer, acknowledgement(octets));
        case 4 -> receive(peer, new Header.Reset(lastSent.stream(), octet(octets, 0)));
        default -> receive(peer, octets);
      }
    }

    private void send(String peer, byte[] octets) {
      String text = new String(octets, java.nio.charset.StandardCharsets.ISO_8859_1);
      int relation = FileInputs.PROGRAM.plan().program().relation("m").orElseThrow().id();
      String large = text.repeat(octets.length > 0 && octets[0] == 'L' ? 50 : 1);
      var tuple = FileInputs.PROGRAM.make(relation, new Object[] {peer, large, null});
      transport.send(new Message(peer, Message.Kind.DELIVER, tuple, -1));
    }

    private Header acknowledgement(byte[] octets) {
      return new Header.Ack(
          lastSent.stream(), 1 + octet(octets, 0), octet(octets, 1), octet(octets, 2));
    }

    /** A packet of a stream that this node hears, whose payload and part the input says. */
    private void receive(String peer, byte[] octets) {
      int count = octet(octets, 0) & 7;
      var part =
          count < 2 ? Part.WHOLE : new Part(octet(octets, 1), octet(octets, 2) % count, count);
      int from = Math.min(octets.length, 5);
      byte[] payload = Arrays.copyOfRange(octets, from, octets.length);
      boolean known = (octet(octets, 3) & 1) == 1;
      long stream = 1 + (octet(octets, 3) >> 1 & 3);
      long sequence = Math.max(1, octet(octets, 4));
      receive(
          Packet.of(peer, new Header.Data(stream, known ? session : 0, sequence), part, payload));
    }

    private void receive(String peer, Header header) {
      receive(Packet.signal(peer, header));
    }

    private void receive(Packet packet) {
      ByteBuffer out = ByteBuffer.allocate(PacketCodec.HEADER_MAX + packet.payload().length);
      PacketCodec.write(packet, out);
      transport.receive(Arrays.copyOf(out.array(), out.position()), packet.peer());
    }

    private static int octet(byte[] octets, int index) {
      return index < octets.length ? octets[index] & 0xff : 0;
    }

    @Override
    public void deliver(Message message, String source) {}

    @Override
    public void failed(Message message, int attempts, FailReason reason) {}

    @Override
    public void dropped(BadPacket reason, String source, String detail) {}
  }
}
