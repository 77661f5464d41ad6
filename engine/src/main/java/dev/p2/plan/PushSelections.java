package dev.p2.plan;

import dev.p2.plan.Draft.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves each condition, and each negated predicate, to the earliest place at which its variables
 * are bound.
 *
 * <pre>
 *   on lookup(@Me,K,R) | scan finger(@Me,I,B) | scan node(@Me,N) | K &gt; 7 | B in (N,K)
 *   becomes
 *   on lookup(@Me,K,R) | K &gt; 7 | scan finger(@Me,I,B) | scan node(@Me,N) | B in (N,K)
 * </pre>
 *
 * <p>Correct because they only drop matches and bind nothing. Stays where it is: what draws random
 * numbers (it must run once a match). Where both can go, conditions come before negated predicates,
 * since they read no table. Time: body length.
 */
final class PushSelections implements Rewrite {
  @Override
  public String name() {
    return "push-selections";
  }

  @Override
  public List<Class<? extends Rewrite>> after() {
    return List.of(OrderJoins.class);
  }

  @Override
  public Draft apply(Draft draft) {
    var schedule = new Schedule(draft);
    var behind = draft.steps().subList(draft.fixed(), draft.steps().size());
    var checks = new ArrayList<Step>();
    var absent = new ArrayList<Step>();
    for (Step step : behind)
      if (mayMove(step)) (step instanceof Step.Check ? checks : absent).add(step);
    var testing = schedule.waiting(checks);
    var asking = schedule.waiting(absent);
    for (int i = 0; i < draft.steps().size(); i++) {
      Step step = draft.steps().get(i);
      if (i >= draft.fixed()) {
        schedule.placeReady(testing);
        schedule.placeReady(asking);
      }
      if (i < draft.fixed() || !mayMove(step)) schedule.place(step);
    }
    schedule.placeReady(testing);
    schedule.placeReady(asking);
    return draft.withSteps(schedule.finish(testing, asking));
  }

  private static boolean mayMove(Step step) {
    return switch (step) {
      case Step.Check check -> !check.late();
      case Step.Let let -> false;
      case Step.Read read -> read.predicate().negated() && !read.late();
    };
  }
}
