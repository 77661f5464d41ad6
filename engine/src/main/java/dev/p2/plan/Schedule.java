package dev.p2.plan;

import dev.p2.lang.program.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Builds an order of steps in which every variable is bound before it is needed. */
final class Schedule {
  private final Draft draft;
  private final Set<Variable> bound;
  private final List<Draft.Step> placed = new ArrayList<>();

  Schedule(Draft draft) {
    this.draft = draft;
    this.bound = new HashSet<>(draft.boundAtStart());
  }

  boolean isBound(Variable variable) {
    return bound.contains(variable);
  }

  boolean ready(Draft.Step step) {
    return bound.containsAll(draft.needs(step));
  }

  /** Appends a step whose needs are met. */
  void place(Draft.Step step) {
    if (!ready(step)) {
      throw new AssertionError(
          draft.rule() + ": a term is evaluated before its variables are bound: " + step);
    }
    placed.add(step);
    bound.addAll(Draft.binds(step));
  }

  /**
   * Moves every step of {@code waiting} that can run now, and those that it enables, from there to
   * here, in order.
   */
  void placeReady(List<Draft.Step> waiting) {
    placeReady(waiting, step -> true);
  }

  void placeReady(List<Draft.Step> waiting, Predicate<Draft.Step> which) {
    boolean again = true;
    while (again) {
      again = false;
      for (var i = waiting.iterator(); i.hasNext(); ) {
        Draft.Step step = i.next();
        if (!which.test(step) || !ready(step)) continue;
        i.remove();
        place(step);
        again |= step instanceof Draft.Step.Let;
      }
    }
  }

  /** All that was placed; {@code waiting} must be empty by now. */
  List<Draft.Step> finish(List<Draft.Step> waiting) {
    if (!waiting.isEmpty()) {
      throw new AssertionError(draft.rule() + ": variables are never bound: " + waiting);
    }
    return placed;
  }

  int size() {
    return placed.size();
  }
}
