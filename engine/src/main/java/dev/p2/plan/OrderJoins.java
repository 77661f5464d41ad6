package dev.p2.plan;

import dev.p2.plan.Draft.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads next the table that is expected to give the fewest rows a match: by its primary key if that
 * is bound, else by as many columns as possible, and whole tables last. Ties go by text order.
 *
 * <pre>
 *   on find(@Me,K) | scan member(@Me,A,V) | scan best(@Me,K,A)
 *   becomes
 *   on find(@Me,K) | scan best(@Me,K,A) | scan member(@Me,A,V)
 * </pre>
 *
 * <p>Correct because a join is the same in any order; the order of one trigger's matches is free
 * (9.6). Greedy: bodies are short, and what a table holds is not known before the program runs.
 * Time: reads squared.
 */
final class OrderJoins implements Rewrite {
  @Override
  public String name() {
    return "order-joins";
  }

  @Override
  public List<Class<? extends Rewrite>> after() {
    return List.of();
  }

  @Override
  public Draft apply(Draft draft) {
    int begin = 0;
    while (begin < draft.steps().size() && !joins(draft.steps().get(begin))) begin++;
    var schedule = new Schedule(draft);
    draft.steps().subList(0, begin).forEach(schedule::place);

    var reads = new ArrayList<Step>();
    var lets = new ArrayList<Step>();
    var rest = new ArrayList<Step>();
    for (Step step : draft.steps().subList(begin, draft.steps().size())) {
      if (joins(step)) reads.add(step);
      else if (step instanceof Step.Let let && !let.late()) lets.add(step);
      else rest.add(step);
    }
    while (!reads.isEmpty()) {
      Step next = cheapest(draft, reads, schedule);
      reads.remove(next);
      schedule.place(next);
      schedule.placeReady(lets);
    }
    rest.forEach(schedule::place);
    return draft.withSteps(schedule.finish(lets));
  }

  private static boolean joins(Step step) {
    return step instanceof Step.Read read && !read.predicate().negated();
  }

  private static Step cheapest(Draft draft, List<Step> reads, Schedule schedule) {
    Step best = reads.getFirst();
    double least = rows(draft, best, schedule);
    for (Step read : reads) {
      double rows = rows(draft, read, schedule);
      if (rows < least) {
        least = rows;
        best = read;
      }
    }
    return best;
  }

  /** A view that reads itself holds more than what it is made from: an index there costs most. */
  private static double rows(Draft draft, Step step, Schedule schedule) {
    var predicate = ((Step.Read) step).predicate();
    var relation = predicate.relation();
    var bound = Access.boundColumns(predicate, schedule::isBound);
    boolean itself = draft.rule().isView() && relation == draft.rule().head().relation();
    boolean all = IndexBook.unique(relation, bound);
    return Estimate.matches(relation, bound) * (itself && !all ? Estimate.KINDS : 1);
  }
}
