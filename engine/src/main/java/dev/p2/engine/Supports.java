package dev.p2.engine;

import dev.p2.engine.host.StateSink;
import java.util.Arrays;

/**
 * What holds each row of a maintained table up (overlog.md 8.4): a base flag, set by event rules,
 * facts, injection and remote inserts; and the number of derivations of views that count.
 *
 * <p>Most rows have one derivation: its fingerprint lies in an array, and only a row that has had
 * several at once has a bag of them.
 *
 * <p>A row that can go while derivations of it remain (deleted, expired, evicted, replaced) must
 * not be brought down later by one of those that ended with it. In such a table, {@code
 * identified}, each derivation that counts is known by its {@link Fingerprints fingerprint}; in the
 * others a number is enough. Derivations of recursive rules never count.
 */
final class Supports {
  private static final int BASE = 1;
  private static final int ONE = 2;
  private static final int[] NO_COUNTS = {};
  private static final long[] NO_PRINTS = {};
  private static final Fingerprints[] NO_BAGS = {};

  private final boolean identified;

  /** By row: the base flag in bit 0, the number of derivations above. */
  private int[] counts = NO_COUNTS;

  /** By row: the fingerprint of its only derivation, unless there is a bag. */
  private long[] prints = NO_PRINTS;

  /** By row: its derivations; null where there was never more than one. */
  private Fingerprints[] bags = NO_BAGS;

  Supports(boolean identified) {
    this.identified = identified;
  }

  boolean identified() {
    return identified;
  }

  /** Reads itself, for {@link ReadAhead}. */
  long foreseeItself() {
    return identified ? 1 : 0;
  }

  long foreseeCounts() {
    return counts.length + prints.length;
  }

  /** Tells what holds a row up. */
  void write(int row, StateSink out) {
    out.number(counts[row]);
    if (!identified || counts[row] < ONE) return;
    Fingerprints bag = bag(row);
    if (bag == null) out.number(prints[row]);
    else bag.write(out);
  }

  /** The same for a row that was added. */
  void read(int row, StateSource in) {
    int count = (int) in.number();
    counts[row] = count & BASE;
    if (!identified) counts[row] = count;
    else for (int left = count / ONE; left > 0; left--) addDerivation(row, in.number());
  }

  /** Takes over what held the row of this number up elsewhere. */
  void take(int row, Supports other) {
    counts[row] = other.counts[row];
    if (!identified || !other.identified) return;
    prints[row] = other.prints[row];
    setBag(row, other.bag(row));
  }

  /** A new row, with no support. */
  void add(int row) {
    if (row < counts.length) return;
    int length = Table.lengthFor(row, counts.length);
    counts = Arrays.copyOf(counts, length);
    if (identified) prints = Arrays.copyOf(prints, length);
  }

  boolean holds(int row) {
    return counts[row] != 0;
  }

  boolean counts(int row, long print) {
    if (counts[row] < ONE) return false;
    if (!identified) return true;
    Fingerprints bag = bag(row);
    return bag == null ? prints[row] == print : bag.contains(print);
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
    boolean first = counts[row] < ONE;
    counts[row] += ONE;
    if (!identified) return;
    Fingerprints bag = bag(row);
    if (bag != null) {
      bag.add(print);
    } else if (first) {
      prints[row] = print;
    } else {
      bag = new Fingerprints();
      bag.add(prints[row]);
      bag.add(print);
      setBag(row, bag);
    }
  }

  /** Ends a derivation; false if it did not count. */
  boolean removeDerivation(int row, long print) {
    if (!counts(row, print)) return false;
    Fingerprints bag = bag(row);
    if (bag != null) {
      bag.remove(print);
      if (bag.size() == 0) setBag(row, null);
    }
    counts[row] -= ONE;
    return true;
  }

  int count(int row) {
    return counts[row];
  }

  /** The fingerprint of a row that has no bag, for {@link #restore}. */
  long print(int row) {
    return identified ? prints[row] : 0;
  }

  /** The bag of a row, for {@link #restore}; null if it has none. */
  Fingerprints bag(int row) {
    return row < bags.length ? bags[row] : null;
  }

  private void setBag(int row, Fingerprints bag) {
    if (row >= bags.length) {
      if (bag == null) return;
      bags = Arrays.copyOf(bags, counts.length);
    }
    bags[row] = bag;
  }

  /** Ends all supports; the bag lives on in the undo log only. */
  void clear(int row) {
    counts[row] = 0;
    setBag(row, null);
  }

  void restore(int row, int count, long print, Fingerprints bag) {
    counts[row] = count;
    if (identified) prints[row] = print;
    setBag(row, bag);
  }
}
