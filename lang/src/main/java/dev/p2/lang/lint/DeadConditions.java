package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Expr.BinaryOperator;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.value.Values;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * P2-128: two conditions of a rule that are never true together, such as {@code X > 5, X < 3}: the
 * rule is dead.
 */
final class DeadConditions implements Analysis {
  /** What the conditions so far leave of a variable; null bounds are open. */
  private static final class Range {
    private Optional<Object> low = Optional.empty();
    private Optional<Object> high = Optional.empty();
    private boolean lowOpen;
    private boolean highOpen;

    boolean empty() {
      if (low.isEmpty() || high.isEmpty()) return false;
      int order = Values.compare(low.get(), high.get());
      return order > 0 || order == 0 && (lowOpen || highOpen);
    }

    void atLeast(Object bound, boolean open) {
      int order = low.isEmpty() ? 1 : Values.compare(bound, low.get());
      if (order < 0) return;
      lowOpen = order == 0 ? lowOpen || open : open;
      low = Optional.of(bound);
    }

    void atMost(Object bound, boolean open) {
      int order = high.isEmpty() ? -1 : Values.compare(bound, high.get());
      if (order > 0) return;
      highOpen = order == 0 ? highOpen || open : open;
      high = Optional.of(bound);
    }
  }

  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    for (Chain chain : flow.chains()) rule(chain, found);
  }

  private static void rule(Chain chain, Consumer<Diagnostic> found) {
    Map<String, Range> ranges = new HashMap<>();
    for (BodyTerm.Condition c : Parts.conditions(chain)) {
      if (c.condition() instanceof Expr.Binary b && narrow(b, ranges)) {
        found.accept(
            Diagnostic.warning(
                    "P2-128",
                    b.span(),
                    "this and the conditions before it are never true together: rule "
                        + chain.label()
                        + " derives nothing")
                .hint("mend the conditions, or write two rules, one for each"));
        return;
      }
    }
  }

  /** Takes a comparison with a constant into account; whether nothing is left. */
  private static boolean narrow(Expr.Binary b, Map<String, Range> ranges) {
    Optional<String> left = Parts.variable(b.left());
    Optional<String> right = Parts.variable(b.right());
    if (left.isPresent() && b.right() instanceof Expr.Const c && c.value() != null) {
      return narrow(ranges.computeIfAbsent(left.get(), v -> new Range()), b.operator(), c.value());
    }
    if (right.isPresent() && b.left() instanceof Expr.Const c && c.value() != null) {
      return narrow(
          ranges.computeIfAbsent(right.get(), v -> new Range()), turned(b.operator()), c.value());
    }
    return false;
  }

  private static BinaryOperator turned(BinaryOperator operator) {
    return switch (operator) {
      case LESS -> BinaryOperator.GREATER;
      case LESS_EQUAL -> BinaryOperator.GREATER_EQUAL;
      case GREATER -> BinaryOperator.LESS;
      case GREATER_EQUAL -> BinaryOperator.LESS_EQUAL;
      default -> operator;
    };
  }

  private static boolean narrow(Range range, BinaryOperator operator, Object bound) {
    switch (operator) {
      case EQUAL -> {
        range.atLeast(bound, false);
        range.atMost(bound, false);
      }
      case LESS -> range.atMost(bound, true);
      case LESS_EQUAL -> range.atMost(bound, false);
      case GREATER -> range.atLeast(bound, true);
      case GREATER_EQUAL -> range.atLeast(bound, false);
      default -> {
        return false;
      }
    }
    return range.empty();
  }
}
