/**
 * The reference evaluator: sections 3, 4, 6, 7, 8, 9 and 11.2 (sysError, sysConflict) of the
 * language's definition a second time, written to be read, and the random programs on which the
 * engine has to agree with it.
 *
 * <p>Naive on purpose: a table is a list, a join is nested loops in text order, a view finds its
 * changes by evaluating its body over what it has seen and over what there is now, and comparing.
 * No index, no plan, no bytecode.
 *
 * <p><b>Door:</b> {@link dev.p2.oracle.ReferenceNode}, which takes what a node takes and says what
 * it did; {@link dev.p2.oracle.Duel}, which runs it beside the engine.
 *
 * <p><b>Shared with the product:</b> the checked program's tree (what a program means is asked
 * here, not how it is parsed, typed and split by location) and the values with their operators,
 * functions and accumulators, which have tests of their own. Nothing of {@code dev.p2.plan}, {@code
 * dev.p2.compile} or {@code dev.p2.engine} is used by the evaluator itself.
 *
 * <p>What section 9.6 leaves open is not compared: where a result hangs on it, the evaluator throws
 * {@link dev.p2.oracle.LeftOpen}.
 */
package dev.p2.oracle;
