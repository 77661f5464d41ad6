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

  Draft apply(Draft draft);
}
