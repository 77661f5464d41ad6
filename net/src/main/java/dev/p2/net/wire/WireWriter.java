package dev.p2.net.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing octet string. Numbers are big-endian or LEB128 varints. */
public final class WireWriter {
  private byte[] octets = new byte[128];
  private int size;

  public int size() {
    return size;
  }

  public byte[] toArray() {
    return Arrays.copyOf(octets, size);
  }

  /** Forgets everything. */
  public void clear() {
    size = 0;
  }

  /** What was written, as it stands; valid until more is. */
  public ByteBuffer octets() {
    return ByteBuffer.wrap(octets, 0, size);
  }

  public void octet(int value) {
    grow(1);
    octets[size++] = (byte) value;
  }

  /** Seven bits an octet, the low ones first; the value is taken as unsigned. */
  public void varint(long value) {
    grow(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      octets[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    octets[size++] = (byte) rest;
  }

  /** A signed varint: small magnitudes are short. */
  public void zigzag(long value) {
    varint(value << 1 ^ value >> 63);
  }

  public void fixed64(long value) {
    grow(8);
    for (int shift = 56; shift >= 0; shift -= 8) octets[size++] = (byte) (value >>> shift);
  }

  public void octets(byte[] source, int from, int length) {
    grow(length);
    System.arraycopy(source, from, octets, size, length);
    size += length;
  }

  /** All that another one has. */
  public void octets(WireWriter source) {
    octets(source.octets, 0, source.size);
  }

  /** Length and UTF-8; for names. */
  public void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    octets(utf8, 0, utf8.length);
  }

  private void grow(int by) {
    if (size + by > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(size + by, octets.length * 2));
    }
  }
}
