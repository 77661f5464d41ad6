package dev.p2.lang.lint;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Expr.BinaryOperator;
import dev.p2.lang.program.Head;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether something in a rule can end a circle that it stands on. */
final class Guards {
  private final Chain chain;
  private final Set<String> carried = new HashSet<>();

  /** By how much a variable of the trigger grows from round to round, where that is plain. */
  private final Map<String, Integer> direction = new HashMap<>();

  private Guards(Chain chain, Predicate from) {
    this.chain = chain;
    carried.addAll(Parts.binds(from));
    if (from.locationColumn() >= 0
        && from.arguments().get(from.locationColumn()) instanceof Argument.Var v) {
      carried.remove(v.variable().name());
    }
    boolean again = true;
    while (again) {
      again = false;
      for (BodyTerm.Assign a : Parts.assignments(chain)) {
        if (touches(Parts.variables(a.value()))) again |= carried.add(a.variable().name());
      }
    }
    if (from.relation() == chain.target()) directions(from);
  }

  /**
   * Whether the rule may stop by itself: it has a condition on what comes with {@code from}, or
   * counts and looks each number up in a table.
   */
  static boolean stops(Chain chain, Predicate from) {
    var guards = new Guards(chain, from);
    return Parts.conditions(chain).stream().anyMatch(c -> guards.bounds(c.condition()))
        || guards.looksUpCounter();
  }

  /**
   * Whether a constant in the event lets only some of its tuples through: no rule puts that value
   * there, or hands it on from its own event. {@code again(@X, M, 0)} after a count is such a test.
   */
  static boolean picks(Flow flow, Predicate event) {
    for (int i = 0; i < event.arguments().size(); i++) {
      if (!(event.arguments().get(i) instanceof Argument.Match m)
          || !(m.value() instanceof Expr.Const wanted)) continue;
      int column = i;
      if (flow.fillers(event.relation()).stream().allMatch(f -> decides(f, column, wanted)))
        return true;
    }
    return false;
  }

  /** Whether the column is computed by the rule, or has another value. */
  private static boolean decides(Chain filler, int column, Expr.Const wanted) {
    if (!(filler.head().columns().get(column) instanceof Head.Column.Value v)) return true;
    if (v.value() instanceof Expr.Const c) return !Objects.equals(c.value(), wanted.value());
    Set<String> carried = filler.event().map(Parts::binds).orElse(Set.of());
    return Parts.variables(v.value()).stream().noneMatch(carried::contains);
  }

  private boolean touches(Set<String> names) {
    return names.stream().anyMatch(carried::contains);
  }

  private void directions(Predicate from) {
    List<Optional<Expr>> head = Parts.columns(chain.head());
    for (int i = 0; i < Math.min(head.size(), from.arguments().size()); i++) {
      if (head.get(i).isEmpty() || !(from.arguments().get(i) instanceof Argument.Var v)) continue;
      Expr value = Freshness.resolved(chain, head.get(i).get());
      if (!(value instanceof Expr.Binary b)) continue;
      boolean same = Parts.variable(b.left()).filter(v.variable().name()::equals).isPresent();
      if (!same || !(b.right() instanceof Expr.Const c) || !(c.value() instanceof Long step))
        continue;
      int sign = Long.signum(step);
      if (b.operator() == BinaryOperator.ADD) direction.put(v.variable().name(), sign);
      if (b.operator() == BinaryOperator.SUBTRACT) direction.put(v.variable().name(), -sign);
    }
  }

  /** {@code N > 0} does not end a count upwards. */
  private boolean bounds(Expr condition) {
    if (condition instanceof Expr.Binary b) {
      if (b.operator() == BinaryOperator.AND) return bounds(b.left()) || bounds(b.right());
      int side = side(b.operator());
      Optional<String> left = Parts.variable(b.left());
      Optional<String> right = Parts.variable(b.right());
      if (side != 0 && left.filter(direction::containsKey).isPresent()) {
        return direction.get(left.get()) != side;
      }
      if (side != 0 && right.filter(direction::containsKey).isPresent()) {
        return direction.get(right.get()) == side;
      }
    }
    return touches(Parts.variables(condition));
  }

  /** 1 if the left operand may be as great as it likes, -1 if as small. */
  private static int side(BinaryOperator operator) {
    return switch (operator) {
      case GREATER, GREATER_EQUAL -> 1;
      case LESS, LESS_EQUAL -> -1;
      default -> 0;
    };
  }

  private boolean looksUpCounter() {
    if (direction.isEmpty()) return false;
    for (Predicate p : chain.tables()) {
      if (p.relation() == chain.target()) continue;
      for (Argument a : p.arguments()) {
        if (a instanceof Argument.Var v && direction.containsKey(v.variable().name())) return true;
      }
    }
    return false;
  }

  /** Whether a head column is computed so that it differs each time round. */
  static boolean grows(Chain chain, Predicate from) {
    var guards = new Guards(chain, from);
    for (Optional<Expr> column : Parts.columns(chain.head())) {
      if (column.isEmpty()) continue;
      Expr value = Freshness.resolved(chain, column.get());
      if (guards.touches(Parts.variables(value)) && widening(value)) return true;
    }
    return false;
  }

  private static boolean widening(Expr value) {
    return switch (value) {
      case Expr.Convert c -> widening(c.operand());
      case Expr.Binary b ->
          switch (b.operator()) {
            case ADD, SUBTRACT, MULTIPLY, CONCAT, APPEND, POWER -> true;
            default -> false;
          };
      case Expr.Call c -> LENGTHENING.contains(c.function().name());
      case Expr.Conditional c -> widening(c.then()) || widening(c.otherwise());
      default -> false;
    };
  }

  private static final Set<String> LENGTHENING =
      Set.of("f_cons", "f_append", "f_concat", "f_concatPath");
}
