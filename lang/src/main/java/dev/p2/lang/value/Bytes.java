package dev.p2.lang.value;

import java.util.Arrays;
import java.util.HexFormat;

/** A string of octets. Immutable. */
public final class Bytes implements Comparable<Bytes> {
  private final byte[] octets;

  private Bytes(byte[] octets) {
    this.octets = octets;
  }

  /** A copy of the octets. */
  public static Bytes of(byte... octets) {
    return new Bytes(octets.clone());
  }

  public int size() {
    return octets.length;
  }

  /** A copy of the octets. */
  public byte[] toArray() {
    return octets.clone();
  }

  /** Two lower-case hexadecimal digits an octet. */
  public String hex() {
    return HexFormat.of().formatHex(octets);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(octets, other.octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(octets, bytes.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "b\"" + hex() + "\"";
  }
}
