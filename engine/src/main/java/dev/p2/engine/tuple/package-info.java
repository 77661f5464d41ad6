/**
 * Tuples as the engine holds them: {@link dev.p2.engine.tuple.Tuple}, the base of the classes that
 * are generated a relation, {@link dev.p2.engine.tuple.Hash}, which generated code and indexes must
 * agree on, and {@link dev.p2.engine.tuple.RowKey}.
 *
 * <p><b>May use:</b> {@code dev.p2.lang}. <b>Never here:</b> tables, and anything of a node.
 */
package dev.p2.engine.tuple;
