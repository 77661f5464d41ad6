package dev.p2.engine;

import dev.p2.engine.host.Timer;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Values;
import dev.p2.plan.Plan;
import dev.p2.plan.Plan.TimerPlan;
import dev.p2.plan.Trigger;
import java.util.ArrayList;
import java.util.List;

/** The {@code periodic} occurrences of a program at a node (overlog.md 7.8). */
final class Timers {
  private Timers() {}

  /**
   * The timers of a node that boots now, in program order.
   *
   * @throws EvalException if a period, count or phase has no value that a timer can have
   */
  static List<Timer> arm(CompiledProgram program, Node node, long now) {
    var timers = new ArrayList<Timer>();
    for (TimerPlan plan : program.plan().timers())
      timers.add(arm(program, plan, plan.id(), node, now));
    return timers;
  }

  /** One timer, under an id of the node. */
  static Timer arm(CompiledProgram program, TimerPlan plan, int id, Node node, long now) {
    long period = Values.toDurationNanos(program.timerPeriod(plan.id(), node));
    long count = count(program.timerCount(plan.id(), node));
    Object phase = program.timerPhase(plan.id(), node);
    long first = now + (phase == null ? period : Values.toDurationNanos(phase));
    if (period < 0 || (period == 0 && count == Timer.FOREVER) || first < now)
      throw new EvalException("P2-R03", "a timer cannot have this period, count and phase");
    return new Timer(id, plan.rule().label(), period, count, first);
  }

  private static long count(Object value) {
    if (value == null || (value instanceof Double d && d.isInfinite())) return Timer.FOREVER;
    long count = Values.toLong(value);
    return count <= 0 ? Timer.FOREVER : count;
  }

  /**
   * What a firing does.
   *
   * @param strand that of the timer's rule
   * @param relation the periodic relation, as many columns of it as the rule names
   */
  record Firing(int strand, int relation, int arity) {
    static Firing[] of(Plan plan) {
      return plan.timers().stream().map(timer -> of(plan, timer)).toArray(Firing[]::new);
    }

    private static Firing of(Plan plan, TimerPlan timer) {
      var trigger = (Trigger.OnTimer) plan.strands().get(timer.strand()).trigger();
      return new Firing(timer.strand(), trigger.relation().id(), trigger.relation().arity());
    }
  }

  /** The event of one firing; draws its number from the node's generator. */
  static Tuple event(CompiledProgram program, Node node, Firing firing, int timer) {
    Object[] values = new Object[firing.arity];
    long drawn = node.rand();
    for (int column = 0; column < values.length; column++) {
      values[column] =
          switch (column) {
            case 0 -> node.address();
            case 1 -> drawn;
            case 2 -> program.timerPeriod(timer, node);
            case 3 -> program.timerCount(timer, node);
            default -> null; // the phase: drawn at boot, and joins with nothing
          };
    }
    return program.make(firing.relation, values);
  }
}
