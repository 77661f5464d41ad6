package dev.p2.lang.value;

/**
 * Built-in functions on ids: distances on the ring, and prefixes for overlays that route by digits.
 */
public final class RingFunctions {
  private RingFunctions() {}

  /** The clockwise distance from {@code from} to {@code to}. */
  public static Object distance(Object from, Object to) {
    return Values.toId(to).sub(Values.toId(from));
  }

  /** Bit {@code index}, counted from the most significant, as 0 or 1. */
  public static Object bit(Object id, Object index) {
    return digits(Values.toId(id), Values.toLong(index), 1);
  }

  /** How many leading bits two ids share, 0..160. */
  public static Object prefixLength(Object a, Object b) {
    return (long) Values.toId(a).xor(Values.toId(b)).leadingZeros();
  }

  /** Digit {@code index} of {@code bits} bits each (1..63), counted from the most significant. */
  public static Object digit(Object id, Object index, Object bits) {
    long width = Values.toLong(bits);
    if (width < 1 || width > 63) {
      throw Errors.domain("digits of " + width + " bits");
    }
    return digits(Values.toId(id), Values.toLong(index), (int) width);
  }

  private static long digits(Id id, long index, int width) {
    int count = Id.BITS / width;
    if (index < 0 || index >= count) {
      throw Errors.index(index, count);
    }
    return id.shr(Id.BITS - (index + 1) * width).low() & (1L << width) - 1;
  }
}
