package dev.p2.engine;

import dev.p2.lang.program.Head;
import dev.p2.plan.Action;
import dev.p2.plan.Operator;
import dev.p2.plan.Plan;
import dev.p2.plan.Strand;
import dev.p2.plan.Trigger;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which tables a step will most likely touch, by what makes it: those that the strands of an event
 * or a timer read and write, and those of the events that they emit at the same node. A host with
 * many nodes reads them ahead, for several steps in a row, so that cache misses overlap ({@link
 * ReadAhead}).
 */
final class Foresight {
  private static final int[] NONE = {};

  private final Plan plan;

  /** By relation: the tables touched when a tuple of it arrives. */
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
      SortedSet<Integer> tables = new TreeSet<>();
      follow(plan.strands().get(timer.strand()), tables, new LinkedHashSet<>());
      onTimer[timer.id()] = array(tables);
    }
  }

  /**
   * The tables, by relation id, that a step touches for an arriving tuple; none for a relation of
   * another program.
   */
  int[] onArrival(int relation) {
    return relation < onArrival.length ? onArrival[relation] : NONE;
  }

  /** The same for a timer, by its id. */
  int[] onTimer(int timer) {
    return timer < onTimer.length ? onTimer[timer] : NONE;
  }

  private int[] of(int relation) {
    SortedSet<Integer> tables = new TreeSet<>();
    if (plan.program().relations().get(relation).isTable()) tables.add(relation);
    else events(relation, tables, new LinkedHashSet<>());
    return array(tables);
  }

  private void events(int relation, Set<Integer> tables, Set<Integer> seen) {
    if (!seen.add(relation)) return;
    for (Strand strand : plan.strands()) {
      if (strand.trigger() instanceof Trigger.OnEvent e && e.relation().id() == relation)
        follow(strand, tables, seen);
    }
  }

  private void follow(Strand strand, Set<Integer> tables, Set<Integer> seen) {
    for (Operator operator : strand.operators()) read(operator, tables);
    switch (strand.action()) {
      case Action.Derive(Head head, Action.Verb verb) -> act(head, verb, tables, seen);
      case Action.Aggregate(Head head, Action.Verb verb, _, _, _) -> act(head, verb, tables, seen);
      case Action.TouchGroup _, Action.Rederived _, Action.Install _ -> {}
    }
  }

  private void act(Head head, Action.Verb verb, Set<Integer> tables, Set<Integer> seen) {
    switch (verb) {
      case EMIT -> events(head.relation().id(), tables, seen);
      case INSERT, DELETE, SUPPORT -> tables.add(head.relation().id());
      case SEND, SEND_INSERT, SEND_DELETE, SEND_SUPPORT -> {}
    }
  }

  private static void read(Operator operator, Set<Integer> tables) {
    switch (operator) {
      case Operator.Probe p -> tables.add(p.relation().id());
      case Operator.Range r -> tables.add(r.relation().id());
      case Operator.Scan s -> tables.add(s.relation().id());
      case Operator.Absent a -> tables.add(a.relation().id());
      case Operator.Flip f -> tables.add(f.relation().id());
      case Operator.Select _, Operator.Assign _ -> {}
    }
  }

  private static int[] array(Set<Integer> ids) {
    return ids.isEmpty() ? NONE : ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
