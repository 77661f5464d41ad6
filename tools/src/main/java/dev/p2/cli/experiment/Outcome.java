package dev.p2.cli.experiment;

import dev.p2.cli.output.Console;

/** What a finished experiment came to: a table on the terminal, plots, a report. */
record Outcome(Description description, ResultFolder folder) {
  /** Writes plots and report. */
  void write(String command, Console console) {
    var summary = Summary.of(description, folder);
    console.text(summary.text());
  }
}
