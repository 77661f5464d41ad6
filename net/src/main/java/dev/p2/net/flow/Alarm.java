package dev.p2.net.flow;

/** A task that is to run at a time, unless it is cancelled. */
public final class Alarm implements Comparable<Alarm> {
  final long atNanos;
  private final long order;
  private Runnable task;

  Alarm(long atNanos, long order, Runnable task) {
    this.atNanos = atNanos;
    this.order = order;
    this.task = task;
  }

  /** Makes sure that the task does not run. Harmless if it ran already. */
  public void cancel() {
    task = null;
  }

  boolean cancelled() {
    return task == null;
  }

  void run() {
    Runnable mine = task;
    task = null;
    if (mine != null) mine.run();
  }

  @Override
  public int compareTo(Alarm other) {
    return atNanos != other.atNanos
        ? Long.compare(atNanos, other.atNanos)
        : Long.compare(order, other.order);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(order);
  }
}
