package dev.p2.lang.lint;

import dev.p2.lang.lint.CalmReport.Operation;
import dev.p2.lang.lint.CalmReport.Point;
import dev.p2.lang.lint.CalmReport.Verdict;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.Mentions;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Monotonicity by syntax, after Hellerstein and Alvaro, Keeping CALM (CACM 63(9), 2020), and its
 * predecessor for Bloom (CIDR 2011). A relation is monotone if nothing that it comes from negates,
 * aggregates, deletes, replaces by key, forgets, or is read by an event that does not wait for it:
 * then the order in which messages arrive does not matter. A point of order is a negation, an
 * aggregate, a delete, a replacement, or an event's read of a table, over something that comes,
 * however indirectly, from other nodes.
 */
public final class Calm {
  private final Flow flow;

  /** Why a relation is not monotone by itself; a word for people each. */
  private final Map<Relation, List<String>> reasons = new LinkedHashMap<>();

  private final Set<Relation> network = new HashSet<>();
  private final List<Point> points = new ArrayList<>();

  private Calm(Flow flow) {
    this.flow = flow;
  }

  /** The report on a checked program. */
  public static CalmReport of(Program program) {
    var calm = new Calm(Flow.of(program, new Mentions(Map.of(), Set.of())));
    calm.findNetwork();
    calm.findReasons();
    calm.spread();
    for (Chain chain : calm.flow.chains()) calm.findPoints(chain);
    calm.points.sort(
        Comparator.comparing((Point p) -> p.at().source().name())
            .thenComparingInt(p -> p.at().start()));
    return new CalmReport(calm.flow.relations().stream().map(calm::verdict).toList(), calm.points);
  }

  private Verdict verdict(Relation r) {
    List<String> why = reasons.getOrDefault(r, List.of());
    return new Verdict(r.name(), r.isTable(), why.isEmpty(), network.contains(r), why);
  }

  /** What messages bring, and what is derived from that. */
  private void findNetwork() {
    Deque<Chain> todo = new ArrayDeque<>(flow.chains());
    while (!todo.isEmpty()) {
      Chain chain = todo.remove();
      boolean comes =
          chain.sent() || chain.predicates().stream().anyMatch(p -> network.contains(p.relation()));
      if (!comes || !network.add(chain.target())) continue;
      for (Flow.Read read : flow.reads(chain.target())) todo.add(read.chain());
    }
  }

  private void findReasons() {
    for (Relation r : flow.relations()) {
      r.table()
          .ifPresent(
              t -> {
                if (t.soft()) because(r, "its rows expire");
                if (t.sized()) because(r, "rows are evicted");
              });
      for (Chain delete : flow.deleters(r)) because(r, "rule " + delete.label() + " deletes");
    }
    for (Chain chain : flow.chains()) {
      if (!chain.inserts()) continue;
      Relation target = chain.target();
      if (chain.head().aggregating()) because(target, "rule " + chain.label() + " aggregates");
      for (Predicate p : chain.predicates()) {
        if (p.negated()) {
          because(target, "rule " + chain.label() + " negates " + p.relation().name());
        }
      }
      if (replaces(chain)) because(target, "rule " + chain.label() + " replaces rows by key");
      for (Predicate p : readOnce(chain)) {
        because(target, "rule " + chain.label() + " reads " + p.relation().name() + " once");
      }
    }
  }

  /**
   * Tables that an event reads when it occurs, though more of them may be on its way: what comes
   * later is not derived. Of an aggregate the aggregate says it.
   */
  private List<Predicate> readOnce(Chain chain) {
    if (chain.isView() || chain.head().aggregating()) return List.of();
    return chain.tables().stream().filter(p -> network.contains(p.relation())).toList();
  }

  private void because(Relation r, String reason) {
    List<String> known = reasons.computeIfAbsent(r, x -> new ArrayList<>());
    if (!known.contains(reason)) known.add(reason);
  }

  /**
   * Whether a row can displace another: the key and the node's own address are not the whole row,
   * and do not give it.
   */
  private boolean replaces(Chain chain) {
    Optional<TableSpec> table = chain.target().table();
    if (table.isEmpty() || table.get().bag() || chain.head().aggregating()) return false;
    Set<Integer> given = new HashSet<>(table.get().keys());
    given.add(chain.head().locationColumn());
    given.remove(-1);
    if (given.size() == chain.target().arity()) return false;
    boolean alone = flow.fillers(chain.target()).size() == 1 && !flow.hasFacts(chain.target());
    return !(alone && KeyConflicts.undetermined(chain, table.get()).isEmpty() && chain.isView());
  }

  /** What reads something that is not monotone is not monotone. */
  private void spread() {
    Deque<Relation> todo = new ArrayDeque<>(reasons.keySet());
    Map<Relation, Boolean> done = new HashMap<>();
    while (!todo.isEmpty()) {
      Relation from = todo.remove();
      if (done.put(from, true) != null) continue;
      for (Flow.Read read : flow.reads(from)) {
        Relation to = read.chain().target();
        if (!read.chain().inserts() || reasons.containsKey(to)) continue;
        because(to, "rule " + read.chain().label() + " reads " + from.name());
        todo.add(to);
      }
    }
  }

  private void findPoints(Chain chain) {
    Optional<Relation> arrived =
        chain.predicates().stream()
            .filter(p -> !p.negated() && network.contains(p.relation()))
            .map(Predicate::relation)
            .findFirst();
    for (Predicate p : chain.predicates()) {
      if (!p.negated() || !network.contains(p.relation())) continue;
      point(
          Operation.NEGATION,
          p.span(),
          chain,
          p.relation(),
          "not " + p.relation().name() + ": what is not there yet may be on its way");
    }
    if (chain.head().aggregating()) {
      counted(chain)
          .ifPresent(
              r ->
                  point(
                      Operation.AGGREGATE,
                      chain.head().aggregates().getFirst().span(),
                      chain,
                      r,
                      "an aggregate over " + r.name() + ": more of it may be on its way"));
    }
    if (chain.inserts()) {
      String event = chain.event().map(e -> e.relation().name()).orElse("");
      for (Predicate p : readOnce(chain)) {
        point(
            Operation.READ,
            p.span(),
            chain,
            p.relation(),
            event + " reads " + p.relation().name() + " once: a row that comes later is missed");
      }
    }
    if (arrived.isEmpty()) return;
    Relation by = arrived.get();
    String target = chain.target().name();
    if (!chain.inserts()) {
      point(
          Operation.DELETE,
          chain.span(),
          chain,
          by,
          "delete from "
              + target
              + " when "
              + by.name()
              + " comes: what it deletes may come later");
    } else if (replaces(chain)) {
      point(
          Operation.REPLACEMENT,
          chain.span(),
          chain,
          by,
          target + " keeps the row that " + by.name() + " brought last for a key");
    }
  }

  /** What an aggregate gathers of all that comes over the network; of an event rule its tables. */
  private Optional<Relation> counted(Chain chain) {
    return chain.tables().stream()
        .map(Predicate::relation)
        .filter(r -> network.contains(r) || chain.hops() > 0)
        .findFirst();
  }

  private void point(Operation operation, Span at, Chain chain, Relation read, String message) {
    points.add(new Point(operation, at, chain.label(), read.name(), message));
  }
}
