package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import java.util.Arrays;

/** The events of a round, first in, first out. Forgets what was taken whenever it runs empty. */
final class EventQueue {
  private static final int LARGE = 1 << 16;

  private Tuple[] tuples = new Tuple[16];
  private int head;
  private int tail;

  boolean isEmpty() {
    return head == tail;
  }

  void add(Tuple tuple) {
    if (tail == tuples.length) makeRoom();
    tuples[tail++] = tuple;
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
    if (tuples.length > LARGE) tuples = new Tuple[16];
    else Arrays.fill(tuples, head, tail, null);
    head = 0;
    tail = 0;
  }

  private void makeRoom() {
    int size = tail - head;
    Tuple[] to = size > tuples.length >> 1 ? new Tuple[tuples.length << 1] : tuples;
    System.arraycopy(tuples, head, to, 0, size);
    if (to == tuples) Arrays.fill(tuples, size, tail, null);
    tuples = to;
    head = 0;
    tail = size;
  }
}
