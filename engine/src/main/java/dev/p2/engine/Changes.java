package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import java.util.Arrays;

/**
 * The net changes of one commit, one entry a key. An entry that another one overtook is {@link
 * #MOVED}; a row that is {@link #DEAD} stands in its table until all inserts have had their chance
 * to bring it back.
 */
final class Changes {
  static final byte MOVED = 0;
  static final byte INSERTED = 1;
  static final byte REPLACED = 2;
  static final byte REFRESHED = 3;

  /** Inserted as it stood: no delta, but a conflict with a different row of the round is seen. */
  static final byte UNCHANGED = 4;

  /** Deleted or withdrawn. */
  static final byte DEAD = 5;

  static final byte EXPIRED = 6;
  static final byte EVICTED = 7;

  private static final int LARGE = 1 << 16;

  /** So many entries are searched; most commits have no more, and their tables keep nothing. */
  private static final int FEW = 8;

  Table[] tables = new Table[16];
  Tuple[] before = new Tuple[16];
  Tuple[] after = new Tuple[16];
  int[] rows = new int[16];
  int[] strands = new int[16];
  byte[] kinds = new byte[16];
  int size;

  int add(byte kind, Table table, int row, Tuple before, Tuple after, int strand) {
    if (size == kinds.length) grow();
    tables[size] = table;
    this.before[size] = before;
    this.after[size] = after;
    rows[size] = row;
    strands[size] = strand;
    kinds[size] = kind;
    return size++;
  }

  /** The entry of a row in this commit, or -1. */
  int entryOf(Table table, int row) {
    for (int entry = Math.min(size, FEW) - 1; entry >= 0; entry--)
      if (rows[entry] == row && tables[entry] == table && kinds[entry] != MOVED) return entry;
    if (size <= FEW) return -1;
    int entry = table.entry(row);
    return entry >= FEW
            && entry < size
            && rows[entry] == row
            && tables[entry] == table
            && kinds[entry] != MOVED
        ? entry
        : -1;
  }

  /** Makes an entry the one of its row. The first few are found without that. */
  void enter(int entry) {
    if (entry >= FEW) tables[entry].setEntry(rows[entry], entry);
  }

  void clear() {
    if (size == 0) return;
    for (int entry = FEW; entry < size; entry++) tables[entry].forgetEntries();
    Arrays.fill(tables, 0, size, null);
    Arrays.fill(before, 0, size, null);
    Arrays.fill(after, 0, size, null);
    size = 0;
  }

  /** Gives the memory of a large step back. */
  void trim() {
    if (kinds.length <= LARGE) return;
    tables = new Table[16];
    before = new Tuple[16];
    after = new Tuple[16];
    rows = new int[16];
    strands = new int[16];
    kinds = new byte[16];
  }

  private void grow() {
    int length = size + (size >> 1);
    tables = Arrays.copyOf(tables, length);
    before = Arrays.copyOf(before, length);
    after = Arrays.copyOf(after, length);
    rows = Arrays.copyOf(rows, length);
    strands = Arrays.copyOf(strands, length);
    kinds = Arrays.copyOf(kinds, length);
  }
}
