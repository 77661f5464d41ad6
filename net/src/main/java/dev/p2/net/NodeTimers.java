package dev.p2.net;

import dev.p2.engine.host.Timer;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The {@code periodic} timers of a node on their grid (overlog.md 7.8): late firings of a timer
 * with a count are all made, of one without they merge into one; two due at one time fire in the
 * order in which they were armed.
 */
final class NodeTimers {
  private static final class Armed implements Comparable<Armed> {
    final int id;
    final long periodNanos;
    long left;
    long dueNanos;
    long order;

    Armed(Timer timer) {
      this.id = timer.id();
      this.periodNanos = timer.periodNanos();
      this.left = timer.count();
      this.dueNanos = timer.firstNanos();
    }

    @Override
    public int compareTo(Armed other) {
      return dueNanos != other.dueNanos
          ? Long.compare(dueNanos, other.dueNanos)
          : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Armed> armed = new PriorityQueue<>();
  private long armings;

  void arm(List<Timer> timers) {
    for (Timer timer : timers) add(new Armed(timer));
  }

  private void add(Armed timer) {
    if (timer.left == 0) return;
    timer.order = armings++;
    armed.add(timer);
  }

  /** When {@link #poll} has something; Long.MAX_VALUE if no timer is left. */
  long nextNanos() {
    return armed.isEmpty() ? Long.MAX_VALUE : armed.peek().dueNanos;
  }

  /** Takes the next firing that is due, and arms its timer again. Call it only if there is one. */
  int poll(long nowNanos) {
    Armed timer = armed.remove();
    if (timer.left == Timer.FOREVER) {
      long late = (nowNanos - timer.dueNanos) / timer.periodNanos;
      timer.dueNanos += (late + 1) * timer.periodNanos;
    } else {
      timer.left--;
      timer.dueNanos += timer.periodNanos;
    }
    add(timer);
    return timer.id;
  }

  /** Timers that have firings left. */
  int size() {
    return armed.size();
  }

  void clear() {
    armed.clear();
  }
}
