package dev.p2.plan;

import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Program;
import java.util.List;

/**
 * What a program runs as: strands over indexed tables.
 *
 * @param strands a strand's id is its position; program order of rules, then of triggers
 * @param indexes by relation id, then index number; index 0 of a table is its primary key, the
 *     others are those that probes ask for. Events have none
 * @param timers the {@code periodic} occurrences, in program order
 * @param rewrites what the planner did, one line each, for {@code p2 plan}
 */
public record Plan(
    Program program,
    List<Strand> strands,
    List<List<IndexKey>> indexes,
    List<TimerPlan> timers,
    List<String> rewrites) {
  public Plan {
    strands = List.copyOf(strands);
    indexes = indexes.stream().map(List::copyOf).toList();
    timers = List.copyOf(timers);
    rewrites = List.copyOf(rewrites);
  }

  /** The columns of an index, from 0, ascending. */
  public record IndexKey(List<Integer> columns) {
    public IndexKey {
      columns = List.copyOf(columns);
    }
  }

  /**
   * One timer and the strand that it fires; the expressions are over node constants (and f_rand, in
   * the phase).
   */
  public record TimerPlan(
      int id,
      CheckedRule rule,
      int strand,
      Expr period,
      java.util.Optional<Expr> count,
      java.util.Optional<Expr> phase) {}
}
