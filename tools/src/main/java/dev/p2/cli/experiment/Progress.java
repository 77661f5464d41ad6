package dev.p2.cli.experiment;

import dev.p2.cli.output.Console;
import java.io.PrintStream;
import java.util.List;

/** How far a sweep is, and how long it will take: one line that changes, or a line a trial. */
final class Progress {
  private static final int BAR = 24;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Console console;
  private final boolean bar;
  private final double all;
  private final int count;
  private final long startedNanos = System.nanoTime();
  private double done;
  private int finished;

  /** A sweep of these trials; on a terminal with a bar. */
  Progress(Console console, List<TrialKey> keys) {
    this.console = console;
    bar = System.console() != null && System.console().isTerminal() && !console.quiet();
    all = keys.stream().mapToDouble(TrialKey::weight).sum();
    count = keys.size();
    if (bar) draw();
  }

  synchronized void finished(TrialKey key) {
    done += key.weight();
    finished++;
    if (bar) draw();
    else console.say("p2: " + finished + " of " + count + " trials, " + left() + ": " + key.text());
  }

  /** Leaves the line of the bar. */
  synchronized void end() {
    if (bar) console.complain("");
  }

  private void draw() {
    int full = (int) Math.round(BAR * done / all);
    PrintStream err = console.err();
    err.print(
        "\r["
            + "#".repeat(full)
            + "-".repeat(BAR - full)
            + "] "
            + finished
            + " of "
            + count
            + " trials, "
            + left()
            + "   ");
    err.flush();
  }

  private String left() {
    if (finished == 0) return "begun";
    double seconds = (System.nanoTime() - startedNanos) / NANOS_PER_SECOND;
    double left = seconds / done * (all - done);
    if (finished == count) return "all done in " + words(seconds);
    return words(left) + " left";
  }

  private static String words(double seconds) {
    if (seconds < 90) return Math.round(seconds) + " s";
    if (seconds < 5400) return Math.round(seconds / 60) + " min";
    return Math.round(seconds / 360) / 10.0 + " h";
  }
}
