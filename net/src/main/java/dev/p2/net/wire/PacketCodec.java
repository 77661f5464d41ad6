package dev.p2.net.wire;

import java.nio.ByteBuffer;

/**
 * A packet as a datagram: magic, version, kind, header, part if it is a fragment, payload to the
 * end.
 *
 * <pre>
 * 'P' version kind                     kind: 0 plain, 1 data, 2 ack, 3 reset; 0x80 is added to a fragment's
 * data:   stream(8) session(8) sequence
 * ack:    stream(8) session(8) cumulative beyond(8)
 * reset:  stream(8) session(8)
 * part:   group index count
 * </pre>
 */
public final class PacketCodec {
  public static final int MAGIC = 'P';
  public static final int VERSION = 1;

  /** No header is longer. */
  public static final int HEADER_MAX = 64;

  private static final int PLAIN = 0;
  private static final int DATA = 1;
  private static final int ACK = 2;
  private static final int RESET = 3;
  private static final int FRAGMENT = 0x80;

  private PacketCodec() {}

  /** Writes a packet; the buffer must have {@link #HEADER_MAX} and the payload's octets left. */
  public static void write(Packet packet, ByteBuffer out) {
    WireWriter head = new WireWriter();
    head.octet(MAGIC);
    head.octet(VERSION);
    head.octet(kind(packet.header()) | (packet.part().whole() ? 0 : FRAGMENT));
    writeHeader(packet.header(), head);
    if (!packet.part().whole()) {
      head.varint(packet.part().group());
      head.varint(packet.part().index());
      head.varint(packet.part().count());
    }
    out.put(head.toArray()).put(packet.payload());
  }

  private static int kind(Header header) {
    return switch (header) {
      case Header.Plain _ -> PLAIN;
      case Header.Data _ -> DATA;
      case Header.Ack _ -> ACK;
      case Header.Reset _ -> RESET;
      case Header.Flight _, Header.Failed _ ->
          throw new IllegalArgumentException("never on the wire: " + header);
    };
  }

  private static void writeHeader(Header header, WireWriter out) {
    switch (header) {
      case Header.Data data -> {
        out.fixed64(data.stream());
        out.fixed64(data.session());
        out.varint(data.sequence());
      }
      case Header.Ack ack -> {
        out.fixed64(ack.stream());
        out.fixed64(ack.session());
        out.varint(ack.cumulative());
        out.fixed64(ack.beyond());
      }
      case Header.Reset reset -> {
        out.fixed64(reset.stream());
        out.fixed64(reset.session());
      }
      case Header.Plain _, Header.Flight _, Header.Failed _ -> {}
    }
  }

  /** What a datagram is. */
  public sealed interface Result {
    record Good(Packet packet) implements Result {}

    record Bad(BadPacket reason) implements Result {}
  }

  /** Reads a datagram that fills {@code octets} to the end, from {@code source}. */
  public static Result read(byte[] octets, String source) {
    WireReader in = new WireReader(octets, 0, octets.length);
    if (in.octet() != MAGIC) in.fail(BadPacket.FOREIGN);
    if (in.octet() != VERSION) in.fail(BadPacket.VERSION);
    int kind = in.octet();
    Header header = readHeader(kind & ~FRAGMENT, in);
    Part part = (kind & FRAGMENT) == 0 ? Part.WHOLE : readPart(in);
    byte[] payload = in.octets(in.remaining());
    return in.fault()
        .<Result>map(Result.Bad::new)
        .orElseGet(() -> new Result.Good(Packet.of(source, header, part, payload)));
  }

  private static Header readHeader(int kind, WireReader in) {
    return switch (kind) {
      case PLAIN -> Header.PLAIN;
      case DATA -> {
        Header.Data data = new Header.Data(in.fixed64(), in.fixed64(), in.varint());
        if (data.stream() == 0 || data.sequence() <= 0) in.fail(BadPacket.MALFORMED);
        yield data;
      }
      case ACK -> {
        Header.Ack ack = new Header.Ack(in.fixed64(), in.fixed64(), in.varint(), in.fixed64());
        if (ack.cumulative() < 0) in.fail(BadPacket.MALFORMED);
        yield ack;
      }
      case RESET -> new Header.Reset(in.fixed64(), in.fixed64());
      default -> {
        in.fail(BadPacket.KIND);
        yield Header.PLAIN;
      }
    };
  }

  private static Part readPart(WireReader in) {
    long group = in.varint();
    long index = in.varint();
    long count = in.varint();
    if (count < 2 || count > Part.COUNT_MAX || index < 0 || index >= count) {
      in.fail(BadPacket.FRAGMENT);
      return Part.WHOLE;
    }
    return new Part(group, (int) index, (int) count);
  }
}
