package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import java.util.Arrays;

/**
 * The rows of a table in the order of one column, and of their numbers where that is the same:
 * sorted arrays, 12 bytes a row. Changes are only noted; the next read sorts what came and merges
 * it in one pass. So a change costs nothing that depends on the table's size, and a read after
 * changes at most a pass over three flat arrays, which is less than the scan of tuples that it
 * saves.
 *
 * <p>A range is contiguous, for a ring interval round the end: a position and a number of rows.
 */
final class OrderedIndex {
  /** A row that came, on its way into the order. */
  private record Entry(long key, int row) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return key != other.key ? Long.compare(key, other.key) : Integer.compare(row, other.row);
    }
  }

  private final int column;
  private long[] keys = {};
  private int[] rows = {};
  private int size;

  /** By row: whether it came, went or was replaced since the last read. */
  private long[] changed = {};

  private boolean changes;

  OrderedIndex(int column) {
    this.column = column;
  }

  /** Notes that a row came, went or was replaced. */
  void change(int row) {
    int word = row >> 6;
    if (word >= changed.length)
      changed = Arrays.copyOf(changed, Math.max(word + 1, changed.length << 1));
    changed[word] |= 1L << row;
    changes = true;
  }

  /** Brings the order up to date. */
  void refresh(Tuple[] tuples) {
    if (!changes) return;
    Entry[] came = came(tuples);
    takeOutChanged();
    merge(came);
    Arrays.fill(changed, 0);
    changes = false;
  }

  private Entry[] came(Tuple[] tuples) {
    Entry[] came = new Entry[4];
    int count = 0;
    for (int word = 0; word < changed.length; word++) {
      for (long bits = changed[word]; bits != 0; bits &= bits - 1) {
        int row = (word << 6) + Long.numberOfTrailingZeros(bits);
        Tuple tuple = row < tuples.length ? tuples[row] : null;
        if (tuple == null) continue;
        if (count == came.length) came = Arrays.copyOf(came, count * 2);
        came[count++] = new Entry(Order.of(tuple.get(column)), row);
      }
    }
    Arrays.sort(came, 0, count);
    return Arrays.copyOf(came, count);
  }

  private void takeOutChanged() {
    final long[] changed = this.changed;
    int kept = 0;
    for (int at = 0; at < size; at++) {
      int row = rows[at];
      if (row >> 6 < changed.length && (changed[row >> 6] & 1L << row) != 0) continue;
      rows[kept] = row;
      keys[kept++] = keys[at];
    }
    size = kept;
  }

  /** From the back, so that nothing is overwritten that is still to be moved. */
  private void merge(Entry[] came) {
    int old = size - 1;
    size += came.length;
    if (size > rows.length) {
      int length = Math.max(size, rows.length + (rows.length >> 1));
      rows = Arrays.copyOf(rows, length);
      keys = Arrays.copyOf(keys, length);
    }
    int at = size - 1;
    for (int next = came.length - 1; next >= 0; at--) {
      Entry entry = came[next];
      boolean later =
          old >= 0 && (keys[old] > entry.key || keys[old] == entry.key && rows[old] > entry.row);
      keys[at] = later ? keys[old] : entry.key;
      rows[at] = later ? rows[old] : entry.row;
      if (later) old--;
      else next--;
    }
  }

  /**
   * The range from {@code low} to {@code high}, both closed, or, if it {@code wraps}, all from
   * {@code low} on and then all up to {@code high}: position above number of rows, 0 if there is
   * none.
   */
  long range(long low, long high, boolean wraps) {
    int from = firstNotBelow(low);
    int to = high == Long.MAX_VALUE ? size : firstNotBelow(high + 1);
    int count = wraps ? size - from + Math.min(from, to) : to - from;
    if (count <= 0) return 0;
    return (long) (from == size ? 0 : from) << 32 | count;
  }

  /** The position of the last row of a range, above their number. */
  long last(long range) {
    int count = (int) range;
    if (count == 0) return 0;
    int last = (int) (range >>> 32) + count - 1;
    return (long) (last < size ? last : last - size) << 32 | count;
  }

  /**
   * What {@link #last} gave without its row; 0 if none is left, or only rows with another key while
   * {@code same} ones are wanted.
   */
  long before(long range, boolean same) {
    int left = (int) range - 1;
    if (left == 0) return 0;
    int at = (int) (range >>> 32);
    int before = at == 0 ? size - 1 : at - 1;
    return same && keys[before] != keys[at] ? 0 : (long) before << 32 | left;
  }

  /** Reads itself, for {@link ReadAhead}. */
  long foreseeItself() {
    return size;
  }

  /** Reads its arrays. */
  long foreseeKeys() {
    return size == 0 ? 0 : keys[0] + keys[size - 1] + rows[0];
  }

  private int firstNotBelow(long key) {
    final long[] keys = this.keys;
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = low + high >>> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  int row(int position) {
    return rows[position];
  }

  /** The position after {@code position}, after the last one the first. */
  int after(int position) {
    return position + 1 == size ? 0 : position + 1;
  }
}
