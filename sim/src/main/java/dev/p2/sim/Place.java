package dev.p2.sim;

import dev.p2.engine.Node;
import dev.p2.engine.host.MemoryStore;
import dev.p2.engine.tuple.Tuple;
import dev.p2.net.record.History;
import java.util.ArrayList;
import java.util.List;

/** Where a node lives: what stays when it crashes and another one starts in its stead. */
final class Place {
  final int index;
  final String address;
  Node node;

  /** Even: the node is off. Odd: it runs; greater by 2 with every life. */
  int life;

  /** Whether a recording knows of it: from its first start on, or from what came before that. */
  boolean recorded;

  /** When it first boots. */
  long bootAtNanos;

  /** The earliest pending wake-up for a rule, and for a watch. */
  long wakeAtNanos = Long.MAX_VALUE;

  long watchWakeAtNanos = Long.MAX_VALUE;
  long lastStepNanos = Long.MIN_VALUE;

  /** How many steps in a row, at one instant, came of events without delay. */
  int undelayedSteps;

  long undelayedAtNanos = Long.MIN_VALUE;

  /** What waits because it is paused or busy; null where nothing does and it is not paused. */
  Backlog backlog;

  /** How its clock goes; null: right. */
  SkewedClock clock;

  /** What each step takes, and until when it is busy with the last. */
  long stepNanos;

  long busyUntilNanos = Long.MIN_VALUE;

  /** Rows to load at every start. */
  List<Tuple> loaded = List.of();

  /** Who lives in the node; null where rules do. */
  Guest guest;

  /** What is on its disk; null where the program keeps nothing there. */
  MemoryStore disk;

  final History history = new History();

  Place(int index, String address) {
    this.index = index;
    this.address = address;
  }

  boolean paused() {
    return backlog != null && backlog.paused;
  }

  boolean running() {
    return life % 2 == 1;
  }

  void load(Tuple row) {
    if (loaded.isEmpty()) loaded = new ArrayList<>();
    loaded.add(row);
    node.load(row);
  }

  /** The node's time at a true time. */
  long local(long nanos) {
    return clock == null ? nanos : clock.local(nanos);
  }

  /** The first true time at which the node's clock shows {@code localNanos}. */
  long real(long localNanos) {
    return clock == null || localNanos == Long.MAX_VALUE ? localNanos : clock.real(localNanos);
  }
}
