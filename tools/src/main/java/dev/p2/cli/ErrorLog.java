package dev.p2.cli;

import dev.p2.cli.output.Console;
import dev.p2.engine.host.ErrorReport;

/**
 * Run-time errors as lines on standard error, so many and no more: a rule that fails on every tuple
 * would drown the rest. For any thread.
 */
final class ErrorLog {
  private static final int SHOWN_MAX = 100;
  private static final String STEP_UNDONE = "P2-R10";

  private final Console console;
  private long count;
  private long failedSteps;

  ErrorLog(Console console) {
    this.console = console;
  }

  /** One error at a node. */
  synchronized void add(String node, ErrorReport report) {
    if (report.code().equals(STEP_UNDONE)) failedSteps++;
    say(report + ", at " + node);
  }

  /** A fault of P2's own at a node. */
  synchronized void broke(String node, Throwable cause) {
    failedSteps++;
    say("p2: internal error at " + node + ": " + cause);
  }

  private void say(String line) {
    count++;
    if (count <= SHOWN_MAX) console.complain(line);
    if (count == SHOWN_MAX) console.complain("p2: further errors are counted, not shown");
  }

  /** Says how many there were, at the end. */
  synchronized void summary() {
    if (count > SHOWN_MAX) console.complain("p2: " + count + " run-time errors in all");
    if (failedSteps > 0) {
      console.complain(
          "p2: "
              + failedSteps
              + (failedSteps == 1 ? " step" : " steps")
              + " failed and changed nothing");
    }
  }

  /** Steps that were undone. */
  synchronized long failedSteps() {
    return failedSteps;
  }
}
