package dev.p2.plan;

import dev.p2.lang.check.CheckedRule;
import java.util.List;
import java.util.Optional;

/**
 * One trigger, the operators in the order of their execution, and the action at the end.
 *
 * @param id position in {@link Plan#strands()}
 * <p>Columns may bind variables that the planner made: their index is at or above the number of the rule's variables,
 * and they are the strand's own.
 *
 * @param rule the rule; empty for a fact
 * @param name for display and for the generated method: the rule's label, with the trigger where a rule has several
 */
public record Strand(
    int id, Optional<CheckedRule> rule, String name, Trigger trigger, List<Operator> operators, Action action) {
  public Strand {
    operators = List.copyOf(operators);
  }
}
