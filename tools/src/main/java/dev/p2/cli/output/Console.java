package dev.p2.cli.output;

import java.io.PrintStream;

/**
 * Where a verb writes: data and talk, a line at a time, from any thread.
 *
 * @param terminal whether a person looks at standard output
 */
public record Console(PrintStream out, PrintStream err, boolean terminal) {
  /** Whether to use colour: for a person who did not ask to be spared ({@code NO_COLOR}). */
  public boolean colour() {
    String spared = System.getenv("NO_COLOR");
    return terminal && (spared == null || spared.isEmpty());
  }

  /** One line of data. */
  public synchronized void data(String line) {
    out.append(line).append('\n');
  }

  /** Shows what was printed, to somebody who waits for it. */
  public synchronized void flush() {
    out.flush();
  }

  /** One line of talk. */
  public synchronized void say(String line) {
    out.flush(); // so that both streams on one terminal stay in order
    err.append(line).append('\n');
    err.flush();
  }
}
