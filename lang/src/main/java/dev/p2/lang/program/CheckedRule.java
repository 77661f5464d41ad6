package dev.p2.lang.program;

import dev.p2.lang.syntax.Span;
import java.util.List;
import java.util.Optional;

/**
 * A rule whose body is read at one node; a rule over several nodes has become a chain of these.
 *
 * @param index position in {@link Program#rules()}, which is program order
 * @param label unique: {@code r1}, {@code r1'2} for a repeated label, {@code r1@1} for the hops of
 *     a localized rule (the last hop, which forms the head, keeps the label)
 * @param span the head's relation name
 * @param event the event of an event rule ({@code t#kind} included); empty for a view
 * @param timer what {@code periodic} fires, if that is the event
 * @param body all terms but the event, in text order
 * @param variables all variables, by their index
 * @param location the variable bound to this node's address, if the body has one
 * @param stratum of a view or {@code #kind} rule, overlog.md 8.3; 0 for other event rules
 * @param component number of the recursive component that the head belongs to together with a body
 *     relation; -1 if none
 * @param maintained a view that is withdrawn when its body goes; false for event rules and views
 *     that use f_now and the like (8.4)
 * @param fixedGroup for an aggregate in an event rule: all group-by columns are fixed by the event,
 *     so exactly one tuple is made (6.1); for an aggregate view: the one group that exists from the
 *     first step on (6.2)
 */
public record CheckedRule(
    int index,
    String label,
    Span span,
    Head head,
    Optional<BodyTerm.Predicate> event,
    Optional<Timer> timer,
    List<BodyTerm> body,
    List<Variable> variables,
    Optional<Variable> location,
    int stratum,
    int component,
    boolean maintained,
    boolean fixedGroup) {
  public CheckedRule {
    body = List.copyOf(body);
    variables = List.copyOf(variables);
  }

  /** A {@code periodic} occurrence; the expressions are over node constants only. */
  public record Timer(Expr period, Optional<Expr> count, Optional<Expr> phase) {}

  public boolean isView() {
    return event.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return label.hashCode();
  }

  @Override
  public String toString() {
    return label;
  }
}
