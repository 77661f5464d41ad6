package dev.p2.bench;

import java.util.Arrays;
import java.util.List;

/**
 * The twin of closure.olg, as a careful engineer would write it by hand: semi-naive over a hash set
 * of longs, the edges by source in two flat arrays.
 */
final class HandClosure {
  private HandClosure() {}

  static long rows(List<long[]> edges, int nodes) {
    int[] first = new int[nodes + 1];
    for (long[] edge : edges) first[(int) edge[0] + 1]++;
    for (int i = 0; i < nodes; i++) first[i + 1] += first[i];
    int[] target = new int[edges.size()];
    int[] at = first.clone();
    for (long[] edge : edges) target[at[(int) edge[0]]++] = (int) edge[1];

    LongSet paths = new LongSet();
    Buffer delta = new Buffer();
    Buffer next = new Buffer();
    for (long[] edge : edges) {
      long path = edge[0] << 32 | edge[1];
      if (paths.add(path)) delta.add(path);
    }
    while (delta.size > 0) {
      next.size = 0;
      for (int i = 0; i < delta.size; i++) {
        long path = delta.values[i];
        int middle = (int) path;
        for (int j = first[middle]; j < first[middle + 1]; j++) {
          long longer = path & 0xFFFFFFFF00000000L | target[j];
          if (paths.add(longer)) next.add(longer);
        }
      }
      Buffer swap = delta;
      delta = next;
      next = swap;
    }
    return paths.size;
  }

  private static final class Buffer {
    long[] values = new long[1_024];
    int size;

    void add(long value) {
      if (size == values.length) values = Arrays.copyOf(values, size * 2);
      values[size++] = value;
    }
  }

  /** Open addressing, at most half full. */
  private static final class LongSet {
    private static final long EMPTY = -1;

    private long[] slots = empty(1 << 17);
    int size;

    boolean add(long value) {
      int mask = slots.length - 1;
      int at = hash(value) & mask;
      while (slots[at] != EMPTY) {
        if (slots[at] == value) return false;
        at = at + 1 & mask;
      }
      slots[at] = value;
      if (++size * 2 > mask) grow();
      return true;
    }

    private void grow() {
      long[] old = slots;
      slots = empty(old.length * 2);
      int mask = slots.length - 1;
      for (long value : old) {
        if (value == EMPTY) continue;
        int at = hash(value) & mask;
        while (slots[at] != EMPTY) at = at + 1 & mask;
        slots[at] = value;
      }
    }

    private static long[] empty(int length) {
      long[] slots = new long[length];
      Arrays.fill(slots, EMPTY);
      return slots;
    }

    private static int hash(long value) {
      long h = value * 0x9E3779B97F4A7C15L;
      h ^= h >>> 32;
      return (int) (h * 0xD6E8FEB86659FD93L >>> 32);
    }
  }
}
