package dev.p2.lang.check;

import dev.p2.lang.check.BodyTerm.Modifier;
import dev.p2.lang.check.RuleForm.HeadForm;
import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is allowed and yet probably meant otherwise: P2-102, P2-104, P2-116, P2-119. */
final class Warnings {
  private final ProgramDraft program;
  private final Report report;

  private Warnings(ProgramDraft program) {
    this.program = program;
    this.report = program.report;
  }

  static void warn(ProgramDraft program) {
    var pass = new Warnings(program);
    pass.neverFilled();
    pass.endlessEvents();
    pass.factsOfOneNode();
  }

  private void neverFilled() {
    Map<RelationDraft, PredicateForm> firstReads = new LinkedHashMap<>();
    for (RuleForm form : program.forms()) {
      for (PredicateForm p : form.predicates()) firstReads.putIfAbsent(p.relation(), p);
    }
    Set<String> fromHost =
        program
            .statements(Statement.Stage.class)
            .map(s -> s.out().text())
            .collect(Collectors.toSet());
    firstReads.forEach(
        (relation, read) -> {
          boolean outside =
              relation.isSystem()
                  || relation.name.contains("#")
                  || fromHost.contains(relation.name);
          if (!relation.filled && !outside) neverFilled(relation, read);
        });
  }

  private void neverFilled(RelationDraft relation, PredicateForm read) {
    if (relation.isTable()) {
      report.warning("P2-104", read.span(), "table " + relation + " is read but never filled");
      return;
    }
    String message = "nothing derives " + relation + "; it must come from outside";
    boolean declared = relation.declaration.isPresent();
    for (RelationDraft other : program.relations.values()) {
      if (declared
          || other == relation
          || other.hidden
          || Spelling.distance(relation.name, other.name) != 1) continue;
      if (relation.name.length() < 3 || !other.filled) continue;
      report.add(
          Diagnostic.warning("P2-102", read.span(), message).hint("did you mean " + other + "?"));
      return;
    }
    report.note("P2-102", read.span(), message);
  }

  /** Event rules with heads at the same node that feed each other within one round. */
  private void endlessEvents() {
    Map<RelationDraft, Set<RelationDraft>> next = new LinkedHashMap<>();
    List<RuleForm> rules = new ArrayList<>();
    for (RuleForm form : program.forms()) {
      HeadForm head = form.head();
      boolean within =
          form.eventPredicate().filter(p -> p.modifier() == Modifier.NONE).isPresent()
              && !head.remote()
              && !head.delete()
              && !head.relation().isTable();
      if (!within) continue;
      rules.add(form);
      next.computeIfAbsent(
              form.eventPredicate().orElseThrow().relation(), r -> new LinkedHashSet<>())
          .add(head.relation());
    }
    Set<RelationDraft> reported = new HashSet<>();
    for (RuleForm form : rules) {
      RelationDraft event = form.eventPredicate().orElseThrow().relation();
      List<RelationDraft> way = way(form.head().relation(), event, next);
      if (way.isEmpty() || reported.contains(event)) continue;
      reported.addAll(way);
      String events = way.stream().map(RelationDraft::toString).collect(Collectors.joining(" → "));
      report.warning(
          "P2-116",
          form.head().span(),
          "events " + event + " → " + events + " can run for ever in one round");
    }
  }

  /** The relations on the shortest way, both ends included; empty if there is none. */
  private static List<RelationDraft> way(
      RelationDraft from, RelationDraft to, Map<RelationDraft, Set<RelationDraft>> next) {
    Map<RelationDraft, RelationDraft> before = new HashMap<>();
    Deque<RelationDraft> todo = new ArrayDeque<>(List.of(from));
    before.put(from, from);
    while (!todo.isEmpty() && !before.containsKey(to)) {
      RelationDraft at = todo.remove();
      for (RelationDraft r : next.getOrDefault(at, Set.of()))
        if (before.putIfAbsent(r, at) == null) todo.add(r);
    }
    if (!before.containsKey(to)) return List.of();
    var way = new ArrayDeque<RelationDraft>();
    for (RelationDraft at = to; at != from; at = before.get(at)) way.addFirst(at);
    way.addFirst(from);
    return List.copyOf(way);
  }

  private void factsOfOneNode() {
    if (program.rules.isEmpty()) return;
    for (FactForm fact : program.facts) {
      if (fact.locationColumn() < 0) continue;
      if (fact.values().get(fact.locationColumn()) instanceof Expression.Literal l
          && l.value() instanceof String node) {
        report.note("P2-119", fact.span(), "fact is for one fixed node, " + node);
      }
    }
  }
}
