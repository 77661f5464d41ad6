package dev.p2.engine;

import java.util.Arrays;

/**
 * Hash of some columns to the rows that have it, in the order in which they came. A few rows are a
 * list, 8 bytes each. More are one slot a hash, and a doubly linked chain through the rows, so that
 * removing costs the same however many rows share a value: 8 bytes a row and 8 a slot.
 */
final class ChainIndex {
  private static final int NONE = -1;

  /**
   * Up to so many rows are a list: two or three cache lines, where a chain reads one of each array.
   */
  private static final int FEW = 16;

  private static final int SLOTS_MIN = 4 * FEW;
  private static final int[] NO_CHAIN = {};

  /**
   * Of a list the hash above the row's number, in the order in which they came; else by slot the
   * hash above the first row's number plus 1, 0 being free.
   */
  private long[] cells = new long[4];

  /** How many cells are taken. */
  private int size;

  /** By row: the next of its chain, or -1; empty while there is a list. */
  private int[] next = NO_CHAIN;

  /** By row: the one before; of the first row of a chain, the last one. */
  private int[] previous = NO_CHAIN;

  private boolean listed() {
    return next.length == 0;
  }

  /** First row with that hash, or -1. */
  int first(int hash) {
    if (listed()) return listed(hash, 0);
    final long[] cells = this.cells;
    final int mask = cells.length - 1;
    for (int at = hash & mask; ; at = at + 1 & mask) {
      long slot = cells[at];
      if (slot == 0) return NONE;
      if ((int) (slot >>> 32) == hash) return (int) slot - 1;
    }
  }

  int next(int row) {
    if (!listed()) return next[row];
    int at = placeOf(row);
    return listed((int) (cells[at] >>> 32), at + 1);
  }

  /** The first row of the list with that hash, from a place on, or -1. */
  private int listed(int hash, int from) {
    final long[] cells = this.cells;
    for (int at = from; at < size; at++)
      if ((int) (cells[at] >>> 32) == hash) return (int) cells[at];
    return NONE;
  }

  /** The row's place in the list. */
  private int placeOf(int row) {
    int at = 0;
    while ((int) cells[at] != row) at++;
    return at;
  }

  /** Reads itself, for {@link ReadAhead}. */
  int foreseeItself() {
    return size;
  }

  /** Reads its arrays. */
  long foreseeSlots() {
    return cells[0] + cells[cells.length - 1] + next.length;
  }

  void add(int hash, int row) {
    if (!listed()) {
      chain(hash, row);
    } else if (size < FEW) {
      if (size == cells.length) cells = Arrays.copyOf(cells, size + 4);
      cells[size++] = (long) hash << 32 | row;
    } else {
      makeChains();
      chain(hash, row);
    }
  }

  private void makeChains() {
    long[] list = cells;
    cells = new long[SLOTS_MIN];
    size = 0;
    for (long entry : list) chain((int) (entry >>> 32), (int) entry);
  }

  private void chain(int hash, int row) {
    if (row >= next.length) growRows(row);
    next[row] = NONE;
    int at = slotOf(hash);
    if (cells[at] == 0) {
      previous[row] = row;
      cells[at] = slot(hash, row);
      if (++size > cells.length >> 1) growSlots();
      return;
    }
    int head = (int) cells[at] - 1;
    int tail = previous[head];
    next[tail] = row;
    previous[row] = tail;
    previous[head] = row;
  }

  void remove(int hash, int row) {
    if (listed()) {
      int place = placeOf(row);
      System.arraycopy(cells, place + 1, cells, place, --size - place);
      return;
    }
    int at = slotOf(hash);
    int head = (int) cells[at] - 1;
    int after = next[row];
    if (head != row) {
      int before = previous[row];
      next[before] = after;
      previous[after == NONE ? head : after] = before;
    } else if (after != NONE) {
      previous[after] = previous[row];
      cells[at] = slot(hash, after);
    } else {
      free(at);
    }
  }

  private static long slot(int hash, int row) {
    return (long) hash << 32 | row + 1;
  }

  /** Where that hash stands, or the free slot where it would. */
  private int slotOf(int hash) {
    final int mask = cells.length - 1;
    int at = hash & mask;
    while (cells[at] != 0 && (int) (cells[at] >>> 32) != hash) at = at + 1 & mask;
    return at;
  }

  private void free(int free) {
    final int mask = cells.length - 1;
    int hole = free;
    for (int at = hole + 1 & mask; cells[at] != 0; at = at + 1 & mask) {
      int ideal = (int) (cells[at] >>> 32) & mask;
      if ((at - ideal & mask) >= (at - hole & mask)) {
        cells[hole] = cells[at];
        hole = at;
      }
    }
    cells[hole] = 0;
    size--;
  }

  private void growSlots() {
    long[] old = cells;
    cells = new long[old.length << 1];
    for (long slot : old) {
      if (slot != 0) cells[slotOf((int) (slot >>> 32))] = slot;
    }
  }

  private void growRows(int row) {
    int length = Math.max(row + 1, Math.max(4, next.length + (next.length >> 1)));
    next = Arrays.copyOf(next, length);
    previous = Arrays.copyOf(previous, length);
  }
}
