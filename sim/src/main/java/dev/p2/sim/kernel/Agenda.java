package dev.p2.sim.kernel;

/**
 * What is due when in one lane. Events of the current instant that are scheduled during it, and the
 * rest of the instant where somebody has to know it, stand in a list of their own.
 */
final class Agenda {
  private final EventQueue queue;
  private long now = Long.MIN_VALUE;
  private Event first;
  private Event last;

  /** By actor: its work in the list; null while nobody has asked. */
  private int[] workNow;

  private boolean counted;

  Agenda(EventQueue queue) {
    this.queue = queue;
  }

  /** Adds an event, its order set. Times in the past are now. */
  void add(Event event) {
    if (event.timeNanos > now) {
      queue.add(event);
      return;
    }
    event.timeNanos = now;
    gather();
    append(event);
  }

  /** The next event, or null; it stays. */
  Event peek() {
    return first != null ? first : queue.peek();
  }

  /** Takes the next event if its time has come. */
  Event take(long untilNanos) {
    Event event = first;
    if (event != null) {
      if (now > untilNanos) return null;
      first = event.next;
      if (first == null) last = null;
      event.next = null; // a timer's event lives on, and would keep the rest of the instant
      if (counted && event.isWork()) workNow[event.actor]--;
      return event;
    }
    event = queue.peek();
    if (event == null || event.timeNanos > untilNanos) return null;
    queue.remove();
    now = event.timeNanos;
    counted = false;
    return event;
  }

  /** Whether an actor has work still to come at this instant. */
  boolean hasWorkNow(int actor, int actorsMax) {
    gather();
    if (first == null) return false;
    if (workNow == null) workNow = new int[actorsMax];
    if (!counted) {
      // Whoever was counted at an earlier instant has been taken since: all counts are 0.
      counted = true;
      for (Event event = first; event != null; event = event.next)
        if (event.isWork()) workNow[event.actor]++;
    }
    return workNow[actor] > 0;
  }

  /** Moves what is left of this instant from the queue to the list, which has room for more. */
  private void gather() {
    if (first != null) return;
    for (Event event = queue.peek();
        event != null && event.timeNanos <= now;
        event = queue.peek()) {
      queue.remove();
      append(event);
    }
  }

  private void append(Event event) {
    event.next = null;
    if (last == null) first = event;
    else last.next = event;
    last = event;
    if (counted && event.isWork()) workNow[event.actor]++;
  }
}
