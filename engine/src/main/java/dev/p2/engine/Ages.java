package dev.p2.engine;

import java.util.Arrays;

/**
 * When each row of a table was last inserted or refreshed, and the rows in that order: a doubly
 * linked list through the row numbers. A table has one lifetime, so the oldest row is the next to
 * expire and the first to be evicted.
 */
final class Ages {
  static final int NONE = -1;

  private static final long[] EMPTY = {};

  /** By row two cells: its time; and the rows after and before it, in the upper and lower half. */
  private long[] cells = EMPTY;

  private int oldest = NONE;
  private int newest = NONE;

  int oldest() {
    return oldest;
  }

  int newest() {
    return newest;
  }

  /** Reads itself, for {@link ReadAhead}. */
  long foreseeItself() {
    return oldest;
  }

  long foreseeCells() {
    return cells.length;
  }

  /** The row after {@code row} in order of age, or -1. */
  int newer(int row) {
    return (int) (cells[2 * row + 1] >> 32);
  }

  /** The row before it, or -1. */
  int older(int row) {
    return (int) cells[2 * row + 1];
  }

  long time(int row) {
    return cells[2 * row];
  }

  private void link(int row, int newer, int older) {
    cells[2 * row + 1] = (long) newer << 32 | older & 0xFFFF_FFFFL;
  }

  /** Puts a row where its time belongs: at the end, unless it comes back with an older time. */
  void add(int row, long time) {
    int before = newest;
    while (before != NONE && time(before) > time) before = older(before);
    addAfter(before, row, time);
  }

  /** Puts a row behind {@code before}, or first if that is -1. */
  void addAfter(int before, int row, long time) {
    if (2 * row + 1 >= cells.length)
      cells = Arrays.copyOf(cells, 2 * Table.lengthFor(row, cells.length / 2));
    int after = before == NONE ? oldest : newer(before);
    cells[2 * row] = time;
    link(row, after, before);
    if (before == NONE) oldest = row;
    else link(before, row, older(before));
    if (after == NONE) newest = row;
    else link(after, newer(after), row);
  }

  void remove(int row) {
    int before = older(row);
    int after = newer(row);
    if (before == NONE) oldest = after;
    else link(before, after, older(before));
    if (after == NONE) newest = before;
    else link(after, newer(after), before);
  }
}
