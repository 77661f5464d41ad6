package dev.p2.oracle;

import dev.p2.plan.PlanOptions;

/**
 * One way to run a program on the engine.
 *
 * @param reordered whether rules or terms stand in another order than the reference has them: which
 *     of several errors comes first is not compared, and a conflict that rules decide ends it
 */
record Variant(String name, String text, PlanOptions options, boolean reordered) {}
