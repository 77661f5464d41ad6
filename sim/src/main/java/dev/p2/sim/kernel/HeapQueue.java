package dev.p2.sim.kernel;

import java.util.Arrays;

/** A 4-ary heap. Adding and taking cost log4(n) steps, each a cache miss once there are many. */
final class HeapQueue implements EventQueue {
  private static final int ARITY = 4;
  private Event[] events = new Event[64];
  private int size;

  @Override
  public void add(Event event) {
    if (size == events.length) events = Arrays.copyOf(events, size * 2);
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) / ARITY;
      if (events[parent].before(event)) break;
      events[hole] = events[parent];
      hole = parent;
    }
    events[hole] = event;
  }

  @Override
  public Event peek() {
    return events[0];
  }

  @Override
  public void remove() {
    Event last = events[--size];
    events[size] = null;
    if (size == 0) return;
    int hole = 0;
    while (true) {
      int child = hole * ARITY + 1;
      if (child >= size) break;
      int least = child;
      for (int other = child + 1; other < Math.min(child + ARITY, size); other++) {
        if (events[other].before(events[least])) least = other;
      }
      if (last.before(events[least])) break;
      events[hole] = events[least];
      hole = least;
    }
    events[hole] = last;
  }

  int size() {
    return size;
  }
}
