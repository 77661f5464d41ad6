package dev.p2.plan;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Variable;
import dev.p2.plan.Draft.Start;
import dev.p2.plan.Draft.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the first draft of a strand, which every rewrite may improve but none is needed for:
 *
 * <ol>
 *   <li>for an aggregate, the conditions and assignments that its event fixes (6.1);
 *   <li>the positive predicates in text order, by scans, each assignment as soon as it can be
 *       computed;
 *   <li>conditions and negated predicates in text order;
 *   <li>what draws random numbers or calls the host, and what needs its results: once a complete
 *       match (section 5).
 * </ol>
 */
final class Drafts {
  private final CheckedRule rule;
  private final Start start;
  private final Set<Integer> late;

  private Drafts(CheckedRule rule, Start start) {
    this.rule = rule;
    this.start = start;
    this.late = late(rule);
  }

  static Draft of(CheckedRule rule, Start start) {
    return new Drafts(rule, start).draft();
  }

  private Draft draft() {
    var lets = new ArrayList<Step>();
    var reads = new ArrayList<Step>();
    var tests = new ArrayList<Step>();
    var last = new ArrayList<Step>();
    for (Step step : steps()) {
      if (late.contains(step.term())) last.add(step);
      else if (step instanceof Step.Let) lets.add(step);
      else if (step instanceof Step.Read r && !r.predicate().negated()) reads.add(step);
      else tests.add(step);
    }
    var schedule = new Schedule(new Draft(rule, start, 0, List.of()));
    var assigning = schedule.waiting(lets);
    var testing = schedule.waiting(tests);
    if (start instanceof Start.Event && rule.head().aggregating()) {
      schedule.placeReady(assigning);
      schedule.placeReady(testing, Step.Check.class::isInstance);
    }
    int fixed = schedule.size();
    schedule.placeReady(assigning);
    for (Step read : reads) {
      schedule.place(read);
      schedule.placeReady(assigning);
    }
    schedule.placeReady(testing);
    var ending = schedule.waiting(last);
    schedule.placeReady(ending);
    return new Draft(rule, start, fixed, schedule.finish(assigning, testing, ending));
  }

  private List<Step> steps() {
    var steps = new ArrayList<Step>();
    int position = 0;
    for (int term = 0; term < rule.body().size(); term++) {
      boolean isLate = late.contains(term);
      switch (rule.body().get(term)) {
        case BodyTerm.Assign a -> steps.add(new Step.Let(term, a, isLate));
        case BodyTerm.Condition c -> steps.add(new Step.Check(term, c, isLate));
        case BodyTerm.Predicate p -> {
          int here = position++;
          if (!(start instanceof Start.Change c && c.position() == here)) {
            steps.add(
                new Step.Read(
                    term, here, p, version(here, p.negated()), false, Optional.empty(), isLate));
          }
        }
      }
    }
    return steps;
  }

  /**
   * Negated predicates count as standing before the others: a derivation that one of them ends
   * while a row of it expires is found as ended, not as lost by expiry.
   */
  private Operator.Version version(int position, boolean negated) {
    if (!(start instanceof Start.Change c)) return Operator.Version.NOW;
    boolean before = negated == c.predicate().negated() ? position < c.position() : negated;
    return before ? Operator.Version.BEFORE_TRIGGER : Operator.Version.AFTER_TRIGGER;
  }

  /** Adds what assignments that draw nothing make of the variables. */
  private static void assign(CheckedRule rule, Set<Variable> early) {
    record Reader(BodyTerm.Assign assign, Set<Variable> missing) {}
    var readers = new HashMap<Variable, List<Reader>>();
    var ready = new ArrayDeque<Variable>();
    for (BodyTerm term : rule.body()) {
      if (!(term instanceof BodyTerm.Assign a) || Exprs.draws(a.value())) continue;
      var missing = Exprs.variables(a.value());
      missing.removeAll(early);
      if (missing.isEmpty()) ready.add(a.variable());
      var reader = new Reader(a, missing);
      for (Variable variable : missing)
        readers.computeIfAbsent(variable, _ -> new ArrayList<>()).add(reader);
    }
    for (Variable known = ready.poll(); known != null; known = ready.poll()) {
      if (!early.add(known)) continue;
      for (Reader reader : readers.getOrDefault(known, List.of())) {
        reader.missing.remove(known);
        if (reader.missing.isEmpty()) ready.add(reader.assign.variable());
      }
    }
  }

  /** The terms that draw, or that need a variable which only such a term assigns. */
  private static Set<Integer> late(CheckedRule rule) {
    var late = new HashSet<Integer>();
    Set<Variable> early = Draft.locations(rule);
    for (var p : Draft.predicates(rule)) if (!p.negated()) early.addAll(Draft.variables(p));
    assign(rule, early);
    Set<Variable> bindable = Draft.bindable(rule);
    for (int term = 0; term < rule.body().size(); term++) {
      var needs = new HashSet<Variable>();
      boolean draws = false;
      switch (rule.body().get(term)) {
        case BodyTerm.Assign a -> {
          needs.addAll(Exprs.variables(a.value()));
          draws = Exprs.draws(a.value());
        }
        case BodyTerm.Condition c -> {
          needs.addAll(Exprs.variables(c.condition()));
          draws = Exprs.draws(c.condition());
        }
        case BodyTerm.Predicate p -> {
          if (!p.negated()) continue;
          needs.addAll(Draft.variables(p));
          for (var argument : p.arguments()) {
            if (argument instanceof Argument.Match m) {
              needs.addAll(Exprs.variables(m.value()));
              draws |= Exprs.draws(m.value());
            }
          }
        }
      }
      needs.retainAll(bindable);
      if (draws || !early.containsAll(needs)) late.add(term);
    }
    return late;
  }
}
