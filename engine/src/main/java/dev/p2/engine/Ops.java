package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import java.util.Arrays;

/**
 * The deletes, or the inserts, that a round has collected for its commit, in order of derivation.
 */
final class Ops {
  /** Delete by key. */
  static final byte DELETE = 0;

  /** One derivation fewer. */
  static final byte WITHDRAW = 1;

  /** One derivation fewer by expiry: a soft row lives on. */
  static final byte LAPSE = 2;

  /**
   * A row of a recursive component lost a derivation: it goes unless something else holds it up.
   */
  static final byte OVERDELETE = 3;

  /** Base insert. */
  static final byte INSERT = 4;

  /** One derivation more. */
  static final byte SUPPORT = 5;

  /** A derivation's body row was refreshed. */
  static final byte REFRESH = 6;

  /** A derivation by a recursive rule. */
  static final byte DERIVE = 7;

  /** The same, from a row that came back: it brings back a row, and refreshes none. */
  static final byte RESTORE = 8;

  private static final int LARGE = 1 << 16;

  Tuple[] tuples = new Tuple[16];
  int[] strands = new int[16];
  byte[] verbs = new byte[16];

  /** Fingerprints of derivations; kept only once one was needed. */
  private long[] prints = {};

  /** Whether there is a {@link #LAPSE}. */
  boolean lapses;

  int size;

  void add(byte verb, int strand, Tuple tuple) {
    lapses |= verb == LAPSE;
    if (size == tuples.length) grow();
    tuples[size] = tuple;
    strands[size] = strand;
    verbs[size++] = verb;
  }

  void add(byte verb, int strand, Tuple tuple, long print) {
    if (print != 0) {
      if (size >= prints.length) prints = Arrays.copyOf(prints, Math.max(tuples.length, size + 1));
      prints[size] = print;
    } else if (size < prints.length) {
      prints[size] = 0;
    }
    add(verb, strand, tuple);
  }

  long print(int op) {
    return op < prints.length ? prints[op] : 0;
  }

  /** Whether one of them goes to that relation. */
  boolean fill(int relation) {
    for (int op = 0; op < size; op++) if (tuples[op].relation() == relation) return true;
    return false;
  }

  void clear() {
    if (size == 0) return;
    Arrays.fill(tuples, 0, size, null);
    size = 0;
    lapses = false;
  }

  /** Gives the memory of a large step back. */
  void trim() {
    if (tuples.length <= LARGE) return;
    tuples = new Tuple[16];
    strands = new int[16];
    verbs = new byte[16];
    prints = new long[0];
  }

  private void grow() {
    int length = size + (size >> 1);
    tuples = Arrays.copyOf(tuples, length);
    strands = Arrays.copyOf(strands, length);
    verbs = Arrays.copyOf(verbs, length);
  }
}
