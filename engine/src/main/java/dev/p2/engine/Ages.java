package dev.p2.engine;

import java.util.Arrays;

/**
 * When each row of a table was last inserted or refreshed, and the rows in that order. A table has
 * one lifetime, so the oldest row is the next to expire and the first to be evicted.
 *
 * <p>Of few rows there are just the times, 8 bytes each, which are searched when the order is asked
 * for; rows of one time are in the order of their numbers. More rows, and those of a table where
 * somebody sees the order from the first on, are a doubly linked list through the row numbers, in
 * which rows of one time stand as they came.
 */
final class Ages {
  static final int NONE = -1;

  private static final long[] EMPTY = {};

  /** The time of a row that is not there. */
  private static final long NEVER = Long.MIN_VALUE;

  /** Whether the rows are always linked. */
  private final boolean ordered;

  private boolean linked;

  /**
   * By row its time; if linked two cells: its time, and the rows after and before it, in the upper
   * and lower half.
   */
  private long[] cells = EMPTY;

  private int oldest = NONE;
  private int newest = NONE;

  Ages(boolean ordered) {
    this.ordered = ordered;
    linked = ordered;
  }

  int oldest() {
    return linked ? oldest : following(NEVER, Integer.MAX_VALUE);
  }

  int newest() {
    if (linked) return newest;
    int last = NONE;
    for (int row = 0; row < cells.length; row++)
      if (cells[row] != NEVER && (last == NONE || cells[row] >= cells[last])) last = row;
    return last;
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
    return linked ? (int) (cells[2 * row + 1] >> 32) : following(cells[row], row);
  }

  /** Of rows that are not linked the first in order behind a time and a row. */
  private int following(long time, int row) {
    int next = NONE;
    for (int at = 0; at < cells.length; at++) {
      long cell = cells[at];
      if (cell == NEVER || cell < time || cell == time && at <= row) continue;
      if (next == NONE || cell < cells[next]) next = at;
    }
    return next;
  }

  /** What {@link #addAfter} needs to put the row back in its place. */
  int older(int row) {
    return linked ? (int) cells[2 * row + 1] : NONE;
  }

  long time(int row) {
    return cells[linked ? 2 * row : row];
  }

  private void link(int row, int newer, int older) {
    cells[2 * row + 1] = (long) newer << 32 | older & 0xFFFF_FFFFL;
  }

  /** Puts a row where its time belongs: at the end, unless it comes back with an older time. */
  void add(int row, long time) {
    if (!linked) {
      set(row, time);
      return;
    }
    int before = newest;
    while (before != NONE && time(before) > time) before = older(before);
    addAfter(before, row, time);
  }

  private void set(int row, long time) {
    if (row >= cells.length) {
      int length = cells.length;
      cells = Arrays.copyOf(cells, Table.lengthFor(row, length));
      Arrays.fill(cells, length, cells.length, NEVER);
    }
    cells[row] = time;
  }

  /** Puts a row behind {@code before}, or first if that is -1. */
  void addAfter(int before, int row, long time) {
    if (!linked) {
      set(row, time);
      return;
    }
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
    if (!linked) {
      cells[row] = NEVER;
      return;
    }
    int before = older(row);
    int after = newer(row);
    if (before == NONE) oldest = after;
    else link(before, after, older(before));
    if (after == NONE) newest = before;
    else link(after, newer(after), before);
  }

  /** Links the rows: there will be many. */
  void link() {
    if (linked) return;
    long[] times = cells;
    int[] order = new int[times.length];
    int count = 0;
    for (int row = oldest(); row != NONE; row = newer(row)) order[count++] = row;
    linked = true;
    cells = EMPTY;
    for (int i = 0; i < count; i++) addAfter(newest, order[i], times[order[i]]);
  }

  /** Undoes {@link #link}. */
  void unlink() {
    if (ordered || !linked) return;
    long[] links = cells;
    int first = oldest;
    linked = false;
    cells = EMPTY;
    for (int row = first; row != NONE; row = (int) (links[2 * row + 1] >> 32))
      set(row, links[2 * row]);
    oldest = NONE;
    newest = NONE;
  }
}
