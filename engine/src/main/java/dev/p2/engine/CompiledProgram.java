package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.EvalException;
import dev.p2.plan.Plan;
import java.util.List;

/**
 * A compiled program: what nodes are made from. Extended by one generated class; one instance
 * serves all nodes of a process and has no state.
 */
public abstract class CompiledProgram {
  private final Plan plan;
  private final Layout layout;

  protected CompiledProgram(Plan plan) {
    this.plan = plan;
    this.layout = new Layout(plan);
  }

  final Layout layout() {
    return layout;
  }

  /** Whether a tuple is of this program, not of another one with a relation of that name. */
  final boolean owns(Tuple tuple) {
    return tuple.getClass().getClassLoader() == getClass().getClassLoader();
  }

  /** Whether it has tables whose rows survive a restart. */
  public final boolean keepsRows() {
    return layout.durableRelations.length > 0;
  }

  public final Plan plan() {
    return plan;
  }

  /**
   * Runs a strand at a node, for a trigger tuple (null for facts and boot strands). The node's mode
   * says what a view strand does; results go to the node's sinks.
   */
  public abstract void run(int strand, Node node, Tuple trigger);

  /**
   * Makes a tuple of boxed values, each converted to its column's type.
   *
   * @throws EvalException P2-R02 if a value does not fit its column, P2-R06 if it is null where
   *     null cannot occur
   */
  public final Tuple make(int relation, Object[] values) {
    List<Relation.Column> columns = plan.program().relations().get(relation).columns();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && !columns.get(i).nullable())
        throw new EvalException("P2-R06", "null operand");
    }
    return remake(relation, values);
  }

  /**
   * The same of the values of a tuple that was there before: where columns hold references, null is
   * taken as it is, as heads with a null location and names of groups have it.
   *
   * @throws EvalException P2-R02 if a value does not fit its column
   */
  public abstract Tuple remake(int relation, Object[] values);

  /**
   * The relation that a tuple of another program has here, by name and number of columns; -1 if
   * there is none.
   */
  final int relationLike(Tuple tuple) {
    int relation = layout().relation(tuple.relationName());
    return relation >= 0 && plan.program().relations().get(relation).arity() == tuple.arity()
        ? relation
        : -1;
  }

  /** The period of a timer at a node, boxed: a number of seconds or a duration. */
  public abstract Object timerPeriod(int timer, Node node);

  /** The count of a timer, boxed, or null for none. */
  public abstract Object timerCount(int timer, Node node);

  /** The phase of a timer, boxed, or null for none. Draws from the node's generator. */
  public abstract Object timerPhase(int timer, Node node);
}
