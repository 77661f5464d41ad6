package dev.p2.plan;

import dev.p2.lang.program.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Builds an order of steps in which every variable is bound before it is needed. */
final class Schedule {
  private final Draft draft;
  private final Set<Variable> bound;

  /** Those that a step has bound, in order. */
  private final List<Variable> gained = new ArrayList<>();

  private final List<Draft.Step> placed = new ArrayList<>();

  /** By variable that has no value yet: the waiting steps that need it. */
  private final Map<Variable, List<Waiter>> needed = new HashMap<>();

  Schedule(Draft draft) {
    this.draft = draft;
    this.bound = new HashSet<>(draft.boundAtStart());
  }

  /** A step, its place among those it waits with, and how many of its variables have no value. */
  private static final class Waiter {
    final Waiting among;
    final int place;
    final Draft.Step step;
    int missing;

    Waiter(Waiting among, int place, Draft.Step step) {
      this.among = among;
      this.place = place;
      this.step = step;
    }
  }

  /** Steps, in order, that are placed once they can be. */
  final class Waiting {
    private final TreeMap<Integer, Waiter> ready = new TreeMap<>();
    private int left;

    private Waiting(List<? extends Draft.Step> steps) {
      for (Draft.Step step : steps) {
        var waiter = new Waiter(this, left++, step);
        for (Variable variable : draft.needs(step)) {
          if (bound.contains(variable)) continue;
          waiter.missing++;
          needed.computeIfAbsent(variable, _ -> new ArrayList<>()).add(waiter);
        }
        if (waiter.missing == 0) ready.put(waiter.place, waiter);
      }
    }
  }

  /** The steps wait from now on; what they need is followed, so that no look is taken in vain. */
  Waiting waiting(List<? extends Draft.Step> steps) {
    return new Waiting(steps);
  }

  boolean isBound(Variable variable) {
    return bound.contains(variable);
  }

  /** Appends a step whose needs are met. */
  void place(Draft.Step step) {
    if (!bound.containsAll(draft.needs(step))) {
      throw new AssertionError(
          draft.rule() + ": a term is evaluated before its variables are bound: " + step);
    }
    append(step);
  }

  private void append(Draft.Step step) {
    placed.add(step);
    for (Variable variable : Draft.binds(step)) {
      if (!bound.add(variable)) continue;
      gained.add(variable);
      List<Waiter> waiters = needed.remove(variable);
      if (waiters == null) continue;
      for (Waiter waiter : waiters)
        if (--waiter.missing == 0) waiter.among.ready.put(waiter.place, waiter);
    }
  }

  /**
   * Places every step of {@code waiting} that can run now, in order, and those that they enable:
   * these too if they stand behind, else in another pass from the front.
   */
  void placeReady(Waiting waiting) {
    placeReady(waiting, step -> true);
  }

  void placeReady(Waiting waiting, Predicate<Draft.Step> which) {
    boolean again = true;
    while (again) {
      again = false;
      for (var next = waiting.ready.firstEntry();
          next != null;
          next = waiting.ready.higherEntry(next.getKey())) {
        Draft.Step step = next.getValue().step;
        if (!which.test(step)) continue;
        waiting.ready.remove(next.getKey());
        waiting.left--;
        append(step);
        again |= step instanceof Draft.Step.Let;
      }
    }
  }

  /** All that was placed; none may be {@code waiting} by now. */
  List<Draft.Step> finish(Waiting... waiting) {
    for (Waiting steps : waiting) {
      if (steps.left > 0)
        throw new AssertionError(draft.rule() + ": variables are never bound: " + needed.keySet());
    }
    return placed;
  }

  int size() {
    return placed.size();
  }

  /** The variables that steps have given a value to; it grows at its end. */
  List<Variable> gained() {
    return gained;
  }
}
