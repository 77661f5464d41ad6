package dev.p2.lang.value;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * An unsigned 160-bit number, a place on the ring; arithmetic is modulo 2^160 (overlog.md 4.2).
 * Immutable.
 *
 * <p>Held as 32 + 64 + 64 bits: 20 octets in one object, no carry loop, nothing allocated by
 * comparisons and intervals.
 */
public final class Id implements Comparable<Id> {
  public static final int BITS = 160;
  public static final int BYTES = 20;
  public static final Id ZERO = new Id(0, 0, 0);

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(BITS);
  private static final HexFormat HEX = HexFormat.of();

  private final int high;
  private final long mid;
  private final long low;

  private Id(int high, long mid, long low) {
    this.high = high;
    this.mid = mid;
    this.low = low;
  }

  /** The number modulo 2^160: a negative one wraps. */
  public static Id of(long value) {
    long sign = value >> 63;
    return new Id((int) sign, sign, value);
  }

  /** {@code high * 2^128 + mid * 2^64 + low}, each part unsigned. */
  public static Id of(int high, long mid, long low) {
    return new Id(high, mid, low);
  }

  /** The number modulo 2^160. */
  public static Id of(BigInteger value) {
    BigInteger v = value.mod(MODULUS);
    return new Id(v.shiftRight(128).intValue(), v.shiftRight(64).longValue(), v.longValue());
  }

  /** The whole number {@code value}, exactly; it must be in [0, 2^160). */
  static Id ofWhole(double value) {
    if (value < 0x1p63) {
      return of((long) value);
    }
    long bits = Double.doubleToRawLongBits(value);
    long mantissa = bits & 0x000f_ffff_ffff_ffffL | 0x0010_0000_0000_0000L;
    return of(mantissa).shl(Math.getExponent(value) - 52);
  }

  /**
   * Reads hexadecimal digits of either case, with or without the {@code 0x} before and the {@code
   * I} after.
   *
   * @throws NumberFormatException if there is no digit, another character, or more than 40 digits
   */
  public static Id parseHex(String text) {
    int from = text.startsWith("0x") ? 2 : 0;
    int to = text.endsWith("I") ? text.length() - 1 : text.length();
    if (to <= from || to - from > 2 * BYTES) {
      throw new NumberFormatException("an id has 1 to 40 hexadecimal digits: " + text);
    }
    int high = 0;
    long mid = 0;
    long low = 0;
    for (int i = from; i < to; i++) {
      high = high << 4 | (int) (mid >>> 60);
      mid = mid << 4 | low >>> 60;
      low = low << 4 | hexDigit(text.charAt(i), text);
    }
    return new Id(high, mid, low);
  }

  private static int hexDigit(char c, String text) {
    if (!HexFormat.isHexDigit(c)) {
      throw new NumberFormatException("not a hexadecimal digit in an id: " + text);
    }
    return HexFormat.fromHexDigit(c);
  }

