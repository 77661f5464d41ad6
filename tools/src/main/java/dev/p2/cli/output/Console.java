package dev.p2.cli.output;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/** Where a verb writes: data, talk and complaints, a line at a time, from any thread. */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final BooleanSupplier closed;
  private volatile Talk talk = Talk.NORMAL;
  private Runnable whenClosed = () -> {};

  /** How much is said on standard error; complaints always are. */
  public enum Talk {
    QUIET,
    NORMAL,
    VERBOSE
  }

  /**
   * A console over two streams.
   *
   * @param terminal whether a person looks at standard output
   */
  public Console(PrintStream out, PrintStream err, boolean terminal) {
    this(out, err, terminal, () -> false);
  }

  /**
   * The same over a standard output that can tell whether its reader has gone.
   *
   * @param closed whether nobody reads what is written there any more
   */
  public Console(PrintStream out, PrintStream err, boolean terminal, BooleanSupplier closed) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.closed = closed;
  }

  /**
   * What to do when nobody reads standard output any more ({@code | head}): the run is to end. Done
   * once, by whoever prints the next line.
   */
  public synchronized void whenClosed(Runnable stop) {
    whenClosed = stop;
  }

  /** Whether nobody reads standard output any more. */
  public boolean closed() {
    return closed.getAsBoolean();
  }

  private void stopIfClosed() {
    if (!closed()) return;
    Runnable stop = whenClosed;
    whenClosed = () -> {};
    stop.run();
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  /** Whether a person looks at standard output. */
  public boolean terminal() {
    return terminal;
  }

  /** From now on so much is said. */
  public void talk(Talk howMuch) {
    talk = howMuch;
  }

  /** Whether a person wants details. */
  public boolean verbose() {
    return talk == Talk.VERBOSE;
  }

  /** Whether nothing is said but what is wrong. */
  public boolean quiet() {
    return talk == Talk.QUIET;
  }

  /** Whether to use colour: for a person who did not ask to be spared ({@code NO_COLOR}). */
  public boolean colour() {
    String spared = System.getenv("NO_COLOR");
    return terminal && (spared == null || spared.isEmpty());
  }

  /** One line of data. */
  public synchronized void data(String line) {
    out.append(line).append('\n');
    stopIfClosed();
  }

  /** Data as it is, lines and all. */
  public synchronized void text(String text) {
    out.append(text);
  }

  /** Data as it is, in UTF-8. */
  public synchronized void octets(byte[] utf8) {
    out.writeBytes(utf8);
  }

  /** Shows what was printed, to somebody who waits for it. */
  public synchronized void flush() {
    out.flush();
    stopIfClosed();
  }

  /** One line of talk, which {@code -q} spares. */
  public void say(String line) {
    if (talk != Talk.QUIET) complain(line);
  }

  /** One line of talk for {@code -v} only. */
  public void detail(String line) {
    if (talk == Talk.VERBOSE) complain(line);
  }

  /** One line on standard error in any case: what is wrong, or what was asked for there. */
  public synchronized void complain(String line) {
    out.flush(); // so that both streams on one terminal stay in order
    err.append(line).append('\n');
    err.flush();
  }
}
