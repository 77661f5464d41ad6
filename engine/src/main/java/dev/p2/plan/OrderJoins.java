package dev.p2.plan;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.Variable;
import dev.p2.plan.Draft.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 * Time: a comparison for each pair of reads, and a guess for each read and variable of it.
 */
final class OrderJoins implements Rewrite {
  /** No guess of rows. */
  private static final double TAKEN = Double.POSITIVE_INFINITY;

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

    var reads = new ArrayList<Step.Read>();
    var lets = new ArrayList<Step>();
    var rest = new ArrayList<Step>();
    for (Step step : draft.steps().subList(begin, draft.steps().size())) {
      if (joins(step)) reads.add((Step.Read) step);
      else if (step instanceof Step.Let let && !let.late()) lets.add(step);
      else rest.add(step);
    }
    var assigning = schedule.waiting(lets);
    var candidates = new Candidates(draft, reads, schedule);
    for (int left = reads.size(); left > 0; left--) {
      int before = schedule.gained().size();
      schedule.place(candidates.takeCheapest());
      schedule.placeReady(assigning);
      List<Variable> gained = schedule.gained();
      gained.subList(before, gained.size()).forEach(candidates::bound);
    }
    rest.forEach(schedule::place);
    return draft.withSteps(schedule.finish(assigning));
  }

  private static boolean joins(Step step) {
    return step instanceof Step.Read read && !read.predicate().negated();
  }

  /** The reads that are left; a guess is made anew where a variable of the read got its value. */
  private static final class Candidates {
    private final Draft draft;
    private final List<Step.Read> reads;
    private final Schedule schedule;
    private final double[] rows;
    private final Map<Variable, List<Integer>> mentions = new HashMap<>();

    Candidates(Draft draft, List<Step.Read> reads, Schedule schedule) {
      this.draft = draft;
      this.reads = reads;
      this.schedule = schedule;
      this.rows = new double[reads.size()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = rows(reads.get(i));
        for (Variable variable : mentioned(reads.get(i).predicate()))
          mentions.computeIfAbsent(variable, _ -> new ArrayList<>()).add(i);
      }
    }

    private static Set<Variable> mentioned(BodyTerm.Predicate predicate) {
      Set<Variable> all = Draft.variables(predicate);
      for (Argument argument : predicate.arguments())
        if (argument instanceof Argument.Match m) all.addAll(Exprs.variables(m.value()));
      return all;
    }

    Step takeCheapest() {
      int best = 0;
      for (int i = 1; i < rows.length; i++) if (rows[i] < rows[best]) best = i;
      rows[best] = TAKEN;
      return reads.get(best);
    }

    void bound(Variable variable) {
      for (int i : mentions.getOrDefault(variable, List.of()))
        if (rows[i] != TAKEN) rows[i] = rows(reads.get(i));
    }

    /** A view that reads itself holds more than what it is made from: an index there costs most. */
    private double rows(Step.Read step) {
      var predicate = step.predicate();
      var relation = predicate.relation();
      var bound = Access.boundColumns(predicate, schedule::isBound);
      boolean itself = draft.rule().isView() && relation == draft.rule().head().relation();
      boolean all = IndexBook.unique(relation, bound);
      return Estimate.matches(relation, bound) * (itself && !all ? Estimate.KINDS : 1);
    }
  }
}
