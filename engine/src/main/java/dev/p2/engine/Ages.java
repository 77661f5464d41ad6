package dev.p2.engine;

import java.util.Arrays;

/**
 * When each row of a table was last inserted or refreshed, and the rows in that order: a doubly
 * linked list through the row numbers. A table has one lifetime, so the oldest row is the next to
 * expire and the first to be evicted.
 */
final class Ages {
  static final int NONE = -1;

  private long[] times = {};
  private int[] newer = {};
  private int[] older = {};
  private int oldest = NONE;
  private int newest = NONE;

  int oldest() {
    return oldest;
  }

  int newest() {
    return newest;
  }

  /** The row after {@code row} in order of age, or -1. */
  int newer(int row) {
    return newer[row];
  }

  /** The row before it, or -1. */
  int older(int row) {
    return older[row];
  }

  long time(int row) {
    return times[row];
  }

  /** Puts a row where its time belongs: at the end, unless it comes back with an older time. */
  void add(int row, long time) {
    int before = newest;
    while (before != NONE && times[before] > time) before = older[before];
    addAfter(before, row, time);
  }

  /** Puts a row behind {@code before}, or first if that is -1. */
  void addAfter(int before, int row, long time) {
    if (row >= times.length) grow(row);
    int after = before == NONE ? oldest : newer[before];
    times[row] = time;
    older[row] = before;
    newer[row] = after;
    if (before == NONE) oldest = row;
    else newer[before] = row;
    if (after == NONE) newest = row;
    else older[after] = row;
  }

  void remove(int row) {
    int before = older[row];
    int after = newer[row];
    if (before == NONE) oldest = after;
    else newer[before] = after;
    if (after == NONE) newest = before;
    else older[after] = before;
  }

  private void grow(int row) {
    int length = Math.max(row + 1, Math.max(4, times.length + (times.length >> 1)));
    times = Arrays.copyOf(times, length);
    newer = Arrays.copyOf(newer, length);
    older = Arrays.copyOf(older, length);
  }
}
