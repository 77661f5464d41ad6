package dev.p2.cli;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Lets Ctrl-C or SIGTERM end a run in virtual time in good order: the run stops, and what it has to
 * print is printed to the end. A second signal ends the process at once.
 */
final class Interruption implements AutoCloseable {
  private final Runnable stop;
  private final SignalHandler beforeInt;
  private final SignalHandler beforeTerm;
  private volatile boolean signalled;

  /** Calls {@code stop}, which must be quick, on a thread of its own. */
  Interruption(Runnable stop) {
    this.stop = stop;
    beforeInt = Signal.handle(new Signal("INT"), this::signal);
    beforeTerm = Signal.handle(new Signal("TERM"), this::signal);
  }

  private void signal(Signal signal) {
    if (signalled) Runtime.getRuntime().halt(Verb.INTERRUPTED);
    signalled = true;
    stop.run();
  }

  /** The exit code of a run that would have ended with {@code code} by itself. */
  int verdict(int code) {
    return signalled ? Verb.INTERRUPTED : code;
  }

  @Override
  public void close() {
    Signal.handle(new Signal("INT"), beforeInt);
    Signal.handle(new Signal("TERM"), beforeTerm);
  }
}
