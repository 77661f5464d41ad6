package dev.p2.engine;

import dev.p2.lang.program.Head;
import dev.p2.lang.program.Relation;
import dev.p2.plan.Action;
import dev.p2.plan.Operator;
import dev.p2.plan.Plan;
import dev.p2.plan.Strand;
import dev.p2.plan.Trigger;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which tables a step will most likely touch, and how, by what makes it: those that the strands of
 * an event or a timer read and write, and those of the events that they emit at the same node. Not
 * followed is an event that depends on a row: it seldom comes. A host with many nodes reads them
 * ahead, for several steps in a row, so that cache misses overlap ({@link ReadAhead}).
 *
 * <p>A touch is a number: the relation's id above {@value #HOW_BITS} bits that say how.
 */
final class Foresight {
  static final int HOW_BITS = 5;

  /** A row of a certain primary key. */
  static final int KEY = 1;

  /** Rows with certain values in other columns. */
  static final int CHAIN = 2;

  /** Rows within bounds. */
  static final int ORDER = 4;

  /** A row that may come or go. */
  static final int WRITE = 8;

  /** All rows. */
  static final int SCAN = 16;

  private static final int[] NONE = {};

  private final Plan plan;

  /** By relation: what is touched when a tuple of it arrives. */
  private final int[][] onArrival;

  /** By timer. */
  private final int[][] onTimer;

  Foresight(Plan plan) {
    this.plan = plan;
    int relations = plan.program().relations().size();
    onArrival = new int[relations][];
    for (int relation = 0; relation < relations; relation++) onArrival[relation] = of(relation);
    onTimer = new int[plan.timers().size()][];
    for (Plan.TimerPlan timer : plan.timers()) {
      var touches = new TreeMap<Integer, Integer>();
      follow(plan.strands().get(timer.strand()), touches, new LinkedHashSet<>());
      onTimer[timer.id()] = array(touches);
    }
  }

  /** What a step touches for an arriving tuple; nothing for a relation of another program. */
  int[] onArrival(int relation) {
    return relation < onArrival.length ? onArrival[relation] : NONE;
  }

  /** The same for a timer, by its id. */
  int[] onTimer(int timer) {
    return timer < onTimer.length ? onTimer[timer] : NONE;
  }

  private int[] of(int relation) {
    var touches = new TreeMap<Integer, Integer>();
    if (plan.program().relations().get(relation).isTable()) touches.put(relation, KEY | WRITE);
    else events(relation, touches, new LinkedHashSet<>());
    return array(touches);
  }

  private void events(int relation, Map<Integer, Integer> touches, Set<Integer> seen) {
    if (!seen.add(relation)) return;
    for (Strand strand : plan.strands()) {
      if (strand.trigger() instanceof Trigger.OnEvent e && e.relation().id() == relation)
        follow(strand, touches, seen);
    }
  }

  private void follow(Strand strand, Map<Integer, Integer> touches, Set<Integer> seen) {
    boolean reads = false;
    for (Operator operator : strand.operators()) reads |= read(operator, touches);
    switch (strand.action()) {
      case Action.Derive(Head head, Action.Verb verb) -> act(head, verb, !reads, touches, seen);
      case Action.Aggregate(Head head, Action.Verb verb, _, _, _) ->
          act(head, verb, true, touches, seen);
      case Action.TouchGroup _, Action.Rederived _, Action.Install _ -> {}
    }
  }

  private void act(
      Head head,
      Action.Verb verb,
      boolean certain,
      Map<Integer, Integer> touches,
      Set<Integer> seen) {
    switch (verb) {
      case EMIT -> {
        if (certain) events(head.relation().id(), touches, seen);
      }
      case INSERT, DELETE, SUPPORT -> touch(head.relation(), KEY | WRITE, touches);
      case SEND, SEND_INSERT, SEND_DELETE, SEND_SUPPORT -> {}
    }
  }

  /** Notes what an operator reads, if anything. */
  private static boolean read(Operator operator, Map<Integer, Integer> touches) {
    switch (operator) {
      case Operator.Probe p -> touch(p.relation(), byIndex(p.index()), touches);
      case Operator.Range r -> touch(r.relation(), ORDER, touches);
      case Operator.Scan s -> touch(s.relation(), SCAN, touches);
      case Operator.Absent a -> touch(a.relation(), byIndex(a.index()), touches);
      case Operator.Flip f -> touch(f.relation(), byIndex(f.index()), touches);
      case Operator.Select _, Operator.Assign _ -> {
        return false;
      }
    }
    return true;
  }

  private static int byIndex(int index) {
    if (index < 0) return SCAN;
    return index == 0 ? KEY : CHAIN;
  }

  private static void touch(Relation relation, int how, Map<Integer, Integer> touches) {
    touches.merge(relation.id(), how, (a, b) -> a | b);
  }

  private static int[] array(Map<Integer, Integer> touches) {
    return touches.isEmpty()
        ? NONE
        : touches.entrySet().stream()
            .mapToInt(e -> e.getKey() << HOW_BITS | e.getValue())
            .toArray();
  }
}
