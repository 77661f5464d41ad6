package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import java.util.Arrays;

/**
 * A table as it was before the pending changes of the rules that are running: which of its rows
 * came or were refreshed since, and the rows that went, "ghosts", which keep a row number with
 * {@link #GHOST} set while the rules run. Strands read one version of it or another.
 */
final class Overlay {
  /** {@link Node#version}: as it stands. */
  static final int NOW = 0;

  /**
   * Without the changes that the running rules have not seen, and with the rows that they took
   * away.
   */
  static final int OLD = 1;

  /** The rows of both {@link #NOW} and {@link #OLD}. */
  static final int STABLE = 2;

  /** Those of them that were not refreshed. */
  static final int QUIET = 3;

  /** The rows of either {@link #NOW} or {@link #OLD}. */
  static final int EITHER = 4;

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

  Tuple ghost(int row) {
    return ghosts[row & ~GHOST];
  }

  /** Whether it was its lifetime that ended a ghost. */
  boolean expired(int row) {
    return expired[row & ~GHOST];
  }

  /** As {@link Table#first(int, int, int)}, of another version than {@link #NOW}. */
  int first(Table table, int version, int index, int hash) {
    int row = hidesAll(table, version) ? NONE : table.first(index, hash);
    return liveOrGhost(table, version, index, hash, row);
  }

  int next(Table table, int version, int index, int row) {
    if (row >= GHOST) return nextGhost(index, row);
    int hash = table.row(row).hash(index);
    return liveOrGhost(table, version, index, hash, table.next(index, row));
  }

  int firstRow(Table table, int version) {
    return liveOrGhost(table, version, hidesAll(table, version) ? NONE : table.firstRow());
  }

  int nextRow(Table table, int version, int row) {
    return row >= GHOST ? nextGhost(row) : liveOrGhost(table, version, table.nextRow(row));
  }

  private int liveOrGhost(Table table, int version, int index, int hash, int first) {
    int row = first;
    while (row != NONE && hidden(version, row)) row = table.next(index, row);
    return row == NONE && showsGhosts(version) ? firstGhost(index, hash) : row;
  }

  private int liveOrGhost(Table table, int version, int first) {
    int row = first;
    while (row != NONE && hidden(version, row)) row = table.nextRow(row);
    return row == NONE && showsGhosts(version) ? firstGhost() : row;
  }

  /**
   * Whether every row came with the pending changes, as at boot: then there is no need to look at
   * any.
   */
  private boolean hidesAll(Table table, int version) {
    return version != EITHER && cameCount == table.size();
  }

  private boolean hidden(int version, int row) {
    return (version != EITHER && has(came, row)) || (version == QUIET && has(refreshed, row));
  }

  private static boolean showsGhosts(int version) {
    return version == OLD || version == EITHER;
  }

  private int firstGhost() {
    return ghostCount == 0 ? NONE : GHOST;
  }

  private int nextGhost(int row) {
    return (row & ~GHOST) + 1 < ghostCount ? row + 1 : NONE;
  }

  /** First ghost with that hash for an index, or -1. */
  private int firstGhost(int index, int hash) {
    if (ghostCount < INDEX_FROM) return scan(0, index, hash);
    int row = chain(index).first(hash);
    return row == NONE ? NONE : row | GHOST;
  }

  private int nextGhost(int index, int row) {
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
