/**
 * A checked program as data: what the checker makes and every later stage reads.
 *
 * <p><b>Door:</b> {@link dev.p2.lang.program.Program}, its {@link dev.p2.lang.program.Relation}s
 * and {@link dev.p2.lang.program.CheckedRule}s, these of {@link dev.p2.lang.program.BodyTerm}s, a
 * {@link dev.p2.lang.program.Head} and {@link dev.p2.lang.program.Expr}essions.
 *
 * <p><b>May use:</b> {@code dev.p2.lang.syntax} for places in texts, {@code dev.p2.lang.value}.
 * <b>Never here:</b> passes, diagnostics; {@code dev.p2.lang.check} has them.
 *
 * <p><b>Always true of a Program:</b> every name is resolved, every variable that is read is bound,
 * every rule is read at one node, every expression has a type and every conversion is written out.
 */
package dev.p2.lang.program;
