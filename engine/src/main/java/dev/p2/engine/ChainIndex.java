package dev.p2.engine;

import java.util.Arrays;

/**
 * Hash of some columns to the rows that have it, in the order in which they came: one slot a hash,
 * and a doubly linked chain through the rows, so that removing costs the same however many rows
 * share a value. 8 bytes a row and 8 a slot.
 */
final class ChainIndex {
  private static final int NONE = -1;
  private static final int SLOTS_MIN = 4;

  /** The hash above the first row's number plus 1; 0 is free. */
  private long[] slots = new long[SLOTS_MIN];

  private int size;

  /** By row: the next of its chain, or -1. */
  private int[] next = {};

  /** By row: the one before; of the first row of a chain, the last one. */
  private int[] previous = {};

  /** First row with that hash, or -1. */
  int first(int hash) {
    final long[] slots = this.slots;
    final int mask = slots.length - 1;
    for (int at = hash & mask; ; at = at + 1 & mask) {
      long slot = slots[at];
      if (slot == 0) return NONE;
      if ((int) (slot >>> 32) == hash) return (int) slot - 1;
    }
  }

  int next(int row) {
    return next[row];
  }

  void add(int hash, int row) {
    if (row >= next.length) growRows(row);
    next[row] = NONE;
    int at = slotOf(hash);
    if (slots[at] == 0) {
      previous[row] = row;
      slots[at] = slot(hash, row);
      if (++size > slots.length >> 1) growSlots();
      return;
    }
    int head = (int) slots[at] - 1;
    int tail = previous[head];
    next[tail] = row;
    previous[row] = tail;
    previous[head] = row;
  }

  void remove(int hash, int row) {
    int at = slotOf(hash);
    int head = (int) slots[at] - 1;
    int after = next[row];
    if (head != row) {
      int before = previous[row];
      next[before] = after;
      previous[after == NONE ? head : after] = before;
    } else if (after != NONE) {
      previous[after] = previous[row];
      slots[at] = slot(hash, after);
    } else {
      free(at);
    }
  }

  private static long slot(int hash, int row) {
    return (long) hash << 32 | row + 1;
  }

  /** Where that hash stands, or the free slot where it would. */
  private int slotOf(int hash) {
    final int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != 0 && (int) (slots[at] >>> 32) != hash) at = at + 1 & mask;
    return at;
  }

  private void free(int free) {
    final int mask = slots.length - 1;
    int hole = free;
    for (int at = hole + 1 & mask; slots[at] != 0; at = at + 1 & mask) {
      int ideal = (int) (slots[at] >>> 32) & mask;
      if ((at - ideal & mask) >= (at - hole & mask)) {
        slots[hole] = slots[at];
        hole = at;
      }
    }
    slots[hole] = 0;
    size--;
  }

  private void growSlots() {
    long[] old = slots;
    slots = new long[old.length << 1];
    for (long slot : old) {
      if (slot != 0) slots[slotOf((int) (slot >>> 32))] = slot;
    }
  }

  private void growRows(int row) {
    int length = Math.max(row + 1, Math.max(4, next.length + (next.length >> 1)));
    next = Arrays.copyOf(next, length);
    previous = Arrays.copyOf(previous, length);
  }
}
