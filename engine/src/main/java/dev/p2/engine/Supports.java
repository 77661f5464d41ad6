package dev.p2.engine;

import java.util.Arrays;

/**
 * What holds each row of a maintained table up (overlog.md 8.4): a base flag, set by event rules,
 * facts, injection and remote inserts; and the number of derivations of views that count.
 *
 * <p>A row that can go while derivations of it remain (deleted, expired, evicted, replaced) must
 * not be brought down later by one of those that ended with it. In such a table, {@code
 * identified}, each derivation that counts is known by its {@link Fingerprints fingerprint}; in the
 * others a number is enough. Derivations of recursive rules never count.
 */
final class Supports {
  private static final int BASE = 1;
  private static final int ONE = 2;

  private final boolean identified;

  /** By row: the base flag in bit 0, the number of derivations above. */
  private int[] counts = {};

  private Fingerprints[] derivations = {};

  Supports(boolean identified) {
    this.identified = identified;
  }

  /** A new row, with no support. */
  void add(int row) {
    if (row < counts.length) return;
    int length = Math.max(row + 1, Math.max(4, counts.length + (counts.length >> 1)));
    counts = Arrays.copyOf(counts, length);
    if (identified) derivations = Arrays.copyOf(derivations, length);
  }

  boolean holds(int row) {
    return counts[row] != 0;
  }

  boolean counts(int row, long print) {
    return identified
        ? derivations[row] != null && derivations[row].contains(print)
        : counts[row] >= ONE;
  }

  void setBase(int row) {
    counts[row] |= BASE;
  }

  void clearBase(int row) {
    counts[row] &= ~BASE;
  }

  boolean isBase(int row) {
    return (counts[row] & BASE) != 0;
  }

  void addDerivation(int row, long print) {
    counts[row] += ONE;
    if (!identified) return;
    if (derivations[row] == null) derivations[row] = new Fingerprints();
    derivations[row].add(print);
  }

  /** Ends a derivation; false if it did not count. */
  boolean removeDerivation(int row, long print) {
    if (!identified) {
      if (counts[row] < ONE) return false;
    } else {
      Fingerprints bag = derivations[row];
      if (bag == null || !bag.remove(print)) return false;
      if (bag.size() == 0) derivations[row] = null;
    }
    counts[row] -= ONE;
    return true;
  }

  int count(int row) {
    return counts[row];
  }

  /** The bag of a row, for {@link #restore}; may be null. */
  Object bag(int row) {
    return identified ? derivations[row] : null;
  }

  /** Ends all supports; the bag lives on in the undo log only. */
  void clear(int row) {
    counts[row] = 0;
    if (identified) derivations[row] = null;
  }

  void restore(int row, int count, Object bag) {
    counts[row] = count;
    if (identified) derivations[row] = (Fingerprints) bag;
  }
}
