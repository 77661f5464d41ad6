package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AssignForm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts each assignment of a long body after those of the variables that it reads. Before:
 *
 * <pre>h(@X, C) :- e(@X, A), C := B + 1, B := A + 1.</pre>
 *
 * after: {@code h(@X, C) :- e(@X, A), B := A + 1, C := B + 1.}
 *
 * <p>The order of terms means nothing (overlog.md 8.1), but passes that go through a body until
 * nothing changes need two rounds for a chain of n assignments in this order, and up to n in that
 * of the text.
 */
final class DataFlow {
  /** A shorter body stays as it stands: few rounds do. */
  private static final int LONG = 64;

  private final Map<String, List<AssignForm>> assignments = new HashMap<>();
  private final Set<AssignForm> begun = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<AssignForm> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<RuleForm.Term> ordered = new ArrayList<>();

  private DataFlow() {}

  /** The form with its body in order; itself if nothing moves. Time: in proportion to the body. */
  static RuleForm order(RuleForm form) {
    if (form.body().size() < LONG) return form;
    List<RuleForm.Term> body = new DataFlow().run(form.body());
    return body.equals(form.body())
        ? form
        : new RuleForm(
            form.label(),
            form.head(),
            body,
            form.event().map(i -> placeOf(form.body().get(i), body)));
  }

  private static int placeOf(RuleForm.Term term, List<RuleForm.Term> body) {
    int place = 0;
    while (body.get(place) != term) place++;
    return place;
  }

  private List<RuleForm.Term> run(List<RuleForm.Term> body) {
    for (RuleForm.Term t : body) {
      if (t instanceof AssignForm a)
        assignments.computeIfAbsent(a.variable(), v -> new ArrayList<>(1)).add(a);
    }
    for (RuleForm.Term t : body) {
      if (t instanceof AssignForm a) assignment(a);
      else ordered.add(t);
    }
    return ordered;
  }

  /** Without recursion: chains may be long. Of those in a circle one has to be the first. */
  private void assignment(AssignForm wanted) {
    Deque<AssignForm> todo = new ArrayDeque<>(List.of(wanted));
    while (!todo.isEmpty()) {
      AssignForm next = todo.peek();
      if (begun.add(next)) {
        for (String name : Expressions.names(next.value())) {
          for (AssignForm source : assignments.getOrDefault(name, List.of()))
            if (!begun.contains(source)) todo.push(source);
        }
        continue;
      }
      todo.pop();
      if (done.add(next)) ordered.add(next);
    }
  }
}
