package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import java.util.Arrays;

/**
 * A table as it was before the pending changes of the rules that are running: which of its rows
 * came or were refreshed since, and the rows that went, "ghosts", which keep a row number with
 * {@link #GHOST} set while the rules run.
 */
final class Overlay {
  /** Bit of a row number: the row is not in the table any more. */
  static final int GHOST = 1 << 30;

  private static final int NONE = -1;

  /** From how many ghosts on an index over them pays. */
  private static final int INDEX_FROM = 9;

  private long[] came = {};
  private int cameCount;
  private long[] refreshed = {};
  private Tuple[] ghosts = {};
  private boolean[] expired = {};
  private int ghostCount;
  private ChainIndex[] chains = {};

  void addCame(int row) {
    came = set(came, row);
    cameCount++;
  }

  int cameCount() {
    return cameCount;
  }

  void addRefreshed(int row) {
    refreshed = set(refreshed, row);
  }

  void addGhost(Tuple tuple, boolean byExpiry) {
    if (ghostCount == ghosts.length) {
      int length = Math.max(4, ghostCount << 1);
      ghosts = Arrays.copyOf(ghosts, length);
      expired = Arrays.copyOf(expired, length);
    }
    expired[ghostCount] = byExpiry;
    ghosts[ghostCount++] = tuple;
  }

  boolean came(int row) {
    return has(came, row);
  }

  boolean refreshed(int row) {
    return has(refreshed, row);
  }

  Tuple ghost(int row) {
    return ghosts[row & ~GHOST];
  }

  /** Whether it was its lifetime that ended a ghost. */
  boolean expired(int row) {
    return expired[row & ~GHOST];
  }

  int firstGhost() {
    return ghostCount == 0 ? NONE : GHOST;
  }

  int nextGhost(int row) {
    return (row & ~GHOST) + 1 < ghostCount ? row + 1 : NONE;
  }

  /** First ghost with that hash for an index, or -1. */
  int firstGhost(int index, int hash) {
    if (ghostCount < INDEX_FROM) return scan(0, index, hash);
    int row = chain(index).first(hash);
    return row == NONE ? NONE : row | GHOST;
  }

  int nextGhost(int index, int row) {
    int at = row & ~GHOST;
    if (ghostCount < INDEX_FROM) return scan(at + 1, index, ghosts[at].hash(index));
    int next = chain(index).next(at);
    return next == NONE ? NONE : next | GHOST;
  }

  private int scan(int from, int index, int hash) {
    for (int at = from; at < ghostCount; at++) {
      if (ghosts[at].hash(index) == hash) return at | GHOST;
    }
    return NONE;
  }

  private ChainIndex chain(int index) {
    if (index >= chains.length) chains = Arrays.copyOf(chains, index + 1);
    if (chains[index] == null) {
      ChainIndex chain = new ChainIndex();
      for (int at = 0; at < ghostCount; at++) chain.add(ghosts[at].hash(index), at);
      chains[index] = chain;
    }
    return chains[index];
  }

  private static boolean has(long[] bits, int row) {
    int word = row >> 6;
    return word < bits.length && (bits[word] & 1L << row) != 0;
  }

  private static long[] set(long[] bits, int row) {
    int word = row >> 6;
    long[] large =
        word < bits.length ? bits : Arrays.copyOf(bits, Math.max(word + 1, bits.length << 1));
    large[word] |= 1L << row;
    return large;
  }
}
