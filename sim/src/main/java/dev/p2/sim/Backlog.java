package dev.p2.sim;

import java.util.ArrayDeque;

/** What has come to a node that is paused or busy, in the order in which it came. */
final class Backlog {
  /** Whether the node stands still until it is told to go on. */
  boolean paused;

  /** When the node looks here again; null where that is not arranged. */
  NodeEvent.GoOn goOn;

  private final ArrayDeque<NodeEvent> events = new ArrayDeque<>();
  private int works;

  void add(NodeEvent event) {
    events.add(event);
    if (event.work()) works++;
  }

  NodeEvent remove() {
    NodeEvent first = events.remove();
    if (first.work()) works--;
    return first;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** Whether some of it is work that is left to do. */
  boolean hasWork() {
    return works > 0;
  }

  /** How many messages are among it. */
  long messages() {
    return events.stream().filter(NodeEvent.Delivery.class::isInstance).count();
  }
}
