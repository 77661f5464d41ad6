package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import java.util.Arrays;

/** The events of a round, first in, first out. Forgets what was taken whenever it runs empty. */
final class EventQueue {
  private static final int LARGE = 1 << 16;

  private Tuple[] tuples = new Tuple[16];

  /** By place: the relation of the tuple there, which whoever adds one knows without asking it. */
  private int[] relations = new int[16];

  private int head;
  private int tail;

  boolean isEmpty() {
    return head == tail;
  }

  void add(int relation, Tuple tuple) {
    if (tail == tuples.length) makeRoom();
    relations[tail] = relation;
    tuples[tail++] = tuple;
  }

  /** The relation of the event that {@link #take} takes next. */
  int relation() {
    return relations[head];
  }

  Tuple take() {
    Tuple tuple = tuples[head];
    tuples[head++] = null;
    if (head == tail) {
      head = 0;
      tail = 0;
    }
    return tuple;
  }

  void clear() {
    if (head == tail && tuples.length <= LARGE) return;
    if (tuples.length > LARGE) {
      tuples = new Tuple[16];
      relations = new int[16];
    } else {
      Arrays.fill(tuples, head, tail, null);
    }
    head = 0;
    tail = 0;
  }

  private void makeRoom() {
    int size = tail - head;
    boolean grows = size > tuples.length >> 1;
    Tuple[] to = grows ? new Tuple[tuples.length << 1] : tuples;
    int[] relationsTo = grows ? new int[tuples.length << 1] : relations;
    System.arraycopy(tuples, head, to, 0, size);
    System.arraycopy(relations, head, relationsTo, 0, size);
    if (!grows) Arrays.fill(tuples, size, tail, null);
    tuples = to;
    relations = relationsTo;
    head = 0;
    tail = size;
  }
}
