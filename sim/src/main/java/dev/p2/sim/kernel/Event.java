package dev.p2.sim.kernel;

/**
 * Something that happens to one actor at one virtual time: a message that arrives, a timer that
 * fires. Subclasses add what the actor needs to know.
 *
 * <p>An event is a link of the queue that it waits in, so the kernel allocates nothing for it: 32
 * bytes, with what the subclass adds behind. Once it has been handed to the behaviour the kernel is
 * through with it, and it may be scheduled again.
 */
public abstract class Event {
  long timeNanos;

  /** Its place among the events of one time. */
  long order;

  int actor;
  Event next;

  /** Whom it happens to. */
  public final int actor() {
    return actor;
  }

  /** When it happens. */
  public final long timeNanos() {
    return timeNanos;
  }

  /**
   * Whether it is work that is left to do. One that is not, such as a reminder to look whether
   * there is something, does not keep a run from being quiet. Constant.
   */
  protected boolean isWork() {
    return true;
  }

  final boolean before(Event other) {
    return timeNanos < other.timeNanos || timeNanos == other.timeNanos && order < other.order;
  }
}
