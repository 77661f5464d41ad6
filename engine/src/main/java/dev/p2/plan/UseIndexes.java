package dev.p2.plan;

import dev.p2.plan.Draft.Start;
import dev.p2.plan.Draft.Step;
import java.util.List;

/**
 * Lets reads find their rows by the columns that are bound, instead of comparing those columns in all rows.
 *
 * <pre>
 *   on find(@Me,K) | scan best(@Me,=K,A)
 *   becomes
 *   on find(@Me,K) | probe best(@Me,=K,A) by 2
 * </pre>
 *
 * <p>Correct because an index finds exactly the rows that are equal in its columns. Stays as it is: a read of which no
 * column but its location is bound. Which index it is, {@link Access} says.
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
    List<Step> steps = draft.steps().stream().map(UseIndexes::indexed).toList();
    Start start = draft.start() instanceof Start.Change c && c.predicate().negated()
        ? new Start.Change(c.predicate(), c.position(), true)
        : draft.start();
    return draft.withSteps(steps).withStart(start);
  }

  private static Step indexed(Step step) {
    return step instanceof Step.Read r ? new Step.Read(r.term(), r.position(), r.predicate(), r.version(), true, r.late()) : step;
  }
}
