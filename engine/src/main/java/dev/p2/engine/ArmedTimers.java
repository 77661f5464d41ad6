package dev.p2.engine;

import dev.p2.engine.host.Timer;
import dev.p2.engine.host.Timer.Rhythm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The timers of a node. Nodes whose timers differ in nothing but when they began share all but
 * that: 8 bytes a timer.
 */
final class ArmedTimers {
  static final ArmedTimers NONE = new ArmedTimers(new Rhythm[0], new long[0]);

  private final Rhythm[] rhythms;
  private final long[] firstNanos;

  private ArmedTimers(Rhythm[] rhythms, long[] firstNanos) {
    this.rhythms = rhythms;
    this.firstNanos = firstNanos;
  }

  /** Those of a node of the program with that layout. */
  static ArmedTimers of(List<Timer> timers, Layout layout) {
    Rhythm[] rhythms = timers.stream().map(Timer::rhythm).toArray(Rhythm[]::new);
    if (Arrays.equals(rhythms, layout.rhythms)) rhythms = layout.rhythms;
    else layout.rhythms = rhythms;
    return new ArmedTimers(rhythms, timers.stream().mapToLong(Timer::firstNanos).toArray());
  }

  int count() {
    return rhythms.length;
  }

  List<Timer> list() {
    var timers = new ArrayList<Timer>(rhythms.length);
    for (int i = 0; i < rhythms.length; i++) timers.add(new Timer(rhythms[i], firstNanos[i]));
    return timers;
  }
}
