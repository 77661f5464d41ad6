package dev.p2.net.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads what {@link WireWriter} wrote. The first fault stays: afterwards every read gives zero or
 * empty, so that callers need look at {@link #fault()} only where they allocate, loop or finish.
 */
public final class WireReader {
  private final byte[] octets;
  private final int end;
  private int at;
  private int elementsLeft;
  private BadPacket fault;

  public WireReader(byte[] octets, int from, int length) {
    this.octets = octets;
    this.at = from;
    this.end = from + length;
    this.elementsLeft = length;
  }

  Optional<BadPacket> fault() {
    return Optional.ofNullable(fault);
  }

  public boolean failed() {
    return fault != null;
  }

  void fail(BadPacket reason) {
    if (fault == null) fault = reason;
    at = end;
  }

  public int remaining() {
    return end - at;
  }

  public int octet() {
    if (at >= end) {
      fail(BadPacket.TRUNCATED);
      return 0;
    }
    return octets[at++] & 0xff;
  }

  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7f) << shift;
      if (octet < 0x80) {
        if (shift == 63 && octet > 1) fail(BadPacket.MALFORMED);
        return failed() ? 0 : value;
      }
    }
    fail(BadPacket.MALFORMED);
    return 0;
  }

  public long zigzag() {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }

  public long fixed64() {
    long value = 0;
    for (int i = 0; i < 8; i++) value = value << 8 | octet();
    return failed() ? 0 : value;
  }

  /**
   * A number of things of which each needs {@code octetsEach} octets at least: more than can follow
   * is a fault.
   */
  public int count(int octetsEach) {
    long count = varint();
    if (count < 0 || count > remaining() / octetsEach) {
      fail(BadPacket.TRUNCATED);
      return 0;
    }
    return (int) count;
  }

  /**
   * A number of values. All lists of a packet together have at most as many as it has octets,
   * however they are nested.
   */
  int elements() {
    int count = count(1);
    elementsLeft -= count;
    if (elementsLeft < 0) fail(BadPacket.TRUNCATED);
    return failed() ? 0 : count;
  }

  public byte[] octets(int length) {
    if (length > remaining()) {
      fail(BadPacket.TRUNCATED);
      return new byte[0];
    }
    byte[] copy = new byte[length];
    System.arraycopy(octets, at, copy, 0, length);
    at += length;
    return copy;
  }

  /** UTF-8 of that length; anything else is a fault. */
  String utf8(int length) {
    if (length > remaining()) {
      fail(BadPacket.TRUNCATED);
      return "";
    }
    String text = new String(octets, at, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0 && !validUtf8(at, length)) {
      fail(BadPacket.MALFORMED);
      return "";
    }
    at += length;
    return text;
  }

  private boolean validUtf8(int from, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, length));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  public String text() {
    return utf8(count(1));
  }
}
