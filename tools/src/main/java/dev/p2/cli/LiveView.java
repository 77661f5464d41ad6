package dev.p2.cli;

import dev.p2.cli.live.Health;
import dev.p2.cli.live.Status;
import dev.p2.cli.output.Console;
import dev.p2.cli.output.JsonText;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.net.NodeReport;
import java.util.Locale;
import java.util.Optional;

/**
 * What nodes are doing, a line at a time: figures that every program has, what the program says in
 * {@code status}, and whether {@code healthReport} is good. On a terminal the line is written over
 * the one before.
 */
final class LiveView {
  private static final String ERASE_LINE = "\r\u001b[K";

  private final LiveRun run;
  private final Console console;
  private final boolean json;
  private final Optional<Relation> status;
  private final Optional<Relation> health;
  private final long startedNanos = System.nanoTime();
  private long lastNanos = startedNanos;
  private long lastMessages;
  private long lastBytes;
  private boolean shown;

  LiveView(LiveRun run, Program program, Console console, boolean json) {
    this.run = run;
    this.console = console;
    this.json = json;
    status = Status.relation(program);
    health = Health.relation(program);
  }

  /** Shows how things stand. */
  void show() {
    long messages = 0;
    long bytes = 0;
    long errors = 0;
    int up = 0;
    for (NodeReport report : run.reports().values()) {
      up++;
      messages += report.node().messagesSent();
      bytes += report.transport().getOrDefault("bytesOut", 0L);
      errors += report.node().errors();
    }
    long now = System.nanoTime();
    double seconds = (now - lastNanos) / 1e9;
    long messageRate = Math.round((messages - lastMessages) / seconds);
    long byteRate = Math.round((bytes - lastBytes) / seconds / Math.max(1, up));
    lastNanos = now;
    lastMessages = messages;
    lastBytes = bytes;
    print((now - startedNanos) / 1e9, up, messageRate, byteRate, errors);
  }

  private void print(double time, int up, long messageRate, long byteRate, long errors) {
    var said = new Status();
    status.ifPresent(
        relation -> run.rowsOf(relation).values().forEach(rows -> rows.forEach(said::add)));
    var checks = new Health();
    health.ifPresent(
        relation ->
            run.rowsOf(relation)
                .forEach((node, rows) -> rows.forEach(row -> checks.add(node.address(), row))));
    if (json) {
      console.data(
          new JsonText()
              .field("time", Math.round(time * 1000) / 1000.0)
              .field("nodes", up)
              .field("messagesPerSecond", messageRate)
              .field("bytesPerSecondPerNode", byteRate)
              .field("errors", errors)
              .field("healthy", checks.good())
              .field("status", said.sums())
              .toString());
      console.flush();
      return;
    }
    var line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%6.1fs  %d nodes, %d messages/s, %d B/s a node, %d errors",
                time,
                up,
                messageRate,
                byteRate,
                errors));
    if (health.isPresent())
      line.append(
          checks.good()
              ? ", healthy"
              : checks.empty()
                  ? ", no word of health yet"
                  : ", not healthy: " + String.join(", ", checks.failing()));
    if (!said.text().isEmpty()) line.append("; ").append(said.text());
    if (console.terminal()) {
      console.out().print(ERASE_LINE + line);
      shown = true;
    } else {
      console.data(line.toString());
    }
    console.flush();
  }

  /** Leaves the last line standing. */
  void end() {
    if (shown) console.data("");
  }
}
