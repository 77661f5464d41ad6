package dev.p2.engine.tuple;

import dev.p2.lang.value.Values;

/**
 * The hash of index keys, the same in generated code and in tables. A key's hash is {@code finish}
 * of its columns mixed left to right from {@link #START}: {@code h = mix(h, of(c))}. Equal values
 * have equal hashes whatever their type, as {@link Values#hash} says: {@code of(1L) ==
 * Values.hash(1.0)}.
 */
public final class Hash {
  public static final int START = 0;

  private Hash() {}

  public static int of(long value) {
    return Values.hash(value);
  }

  public static int of(double value) {
    return Values.hash(value);
  }

  public static int of(boolean value) {
    return Values.hash(value ? 1L : 0L);
  }

  public static int of(Object value) {
    return Values.hash(value);
  }

  /**
   * Whether two addresses, or nulls, are equal. Tells most that differ apart by the hashes that
   * their strings keep, without a look at the letters, which may be far away.
   */
  public static boolean sameAddress(String a, String b) {
    return a == b || (a != null && b != null && a.hashCode() == b.hashCode() && a.equals(b));
  }

  /** Adds a column's hash. */
  public static int mix(int hash, int column) {
    return hash * 0x9E3779B1 + column;
  }

  /** Spreads the bits, so that a table may take the low ones. */
  public static int finish(int hash) {
    int h = hash * 0x85EBCA6B;
    return h ^ h >>> 15;
  }
}
