package dev.p2.plan;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.program.Variable;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Type;
import dev.p2.plan.Draft.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a read that would go through a whole table take only the rows whose value of one column lies
 * between bounds that a later condition names.
 *
 * <pre>
 *   on lookup(@Me,K) | scan finger(@Me,I,B) | B in (NODEID,K)
 *   becomes
 *   on lookup(@Me,K) | range finger(@Me,I,B) by B in (NODEID,K) | B in (NODEID,K)
 * </pre>
 *
 * <p>Correct because the condition stays: the range only leaves out rows of which it is false, and
 * false wins over errors (4.6). Stays as it is: a read with an index; a read of a view's change,
 * which sees its table as it was; a table that cannot grow to {@value
 * dev.p2.plan.Operator.Range#ROWS_MIN} rows; a bound that is drawn, that calls the host or is of
 * another type than the column, since comparing would convert. Ring intervals come before
 * comparisons, of which it takes one from below and one from above. Time: reads times conditions.
 */
final class RangeProbes implements Rewrite {
  @Override
  public String name() {
    return "range-probes";
  }

  @Override
  public List<Class<? extends Rewrite>> after() {
    return List.of(OrderJoins.class, PushSelections.class, UseIndexes.class);
  }

  @Override
  public Draft apply(Draft draft) {
    var schedule = new Schedule(draft);
    var steps = new ArrayList<Step>();
    for (int i = 0; i < draft.steps().size(); i++) {
      Step step = draft.steps().get(i);
      List<Step> behind = draft.steps().subList(i + 1, draft.steps().size());
      steps.add(
          step instanceof Step.Read read && readsWhole(read, schedule)
              ? new Search(read, schedule).in(behind)
              : step);
      schedule.place(step);
    }
    return draft.withSteps(steps);
  }

  private static boolean readsWhole(Step.Read read, Schedule schedule) {
    return !read.predicate().negated()
        && read.version() == Operator.Version.NOW
        && read.bounds().isEmpty()
        && grows(read.predicate().relation())
        && Access.boundColumns(read.predicate(), schedule::isBound).isEmpty();
  }

  private static boolean grows(Relation relation) {
    TableSpec spec = relation.table().orElseThrow();
    boolean large = !spec.sized() || spec.sizeMax() >= Operator.Range.ROWS_MIN;
    return large && !IndexBook.unique(relation, List.of());
  }

  /** The bounds of one read's columns, given what has a value before it. */
  private record Search(Step.Read read, Schedule schedule) {
    Step.Read in(List<Step> behind) {
      for (Step step : behind) {
        if (step instanceof Step.Check check
            && check.condition().condition() instanceof Expr.Interval ring) {
          int column = column(ring.value());
          if (column >= 0 && bounds(ring.low(), column) && bounds(ring.high(), column)) {
            return read.within(Bounds.ring(column, ring));
          }
        }
      }
      for (int column = 0; column < read.predicate().arguments().size(); column++) {
        Bounds found = new Bounds(column, Optional.empty(), Optional.empty(), List.of());
        for (Step step : behind) {
          if (step instanceof Step.Check check
              && check.condition().condition() instanceof Expr.Binary compared) {
            found = narrowed(found, compared);
          }
        }
        if (!found.conditions().isEmpty()) return read.within(found);
      }
      return read;
    }

    private Bounds narrowed(Bounds found, Expr.Binary compared) {
      boolean less;
      switch (compared.operator()) {
        case LESS, LESS_EQUAL -> less = true;
        case GREATER, GREATER_EQUAL -> less = false;
        default -> {
          return found;
        }
      }
      if (column(compared.left()) == found.column() && bounds(compared.right(), found.column())) {
        return less
            ? found.below(compared.right(), compared)
            : found.above(compared.right(), compared);
      }
      if (column(compared.right()) == found.column() && bounds(compared.left(), found.column())) {
        return less
            ? found.above(compared.left(), compared)
            : found.below(compared.left(), compared);
      }
      return found;
    }

    /**
     * The column that gives the variable {@code value} its value, if that can be sorted by; or -1.
     */
    private int column(Expr value) {
      if (!(value instanceof Expr.Var(var _, Variable variable)) || schedule.isBound(variable)) {
        return -1;
      }
      BodyTerm.Predicate predicate = read.predicate();
      for (int column = 0; column < predicate.arguments().size(); column++) {
        if (predicate.arguments().get(column) instanceof Argument.Var v
            && v.variable().equals(variable)) {
          return sortable(predicate.relation().columns().get(column), variable) ? column : -1;
        }
      }
      return -1;
    }

    private static boolean sortable(Relation.Column column, Variable variable) {
      if (column.nullable() || variable.nullable() || column.type() != variable.type())
        return false;
      return switch (column.type()) {
        case ID, INT, DOUBLE, TIME, DURATION -> true;
        case NULL, BOOL, STRING, ADDR, LIST, SET, BYTES, TUPLE, ANY -> false;
      };
    }

    private boolean bounds(Expr bound, int column) {
      Type type = read.predicate().relation().columns().get(column).type();
      return bound.type() == type
          && !bound.nullable()
          && !asks(bound)
          && Exprs.variables(bound).stream().allMatch(schedule::isBound);
    }

    /** Whether it draws, or calls the host, which should not notice. */
    private static boolean asks(Expr expr) {
      boolean host =
          expr instanceof Expr.Call call && call.function().kind() == Function.Kind.EXTERN_PURE;
      return host || Exprs.draws(expr) || Exprs.parts(expr).stream().anyMatch(Search::asks);
    }
  }
}
