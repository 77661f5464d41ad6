package dev.p2.plan;

import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Variable;
import java.util.List;
import java.util.Optional;

/**
 * One trigger, the operators in the order of their execution, and the action at the end.
 *
 * @param id position in {@link Plan#strands()}
 * @param rule the rule; empty for a fact
 * @param variables all variables by their index: the rule's, then those that the planner made for
 *     this strand
 * @param name for display and for the generated method: the rule's label, with the trigger where a
 *     rule has several
 */
public record Strand(
    int id,
    Optional<CheckedRule> rule,
    String name,
    List<Variable> variables,
    Trigger trigger,
    List<Operator> operators,
    Action action) {
  public Strand {
    variables = List.copyOf(variables);
    operators = List.copyOf(operators);
  }

  /** A strand with no variables but its rule's. */
  public Strand(
      int id,
      Optional<CheckedRule> rule,
      String name,
      Trigger trigger,
      List<Operator> operators,
      Action action) {
    this(
        id,
        rule,
        name,
        rule.map(CheckedRule::variables).orElse(List.of()),
        trigger,
        operators,
        action);
  }
}
