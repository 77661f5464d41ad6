package dev.p2.oracle.programs;

import dev.p2.oracle.programs.Schema.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What happens to the nodes of a program: events, rows, firings of timers, time that passes. */
final class RandomInputs {
  private static final List<Long> PAUSES =
      List.of(1_000_000_000L, 2_000_000_000L, 3_000_000_000L, 5_000_000_001L, 1L);

  private RandomInputs() {}

  static List<Scenario.Input> of(Dice dice, Schema schema) {
    var all = new ArrayList<Scenario.Input>();
    long now = 0;
    int count = 6 + dice.below(20);
    for (int i = 0; i < count; i++) {
      if (dice.chance(40)) now += dice.of(PAUSES);
      String node = dice.of(schema.nodes);
      int what = dice.below(100);
      if (!all.isEmpty() && dice.chance(15)) { // the same again: what is soft is refreshed
        Scenario.Input last = all.getLast();
        all.add(new Scenario.Input(now, last.node(), last.relation(), last.values()));
      } else if (what < 8) {
        all.add(new Scenario.Input(now, node, "", List.of()));
      } else if (what < 14 && schema.timers > 0) {
        all.add(new Scenario.Input(now, node, "periodic", List.of(0L)));
      } else {
        Event e = dice.of(schema.inputs);
        var values = new ArrayList<Object>();
        if (!schema.local) values.add(node);
        for (Kind kind : e.kinds()) values.add(kind.value(dice, schema.nodes));
        all.add(new Scenario.Input(now, node, e.name(), Collections.unmodifiableList(values)));
      }
    }
    return all;
  }
}
