package dev.p2.plan;

import dev.p2.plan.Draft.Start;
import dev.p2.plan.Draft.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets reads find their rows by the columns that are bound, instead of comparing those columns in
 * all rows.
 *
 * <pre>
 *   on find(@Me,K) | scan best(@Me,=K,A)
 *   becomes
 *   on find(@Me,K) | probe best(@Me,=K,A) by 2
 * </pre>
 *
 * <p>Correct because an index finds exactly the rows that are equal in its columns. Stays as it is:
 * a read of which no column but its location is bound, and one of a table that has one row a node,
 * which is as soon compared as hashed. Which index it is, {@link Access} says.
 */
final class UseIndexes implements Rewrite {
  @Override
  public String name() {
    return "use-indexes";
  }

  @Override
  public List<Class<? extends Rewrite>> after() {
    return List.of(OrderJoins.class, PushSelections.class);
  }

  @Override
  public Draft apply(Draft draft) {
    var schedule = new Schedule(draft);
    var steps = new ArrayList<Step>();
    for (Step step : draft.steps()) {
      steps.add(step instanceof Step.Read read && finds(read, schedule) ? read.byIndex() : step);
      schedule.place(step);
    }
    return draft.withSteps(steps).withStart(indexed(draft.start()));
  }

  private static boolean finds(Step.Read read, Schedule schedule) {
    return !IndexBook.single(read.predicate().relation())
        && !Access.boundColumns(read.predicate(), schedule::isBound).isEmpty();
  }

  /** A negated trigger asks about its own row's key. */
  private static Start indexed(Start start) {
    boolean asks = start instanceof Start.Change c && c.predicate().negated();
    return asks ? ((Start.Change) start).byIndex() : start;
  }
}
