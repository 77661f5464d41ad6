package dev.p2.plan;

import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Variable;
import dev.p2.lang.value.AggregateFunction;
import dev.p2.lang.value.Type;
import dev.p2.plan.Draft.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a rule that looks for the least distance to a place on the ring read the rows from there on
 * backwards, and stop behind the first that matches.
 *
 * <pre>
 *   on lookup(@N,K) | range route(@N,I,B) by I in (NODEID,K) | I in (NODEID,K) | emit closest(@N,K,min&lt;K - I,B&gt;)
 *   becomes
 *   on lookup(@N,K) | range route(@N,I,B) by I in (NODEID,K), nearest to K first | …
 * </pre>
 *
 * <p>Correct because the rows of a ring interval lie in the order of their distance to its end:
 * none behind a match can be less, and those at the same distance are still read. Stays as it is:
 * more than one group or aggregate, since another one may need all rows; anything behind the read
 * that reads again, or that can fail and would be reported. Time: steps of the rule.
 */
final class NearestFirst implements Rewrite {
  @Override
  public String name() {
    return "nearest-first";
  }

  @Override
  public List<Class<? extends Rewrite>> after() {
    return List.of(RangeProbes.class);
  }

  @Override
  public List<Class<? extends Rewrite>> improves() {
    return List.of(RangeProbes.class);
  }

  @Override
  public Draft apply(Draft draft) {
    Optional<Expr.Binary> distance = distance(draft.rule());
    if (distance.isEmpty() || !ofOneGroup(draft)) return draft;
    var steps = new ArrayList<>(draft.steps());
    int last = steps.size() - 1;
    while (last >= 0 && steps.get(last) instanceof Step.Check c && certain(c)) last--;
    if (last >= 0
        && steps.get(last) instanceof Step.Read read
        && read.bounds().isPresent()
        && measures(distance.get(), read, read.bounds().get())) {
      steps.set(last, read.within(read.bounds().get().nearestFirst()));
    }
    return draft.withSteps(steps);
  }

  private static boolean ofOneGroup(Draft draft) {
    return switch (draft.start()) {
      case Draft.Start.Event _ -> draft.rule().fixedGroup();
      case Draft.Start.HeadRow head -> head.group();
      case Draft.Start.Change _, Draft.Start.Boot _ -> false;
    };
  }

  /** The difference of which the rule wants the least. */
  private static Optional<Expr.Binary> distance(CheckedRule rule) {
    List<Head.Aggregate> aggregates = rule.head().aggregates();
    if (aggregates.size() != 1) return Optional.empty();
    Head.Aggregate least = aggregates.getFirst();
    return least.function() == AggregateFunction.MIN
            && least.arguments().stream().allMatch(NearestFirst::certain)
            && least.arguments().getFirst() instanceof Expr.Binary difference
            && difference.operator() == Expr.BinaryOperator.SUBTRACT
        ? Optional.of(difference)
        : Optional.empty();
  }

  /** Whether the difference is that between the end of the range and the column. */
  private static boolean measures(Expr.Binary distance, Step.Read read, Bounds bounds) {
    Relation.Column column = read.predicate().relation().columns().get(bounds.column());
    return bounds.ring()
        && column.type() == Type.ID
        && bounds.ends().stream().allMatch(NearestFirst::certain)
        && variable(distance.right()).equals(Draft.variable(read.predicate(), bounds.column()))
        && same(distance.left(), bounds.high().orElseThrow());
  }

  private static Optional<Variable> variable(Expr expr) {
    return expr instanceof Expr.Var v ? Optional.of(v.variable()) : Optional.empty();
  }

  private static boolean same(Expr one, Expr other) {
    return variable(one).isPresent()
        ? variable(one).equals(variable(other))
        : one instanceof Expr.NodeConstant n
            && other instanceof Expr.NodeConstant m
            && n.kind() == m.kind();
  }

  private static boolean certain(Step.Check check) {
    return !check.late() && certain(check.condition().condition());
  }

  /** Whether it has a value whatever its variables are: no error, no null, nothing drawn. */
  private static boolean certain(Expr expr) {
    if (expr.nullable() || !Exprs.parts(expr).stream().allMatch(NearestFirst::certain))
      return false;
    return switch (expr) {
      case Expr.Const _, Expr.Var _, Expr.NodeConstant _ -> true;
      case Expr.Binary b ->
          switch (b.operator()) {
            case EQUAL, UNEQUAL -> true;
            case ADD, SUBTRACT, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
                b.left().type() == Type.ID && b.right().type() == Type.ID;
            default -> false;
          };
      case Expr.Interval i ->
          i.value().type() == Type.ID && i.low().type() == Type.ID && i.high().type() == Type.ID;
      case Expr.Convert _,
          Expr.Unary _,
          Expr.Conditional _,
          Expr.Contains _,
          Expr.Element _,
          Expr.ListOf _,
          Expr.Call _ ->
          false;
    };
  }
}
