package dev.p2.engine;

import dev.p2.engine.host.StateSink;
import dev.p2.engine.tuple.Tuple;

/**
 * A bag of fingerprints: which derivations hold a row up. Open addressing over one array; a
 * fingerprint is never 0. Two derivations of one row meet by chance once in 2^64 pairs, and a bag
 * counts them both even then.
 */
final class Fingerprints {
  private long[] slots = new long[2];
  private int size;

  int size() {
    return size;
  }

  void write(StateSink out) {
    for (long slot : slots) if (slot != 0) out.number(slot);
  }

  boolean contains(long print) {
    return find(print) >= 0;
  }

  void add(long print) {
    if (++size > slots.length >> 1) grow();
    place(slots, print);
  }

  /** Takes one out; false if there was none. */
  boolean remove(long print) {
    int hole = find(print);
    if (hole < 0) return false;
    final int mask = slots.length - 1;
    for (int at = hole + 1 & mask; slots[at] != 0; at = at + 1 & mask) {
      int ideal = ideal(slots[at], mask);
      if ((at - ideal & mask) >= (at - hole & mask)) {
        slots[hole] = slots[at];
        hole = at;
      }
    }
    slots[hole] = 0;
    size--;
    return true;
  }

  private int find(long print) {
    final int mask = slots.length - 1;
    for (int at = ideal(print, mask); slots[at] != 0; at = at + 1 & mask) {
      if (slots[at] == print) return at;
    }
    return -1;
  }

  private void grow() {
    long[] larger = new long[slots.length << 1];
    for (long slot : slots) {
      if (slot != 0) place(larger, slot);
    }
    slots = larger;
  }

  private static void place(long[] slots, long print) {
    final int mask = slots.length - 1;
    int at = ideal(print, mask);
    while (slots[at] != 0) at = at + 1 & mask;
    slots[at] = print;
  }

  private static int ideal(long print, int mask) {
    return (int) (print ^ print >>> 32) & mask;
  }

  /** The fingerprint of one body row at one place of a body; those of a body are added up. */
  static long part(int place, int hash) {
    return mix(((long) (place + 1) << 32) ^ (hash & 0xFFFF_FFFFL));
  }

  /** The same for a row of a table with {@code keys()}, where equal rows are told apart. */
  static long part(int place, Tuple row) {
    long birth = row.birth();
    return birth == 0 ? part(place, row.hash(0)) : mix(~((long) (place + 1) << 48 ^ birth));
  }

  /** The fingerprint of a sender, for what it supports from afar. */
  static long of(String sender) {
    long print = 1;
    for (int i = 0; i < sender.length(); i++) print = mix(print ^ sender.charAt(i));
    return notZero(print);
  }

  static long notZero(long print) {
    return print == 0 ? 1 : print;
  }

  private static long mix(long z) {
    z += 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
