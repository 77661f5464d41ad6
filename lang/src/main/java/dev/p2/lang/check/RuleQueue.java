package dev.p2.lang.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules that a fixpoint still has to look at: all at first, in program order, and each again
 * when a relation that it mentions has changed. So a chain of n rules takes time in proportion to n
 * whatever its order in the text.
 */
final class RuleQueue {
  private final List<RuleForm> all;
  private final Map<RelationDraft, List<RuleForm>> users = new HashMap<>();
  private final Deque<RuleForm> todo = new ArrayDeque<>();
  private final Set<RuleForm> waiting = new HashSet<>();

  RuleQueue(List<RuleForm> forms) {
    this.all = forms;
    for (RuleForm form : forms) {
      use(form.head().relation(), form);
      for (RuleForm.PredicateForm p : form.predicates()) use(p.relation(), form);
    }
    addAll();
  }

  private void use(RelationDraft relation, RuleForm form) {
    users.computeIfAbsent(relation, r -> new ArrayList<>(2)).add(form); // twice does no harm
  }

  void addAll() {
    all.forEach(this::add);
  }

  void add(RuleForm form) {
    if (waiting.add(form)) todo.add(form);
  }

  /** A column of the relation is not what it was. */
  void changed(RelationDraft relation) {
    users.getOrDefault(relation, List.of()).forEach(this::add);
  }

  boolean isEmpty() {
    return todo.isEmpty();
  }

  Optional<RuleForm> next() {
    RuleForm form = todo.poll();
    if (form != null) waiting.remove(form);
    return Optional.ofNullable(form);
  }
}