  /** Reads 20 octets, the most significant first. */
  public static Id fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an id has 20 octets, not " + bytes.length);
    }
    return fromBytes(bytes, 0);
  }

  /** Reads 20 octets from {@code offset} on, the most significant first. */
  public static Id fromBytes(byte[] bytes, int offset) {
    ByteBuffer b = ByteBuffer.wrap(bytes, offset, BYTES);
    return new Id(b.getInt(), b.getLong(), b.getLong());
  }

  /** Writes 20 octets at {@code offset}, the most significant first. */
  public void writeTo(byte[] bytes, int offset) {
    ByteBuffer.wrap(bytes, offset, BYTES).putInt(high).putLong(mid).putLong(low);
  }

  /** 20 octets, the most significant first. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    writeTo(bytes, 0);
    return bytes;
  }

  public BigInteger toBigInteger() {
    return new BigInteger(1, toBytes());
  }

  /** The 32 most significant bits. */
  public int high() {
    return high;
  }

  /** The 64 bits in the middle. */
  public long mid() {
    return mid;
  }

  /** The 64 least significant bits. */
  public long low() {
    return low;
  }

  /** Whether the number is less than 2^63. */
  public boolean fitsLong() {
    return high == 0 && mid == 0 && low >= 0;
  }

  public Id add(Id other) {
    long l = low + other.low;
    long m = mid + other.mid;
    int h = high + other.high;
    if (Long.compareUnsigned(m, mid) < 0) {
      h++;
    }
    if (Long.compareUnsigned(l, low) < 0 && ++m == 0) {
      h++;
    }
    return new Id(h, m, l);
  }

  public Id sub(Id other) {
    long l = low - other.low;
    long m = mid - other.mid;
    int h = high - other.high;
    if (Long.compareUnsigned(mid, other.mid) < 0) {
      h--;
    }
    if (Long.compareUnsigned(low, other.low) < 0 && m-- == 0) {
      h--;
    }
    return new Id(h, m, l);
  }

  public Id mul(Id other) {
    long l = low * other.low;
    long carry = Math.unsignedMultiplyHigh(low, other.low);
    long cross1 = low * other.mid;
    long cross2 = mid * other.low;
    long m = carry + cross1;
    long h = Long.compareUnsigned(m, cross1) < 0 ? 1 : 0;
    m += cross2;
    if (Long.compareUnsigned(m, cross2) < 0) {
      h++;
    }
    h += Math.unsignedMultiplyHigh(low, other.mid) + Math.unsignedMultiplyHigh(mid, other.low);
    h += mid * other.mid + low * other.high + other.low * high;
    return new Id((int) h, m, l);
  }

  /** The unsigned quotient; a zero divisor is P2-R01. */
  public Id div(Id divisor) {
    if (divisor.isZero()) {
      throw Errors.divisionByZero();
    }
    if (fitsLow() && divisor.fitsLow()) {
      return new Id(0, 0, Long.divideUnsigned(low, divisor.low));
    }
    return of(toBigInteger().divide(divisor.toBigInteger()));
  }

  /** The unsigned remainder; a zero divisor is P2-R01. */
  public Id rem(Id divisor) {
    if (divisor.isZero()) {
      throw Errors.divisionByZero();
    }
    if (fitsLow() && divisor.fitsLow()) {
      return new Id(0, 0, Long.remainderUnsigned(low, divisor.low));
    }
    return of(toBigInteger().mod(divisor.toBigInteger()));
  }

  private boolean isZero() {
    return (high | mid | low) == 0;
  }

  private boolean fitsLow() {
    return high == 0 && mid == 0;
  }

  /** 2^160 minus this. */
  public Id neg() {
    return ZERO.sub(this);
  }

  /** Bits leave at the top, zeros enter; a negative count is P2-R04. */
  public Id shl(long count) {
    if (count < 0) {
      throw Errors.negativeShift(count);
    }
    int n = (int) Math.min(count, BITS);
    if (n == 0) {
      return this;
    }
    if (n < 64) {
      long h = Integer.toUnsignedLong(high) << n | mid >>> 64 - n;
      return new Id((int) h, mid << n | low >>> 64 - n, low << n);
    }
    if (n == 64) {
      return new Id((int) mid, low, 0);
    }
    if (n < 128) {
      long h = mid << n - 64 | low >>> 128 - n;
      return new Id((int) h, low << n - 64, 0);
    }
    return new Id(n < BITS ? (int) (low << n - 128) : 0, 0, 0);
  }

  /** Bits leave at the bottom, zeros enter; a negative count is P2-R04. */
  public Id shr(long count) {
    if (count < 0) {
      throw Errors.negativeShift(count);
    }
    int n = (int) Math.min(count, BITS);
    if (n == 0) {
      return this;
    }
    long h = Integer.toUnsignedLong(high);
    if (n < 64) {
      return new Id((int) (h >>> n), mid >>> n | h << 64 - n, low >>> n | mid << 64 - n);
    }
    if (n == 64) {
      return new Id(0, h, mid);
    }
    if (n < 128) {
      return new Id(0, h >>> n - 64, mid >>> n - 64 | h << 128 - n);
    }
    return new Id(0, 0, n < BITS ? h >>> n - 128 : 0);
  }

  public Id and(Id other) {
    return new Id(high & other.high, mid & other.mid, low & other.low);
  }

  public Id or(Id other) {
    return new Id(high | other.high, mid | other.mid, low | other.low);
  }

  public Id xor(Id other) {
    return new Id(high ^ other.high, mid ^ other.mid, low ^ other.low);
  }

  public Id not() {
    return new Id(~high, ~mid, ~low);
  }

  /** The number of leading zero bits, 160 for zero. */
  public int leadingZeros() {
    if (high != 0) {
      return Integer.numberOfLeadingZeros(high);
    }
    return mid != 0 ? 32 + Long.numberOfLeadingZeros(mid) : 96 + Long.numberOfLeadingZeros(low);
  }

  /**
   * The ring interval of overlog.md 4.3: with the ends in order, between them; else outside or
   * beyond, so that {@code (a,a)} is all but {@code a} and {@code (a,a]} is all. Allocates nothing.
   */
  public static boolean in(Id x, Id low, Id high, boolean lowClosed, boolean highClosed) {
    int toLow = x.compareTo(low);
    int toHigh = x.compareTo(high);
    boolean above = toLow > 0 || lowClosed && toLow == 0;
    boolean below = toHigh < 0 || highClosed && toHigh == 0;
    return low.compareTo(high) < 0 ? above && below : above || below;
  }

  @Override
  public int compareTo(Id other) {
    if (high != other.high) {
      return Integer.compareUnsigned(high, other.high);
    }
    return mid != other.mid
        ? Long.compareUnsigned(mid, other.mid)
        : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Id id && id.low == low && id.mid == mid && id.high == high;
  }

  /** As {@link Values#hash(Object)}: that of the int of the same number where there is one. */
  @Override
  public int hashCode() {
    return Values.hash(low ^ mid * 0xC2B2AE3D27D4EB4FL ^ high * 0x165667B19E3779F9L);
  }

  /** {@code 0x}, 40 lower-case digits, {@code I}. */
  @Override
  public String toString() {
    return "0x" + HEX.toHexDigits(high) + HEX.toHexDigits(mid) + HEX.toHexDigits(low) + "I";
  }

  /** The form in JSON, without leading zeros: {@code 0x2a}. */
  public String json() {
    if (fitsLow()) {
      return "0x" + Long.toHexString(low);
    }
    return "0x" + toBigInteger().toString(16);
  }
}
