package dev.p2.plan;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How to plan.
 *
 * @param without names of rewrites to leave out, of those in {@link Planner#rewriteNames()}
 */
public record PlanOptions(Set<String> without) {
  /** Everything on. */
  public static final PlanOptions DEFAULT = new PlanOptions(Set.of());

  /**
   * @throws IllegalArgumentException if there is no rewrite of such a name
   */
  public PlanOptions {
    without = Set.copyOf(without);
    var unknown = new LinkedHashSet<>(without);
    unknown.removeAll(Planner.rewriteNames());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "no rewrite is called "
              + String.join(" or ", unknown)
              + "; there are "
              + Planner.rewriteNames());
    }
  }
}
