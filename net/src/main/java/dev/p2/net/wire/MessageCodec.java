package dev.p2.net.wire;

import dev.p2.engine.host.Message;
import dev.p2.engine.tuple.Tuple;

/**
 * A message as octets: kind, relation's name, number of columns, values, destination.
 * Self-describing: no schema is needed to read it. The destination is nearly always one of the
 * values, and then costs one octet.
 */
public final class MessageCodec {
  /** Nobody accepts a tuple of more octets, so none is sent. */
  public static final int TUPLE_BYTES_MAX = 4 << 20;

  /** More than what surrounds the values: kind, names, destination, number. */
  private static final int FRAME_MAX = 1 << 16;

  /** Added to the kind where the tuple's number at the sender follows the destination. */
  private static final int TRACED = 0x40;

  private static final Message.Kind[] KINDS = Message.Kind.values();

  private MessageCodec() {}

  /**
   * The message's octets, at most {@link #TUPLE_BYTES_MAX}.
   *
   * @throws UnencodableException if a value cannot be sent, or the tuple is too large; P2-R11
   */
  public static byte[] encode(Message message) throws UnencodableException {
    Tuple tuple = message.tuple();
    WireWriter out = new WireWriter();
    boolean traced = message.traceId() != 0;
    out.octet(message.kind().ordinal() | (traced ? TRACED : 0));
    out.text(tuple.relationName());
    out.varint(tuple.arity());
    int located = -1;
    for (int i = 0; i < tuple.arity(); i++) {
      Object value = tuple.get(i);
      if (located < 0 && message.destination().equals(value)) located = i;
      ValueCodec.write(out, value, 1);
      if (out.size() > TUPLE_BYTES_MAX) {
        throw new UnencodableException("larger than " + TUPLE_BYTES_MAX + " octets");
      }
    }
    out.varint(located + 1);
    if (located < 0) out.text(message.destination());
    if (traced) out.varint(message.traceId());
    return out.toArray();
  }

  /**
   * Whether {@link #encode} would give octets. A short look at the values decides nearly always;
   * only a message that may be near the limit is encoded for it.
   */
  public static boolean encodable(Message message) {
    Tuple tuple = message.tuple();
    long octets = ValueCodec.octetsAtMost(tuple.arity(), tuple::get, 1);
    if (octets >= 0 && octets <= TUPLE_BYTES_MAX - FRAME_MAX) return true;
    try {
      encode(message);
      return true;
    } catch (UnencodableException e) {
      return false;
    }
  }

  /** What to say of a message that is not {@link #encodable}. */
  public static String whyNot(Message message) {
    return "cannot be sent to "
        + message.destination()
        + ": too large, or a value without a form on the wire";
  }

  /** Reads a message that fills {@code octets} to the end. */
  public static Decoded decode(byte[] octets) {
    WireReader in = new WireReader(octets, 0, octets.length);
    int first = in.octet();
    boolean traced = (first & TRACED) != 0;
    int kind = first & ~TRACED;
    if (kind >= KINDS.length) in.fail(BadPacket.MALFORMED);
    String relation = in.text();
    Object[] values = ValueCodec.readAll(in, 0);
    String destination = readDestination(in, values);
    long traceId = traced ? in.varint() : 0;
    if (in.remaining() > 0) in.fail(BadPacket.TRAILING);
    return in.fault()
        .<Decoded>map(Decoded.Bad::new)
        .orElseGet(() -> Decoded.Body.of(KINDS[kind], relation, values, destination, traceId));
  }

  private static String readDestination(WireReader in, Object[] values) {
    long located = in.varint();
    if (located == 0) return in.text();
    if (located > 0
        && located <= values.length
        && values[(int) located - 1] instanceof String address) {
      return address;
    }
    in.fail(BadPacket.MALFORMED);
    return "";
  }
}
