package dev.p2.net.wire;

import java.util.Optional;

/** Values in a row, in the wire's octets but without its packet: for what is kept in files. */
public final class RowCodec {
  private RowCodec() {}

  /**
   * The octets of these values.
   *
   * @throws UnencodableException if one of them is a host's object, or nested too deep
   */
  public static byte[] encode(Object... values) throws UnencodableException {
    var out = new WireWriter();
    out.varint(values.length);
    for (Object value : values) ValueCodec.write(out, value, 0);
    return out.toArray();
  }

  /** The values that {@link #encode} was given; empty for octets that it did not make. */
  public static Optional<Object[]> decode(byte[] octets) {
    var in = new WireReader(octets, 0, octets.length);
    Object[] values = ValueCodec.readAll(in, 0);
    return in.failed() || in.remaining() > 0 ? Optional.empty() : Optional.of(values);
  }
}
