package dev.p2.cli.output;

import dev.p2.engine.host.Observation;
import java.util.Locale;

/** Prints what happens as it happens. */
public final class WatchPrinter {
  private final Console console;
  private final boolean json;

  /** Prints to {@code console}, as JSON Lines or as text. */
  public WatchPrinter(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** One thing that happened. */
  public void print(long timeNanos, String node, Observation what) {
    String kind = what.kind().name().toLowerCase(Locale.ROOT);
    if (json) {
      var line =
          new JsonText()
              .seconds("time", timeNanos)
              .field("node", node)
              .field("kind", kind)
              .tuple(what.tuple());
      what.replaced().ifPresent(old -> line.field("replaced", old));
      console.data(line.toString());
    } else {
      String old = what.replaced().map(tuple -> "  for " + tuple).orElse("");
      String time = JsonText.of(new dev.p2.lang.value.Time(timeNanos));
      console.data(time + "s  " + node + "  " + kind + "  " + what.tuple() + old);
    }
  }
}
