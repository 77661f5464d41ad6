package dev.p2.sim;

import dev.p2.engine.host.Message;
import dev.p2.engine.host.Timer;
import dev.p2.engine.tuple.Tuple;
import dev.p2.sim.kernel.Event;

/** What can be due at a node. */
abstract sealed class NodeEvent extends Event {
  /** Whether it was scheduled for the instant at which it was scheduled. */
  boolean undelayed;

  /** {@link #isWork}, for those who wait. */
  final boolean work() {
    return isWork();
  }

  /** A message arrives. */
  static final class Delivery extends NodeEvent {
    final Message message;
    final String source;

    /** The sender's index; -1 if what brought the message does not say. */
    final int from;

    /** Of the message's tuple: what is read ahead depends on it, before anybody asks the tuple. */
    final int relation;

    Delivery(Message message, String source, int from) {
      this.message = message;
      this.source = source;
      this.from = from;
      relation = message.tuple().relation();
    }

    /** Reads the message and the sender's address, and returns anything made of them. */
    int foresee() {
      return message.rule() + source.hashCode();
    }
  }

  /** A tuple from outside. */
  static final class Injection extends NodeEvent {
    final Tuple tuple;

    Injection(Tuple tuple) {
      this.tuple = tuple;
    }
  }

  /** A timer of a life of the node fires, {@link Timer#FOREVER} or {@code left} times more. */
  static final class Firing extends NodeEvent {
    final Timer.Rhythm timer;
    final int life;
    long left;

    /** When it is due by the node's clock, on the timer's grid. */
    long dueNanos;

    Firing(Timer timer, int life) {
      this.timer = timer.rhythm();
      this.life = life;
      left = timer.count();
      dueNanos = timer.firstNanos();
    }

    /** Counts a firing, and moves on to the next: false if that was the last. */
    boolean next() {
      if (left != Timer.FOREVER) left--;
      dueNanos += timer.periodNanos();
      return left != 0;
    }
  }

  /** Rows may be past their lifetime; something only if the node has no other step then. */
  static final class Wake extends NodeEvent {
    /** Whether only a watch would see them go. */
    final boolean watchOnly;

    Wake(boolean watchOnly) {
      this.watchOnly = watchOnly;
    }

    @Override
    protected boolean isWork() {
      return false;
    }
  }

  /** A node that is off starts, unless another time was planned since. */
  static final class Boot extends NodeEvent {
    final long plannedNanos;

    Boot(long plannedNanos) {
      this.plannedNanos = plannedNanos;
    }
  }

  /** A node that was busy or paused takes what has come meanwhile. */
  static final class GoOn extends NodeEvent {
    private final boolean forWork;

    GoOn(boolean forWork) {
      this.forWork = forWork;
    }

    @Override
    protected boolean isWork() {
      return forWork;
    }
  }

  /** Something that the transport does; not a step of the node. */
  static final class Task extends NodeEvent {
    final Runnable work;

    Task(Runnable work) {
      this.work = work;
    }
  }
}
