package dev.p2.engine;

import dev.p2.engine.tuple.RowKey;
import dev.p2.engine.tuple.Tuple;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a step has written, so that it can be taken back: one entry a change of a table, in parallel
 * arrays that are used again by the next step, and actions for the few other things that a step
 * changes.
 */
final class UndoLog {
  /** A row came; {@code number} is 1 if its row number was a freed one. */
  static final byte ADDED = 0;

  /**
   * A row went; {@code time}, {@code number}: its age and the row before it in that order; its
   * tuple, or a {@link Gone} where supports are kept.
   */
  static final byte REMOVED = 1;

  /** A row's tuple changed; its time and the row before it, as for {@link #TOUCHED}. */
  static final byte REPLACED = 2;

  /** A row's time changed: its old one, and the row that was before it. */
  static final byte TOUCHED = 3;

  /** A row got base support. */
  static final byte BASE = 4;

  /** A derivation began to count. */
  static final byte SUPPORTED = 5;

  /** A derivation ended. */
  static final byte WITHDRAWN = 6;

  /** All supports of a row ended; a {@link Gone} without tuple. */
  static final byte CLEARED = 7;

  /** Not a table's: a {@link Runnable}. */
  private static final byte ACTION = 8;

  /** What a row held when it went. */
  record Gone(Tuple tuple, int supportCount, long print, Fingerprints bag) {
    static Gone of(Tuple tuple, Supports supports, int row) {
      return new Gone(tuple, supports.count(row), supports.print(row), supports.bag(row));
    }

    void restore(Supports supports, int row) {
      supports.restore(row, supportCount, print, bag);
    }
  }

  private byte[] kinds = new byte[16];
  private Table[] tables = new Table[16];
  private int[] rows = new int[16];
  private Object[] objects = new Object[16];
  private long[] longs = new long[16];
  private int[] numbers = new int[16];
  private int size;

  void record(byte kind, Table table, int row, Object object, long time, int number) {
    if (size == kinds.length) grow();
    kinds[size] = kind;
    tables[size] = table;
    rows[size] = row;
    objects[size] = object;
    longs[size] = time;
    numbers[size++] = number;
  }

  void record(Runnable action) {
    record(ACTION, null, 0, action, 0, 0);
  }

  /** Forgets the changes of the tables that these inserts go to: they stay. */
  void settle(Ops inserts) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kinds[i] != ACTION && inserts.fill(tables[i].relation().id())) continue;
      kinds[kept] = kinds[i];
      tables[kept] = tables[i];
      rows[kept] = rows[i];
      objects[kept] = objects[i];
      longs[kept] = longs[i];
      numbers[kept++] = numbers[i];
    }
    Arrays.fill(tables, kept, size, null);
    Arrays.fill(objects, kept, size, null);
    size = kept;
  }

  /** Takes everything back, the last change first. */
  void rollBack() {
    for (int i = size - 1; i >= 0; i--) {
      if (kinds[i] == ACTION) ((Runnable) objects[i]).run();
      else tables[i].undo(kinds[i], rows[i], objects[i], longs[i], numbers[i]);
    }
    clear();
  }

  /** The keys of durable tables that the step has written, the one written last at the end. */
  Set<RowKey> durableKeys() {
    var keys = new LinkedHashSet<RowKey>();
    for (int i = 0; i < size; i++) {
      if (kinds[i] == ACTION || !tables[i].durable()) continue;
      note(keys, objects[i] instanceof Gone gone ? gone.tuple() : (Tuple) objects[i]);
      note(keys, tables[i].rowOrNull(rows[i]));
    }
    return keys;
  }

  private static void note(Set<RowKey> keys, Tuple tuple) {
    if (tuple == null) return;
    var key = new RowKey(tuple);
    keys.remove(key);
    keys.add(key);
  }

  void clear() {
    if (size == 0) return;
    Arrays.fill(tables, 0, size, null);
    Arrays.fill(objects, 0, size, null);
    size = 0;
  }

  private void grow() {
    int length = size + (size >> 1);
    kinds = Arrays.copyOf(kinds, length);
    tables = Arrays.copyOf(tables, length);
    rows = Arrays.copyOf(rows, length);
    objects = Arrays.copyOf(objects, length);
    longs = Arrays.copyOf(longs, length);
    numbers = Arrays.copyOf(numbers, length);
  }
}
