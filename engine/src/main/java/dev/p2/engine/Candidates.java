package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;

/**
 * Rows that a recursive rule has derived and that may be there already, as most of those of a
 * closure are. They are looked up a batch at a time: the memory that one look-up waits for is
 * fetched while the others go on.
 */
final class Candidates {
  private static final int BATCH = 64;

  private final Ops inserts;
  private final Tuple[] tuples = new Tuple[BATCH];
  private final int[] hashes = new int[BATCH];
  private final int[] found = new int[BATCH];
  private Table table;
  private int strand;
  private int size;

  Candidates(Ops inserts) {
    this.inserts = inserts;
  }

  void add(Table table, int strand, Tuple tuple) {
    if (size == BATCH || table != this.table || strand != this.strand) {
      flush();
      this.table = table;
      this.strand = strand;
    }
    hashes[size] = tuple.hash(0);
    tuples[size++] = tuple;
  }

  /** Makes inserts of those that are not there. */
  void flush() {
    if (size == 0) return;
    table.findAll(tuples, hashes, size, found);
    for (int at = 0; at < size; at++) {
      if (found[at] < 0) inserts.add(Ops.DERIVE, strand, tuples[at]);
      tuples[at] = null;
    }
    size = 0;
    table = null;
  }

  void clear() {
    for (int at = 0; at < size; at++) tuples[at] = null;
    size = 0;
    table = null;
  }
}
