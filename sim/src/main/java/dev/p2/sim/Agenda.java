package dev.p2.sim;

import java.util.Arrays;

/**
 * What is due when: events in the order of their time, and among equal times in the order in which
 * they were added.
 *
 * <p>A 4-ary heap over parallel arrays: 24 bytes an event, nothing allocated but to grow. All
 * events of one instant move into a queue together, so that the host knows which nodes have a step
 * at this instant before it wakes one for expiry; what is added at the current instant joins the
 * end of that queue.
 */
final class Agenda {
  /** The event of a node that only wants to be woken. */
  static final Object WAKE = "wake";

  private static final int ARITY = 4;

  private long[] times = new long[64];
  private long[] orders = new long[64];
  private int[] nodes = new int[64];
  private Object[] events = new Object[64];
  private int size;
  private long added;

  private int[] instantNodes = new int[16];
  private Object[] instantEvents = new Object[16];
  private int instantAt;
  private int instantSize;

  private final int[] stepsAtInstant;
  private long now = Long.MIN_VALUE;
  private long stepsLeft;
  private int node;

  /** An agenda of {@code nodeCount} nodes. */
  Agenda(int nodeCount) {
    stepsAtInstant = new int[nodeCount];
  }

  /**
   * Adds an event: {@link #WAKE}, or anything else, which is a step of the node. Times in the past
   * are now.
   */
  void add(long timeNanos, int forNode, Object event) {
    if (event != WAKE) stepsLeft++;
    if (timeNanos <= now) {
      addToInstant(forNode, event);
    } else {
      push(timeNanos, added++, forNode, event);
    }
  }

  /** The time of the next event, or Long.MAX_VALUE if nothing is left. */
  long nextTime() {
    if (instantAt < instantSize) return now;
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Whether anything but wake-ups is left. */
  boolean hasSteps() {
    return stepsLeft > 0;
  }

  /**
   * Moves on to the next instant, whose events {@link #next} then gives; stays where an instant is
   * not over.
   */
  void advance() {
    if (instantAt < instantSize || size == 0) return;
    now = times[0];
    instantAt = 0;
    instantSize = 0;
    while (size > 0 && times[0] == now) {
      int dueNode = nodes[0];
      Object event = events[0];
      pop();
      addToInstant(dueNode, event);
    }
  }

  /** The next event of this instant, or null if it is over; {@link #node} is whose it is. */
  Object next() {
    if (instantAt == instantSize) return null;
    node = instantNodes[instantAt];
    Object event = instantEvents[instantAt];
    instantEvents[instantAt++] = null;
    if (event != WAKE) {
      stepsAtInstant[node]--;
      stepsLeft--;
    }
    return event;
  }

  int node() {
    return node;
  }

  /** Whether the node has a step of its own still to come at this instant. */
  boolean hasStepNow(int ofNode) {
    return stepsAtInstant[ofNode] > 0;
  }

  private void addToInstant(int forNode, Object event) {
    if (instantSize == instantNodes.length) {
      if (instantAt > instantSize / 2) {
        System.arraycopy(instantNodes, instantAt, instantNodes, 0, instantSize - instantAt);
        System.arraycopy(instantEvents, instantAt, instantEvents, 0, instantSize - instantAt);
        Arrays.fill(instantEvents, instantSize - instantAt, instantSize, null);
        instantSize -= instantAt;
        instantAt = 0;
      } else {
        instantNodes = Arrays.copyOf(instantNodes, instantSize * 2);
        instantEvents = Arrays.copyOf(instantEvents, instantSize * 2);
      }
    }
    instantNodes[instantSize] = forNode;
    instantEvents[instantSize++] = event;
    if (event != WAKE) stepsAtInstant[forNode]++;
  }

  private void push(long time, long order, int forNode, Object event) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      orders = Arrays.copyOf(orders, size * 2);
      nodes = Arrays.copyOf(nodes, size * 2);
      events = Arrays.copyOf(events, size * 2);
    }
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) / ARITY;
      if (times[parent] < time || times[parent] == time && orders[parent] < order) break;
      copy(parent, hole);
      hole = parent;
    }
    set(hole, time, order, forNode, event);
  }

  private void pop() {
    int last = --size;
    long time = times[last];
    long order = orders[last];
    int lastNode = nodes[last];
    Object event = events[last];
    events[last] = null;
    if (last == 0) return;
    int hole = 0;
    while (true) {
      int child = hole * ARITY + 1;
      if (child >= size) break;
      int least = child;
      for (int other = child + 1; other < Math.min(child + ARITY, size); other++) {
        if (times[other] < times[least]
            || times[other] == times[least] && orders[other] < orders[least]) least = other;
      }
      if (time < times[least] || time == times[least] && order < orders[least]) break;
      copy(least, hole);
      hole = least;
    }
    set(hole, time, order, lastNode, event);
  }

  private void copy(int from, int to) {
    set(to, times[from], orders[from], nodes[from], events[from]);
  }

  private void set(int at, long time, long order, int ofNode, Object event) {
    times[at] = time;
    orders[at] = order;
    nodes[at] = ofNode;
    events[at] = event;
  }
}
