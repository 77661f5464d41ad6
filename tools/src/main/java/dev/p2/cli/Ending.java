package dev.p2.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * When a run in the foreground ends: after its time, with SIGTERM, or with Ctrl-C; a second Ctrl-C
 * ends the process at once.
 */
final class Ending implements AutoCloseable {
  private final CountDownLatch signalled = new CountDownLatch(1);
  private final long untilNanos;
  private volatile boolean interrupted;
  private final SignalHandler beforeInt;
  private final SignalHandler beforeTerm;

  /** Ends after {@code forNanos}, or only by a signal if that is negative. */
  Ending(long forNanos) {
    untilNanos = forNanos < 0 ? Long.MAX_VALUE : System.nanoTime() + forNanos;
    beforeInt = Signal.handle(new Signal("INT"), signal -> interrupt());
    beforeTerm = Signal.handle(new Signal("TERM"), signal -> signalled.countDown());
  }

  private void interrupt() {
    if (signalled.getCount() == 0) Runtime.getRuntime().halt(Verb.INTERRUPTED);
    interrupted = true;
    signalled.countDown();
  }

  /** Ends the run as its time would. */
  void end() {
    signalled.countDown();
  }

  /** Waits, at most so long: true if the run is to end now. */
  boolean await(long nanosMax) {
    long left = untilNanos == Long.MAX_VALUE ? Long.MAX_VALUE : untilNanos - System.nanoTime();
    if (left <= 0) return true;
    try {
      return signalled.await(Math.min(left, nanosMax), TimeUnit.NANOSECONDS) || left <= nanosMax;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Whether it was Ctrl-C that ended the run. */
  boolean interrupted() {
    return interrupted;
  }

  @Override
  public void close() {
    Signal.handle(new Signal("INT"), beforeInt);
    Signal.handle(new Signal("TERM"), beforeTerm);
  }
}
