package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import java.util.Arrays;

/**
 * Finds the entry of a key in a {@link DeltaLog}: open addressing over entry numbers, filled only
 * when a commit meets entries of an earlier one. Rows of bags are found by identity.
 */
final class DeltaKeys {
  private static final int NONE = -1;
  private final boolean[] bags;

  /** Entry plus 1. */
  private int[] slots = {};

  /** By entry: a tuple with its key. */
  private Tuple[] tuples = {};

  private int size;

  DeltaKeys(boolean[] bags) {
    this.bags = bags;
  }

  /** The last entry of the tuple's key, or -1. */
  int find(DeltaLog log, Tuple tuple) {
    catchUp(log);
    boolean bag = bags[tuple.relation()];
    final int mask = slots.length - 1;
    for (int at = hash(tuple) & mask; slots[at] != 0; at = at + 1 & mask) {
      int entry = slots[at] - 1;
      if (bag ? tuples[entry] == tuple : sameKey(tuples[entry], tuple)) return entry;
    }
    return NONE;
  }

  void clear() {
    if (size == 0) return;
    slots = new int[0];
    tuples = new Tuple[0];
    size = 0;
  }

  private void catchUp(DeltaLog log) {
    if (slots.length < log.size << 1 || slots.length == 0) {
      slots = new int[Integer.highestOneBit(Math.max(8, log.size << 1)) << 1];
      for (int entry = 0; entry < size; entry++) place(entry);
    }
    if (tuples.length < log.size)
      tuples = Arrays.copyOf(tuples, Math.max(log.size, log.flags.length));
    for (; size < log.size; size++) {
      tuples[size] = log.tuple(size);
      place(size);
    }
  }

  private void place(int entry) {
    Tuple tuple = tuples[entry];
    if (tuple == null) return; // it was over before any other change of its key
    boolean bag = bags[tuple.relation()];
    final int mask = slots.length - 1;
    int at = hash(tuple) & mask;
    while (slots[at] != 0 && (bag || !sameKey(tuples[slots[at] - 1], tuple))) at = at + 1 & mask;
    slots[at] = entry + 1; // of two entries of one key the later counts
  }

  private static boolean sameKey(Tuple a, Tuple b) {
    return a.relation() == b.relation() && a.sameKey(b);
  }

  private static int hash(Tuple tuple) {
    return tuple.hash(0) + tuple.relation() * 0x9E3779B1;
  }
}
