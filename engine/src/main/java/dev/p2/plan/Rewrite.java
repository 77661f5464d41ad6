package dev.p2.plan;

import java.util.List;

/**
 * Turns a draft into a better one with the same result. Pure; returns the same instance when there
 * is nothing to do, and then does nothing more on a second run.
 */
interface Rewrite {
  /** What {@code p2 plan --without} calls it. */
  String name();

  /** The rewrites that must have run before this one, if they run at all. */
  List<Class<? extends Rewrite>> after();

  /** Those among them without which it has nothing to do. */
  default List<Class<? extends Rewrite>> improves() {
    return List.of();
  }

  Draft apply(Draft draft);
}
