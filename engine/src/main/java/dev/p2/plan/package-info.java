/**
 * From a checked program to a plan: strands, join orders, indexes.
 *
 * <p><b>Door:</b> {@link dev.p2.plan.Planner#plan}. In: {@link dev.p2.lang.program.Program}; out:
 * {@link dev.p2.plan.Plan}. To look at a plan: {@link dev.p2.plan.PlanPrinter}.
 *
 * <p><b>On the way:</b> a rule and a trigger make a {@code Draft}, the terms of the body in the
 * order of their evaluation; rewrites ({@code Rewrite}, one class each) turn drafts into better
 * ones; {@code Binder} decides what happens with each column and which index serves a read, and so
 * makes the operators of a {@link dev.p2.plan.Strand}.
 *
 * <p><b>May use:</b> {@code dev.p2.lang}. <b>Never here:</b> bytecode, tables, sockets, clocks,
 * random numbers.
 *
 * <p><b>Always true of a Plan:</b> every variable is bound before it is read; every probe names an
 * index that exists; whatever draws random numbers comes after all reads and all conditions that do
 * not depend on it; the order of rules in the source text changes nothing but numbers.
 */
@NullMarked
package dev.p2.plan;

import org.jspecify.annotations.NullMarked;
