package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.BodyTerm.Modifier;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.CheckedRule.Timer;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule as it was written: the hops that a body over several nodes became are one again. The same
 * variable has the same name in all hops.
 *
 * @param last the rule that forms the head
 * @param event the event; empty for a view
 * @param body all other terms, those of earlier hops first, without hidden relations
 * @param hops how many messages a match needs before its head is formed
 */
record Chain(
    CheckedRule last,
    Optional<Predicate> event,
    Optional<Timer> timer,
    List<BodyTerm> body,
    int hops) {
  Chain {
    body = List.copyOf(body);
  }

  Head head() {
    return last.head();
  }

  Relation target() {
    return last.head().relation();
  }

  String label() {
    return last.label();
  }

  /** The head's relation name. */
  Span span() {
    return last.span();
  }

  boolean isView() {
    return event.isEmpty();
  }

  /** Whether what it derives, or a part of it, comes by a message. */
  boolean sent() {
    return hops > 0 || head().remote();
  }

  boolean inserts() {
    return !head().delete();
  }

  /** Whether the event is an event relation, not a change of a table. */
  boolean onEventRelation() {
    return event.filter(e -> e.modifier() == Modifier.NONE).isPresent();
  }

  /** The event, then the others; negated ones included. */
  List<Predicate> predicates() {
    var all = new ArrayList<Predicate>();
    event.ifPresent(all::add);
    for (BodyTerm t : body) if (t instanceof Predicate p) all.add(p);
    return all;
  }

  /** The positive predicates beside the event. */
  List<Predicate> tables() {
    var all = new ArrayList<Predicate>();
    for (BodyTerm t : body) if (t instanceof Predicate p && !p.negated()) all.add(p);
    return all;
  }

  /** Told apart even where they say the same. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return last.hashCode();
  }
}
