/**
 * From a parsed program to a checked one: names, locations, safety, types, strata, and rules over
 * one node each.
 *
 * <p><b>Door:</b> {@link dev.p2.lang.check.Checker#check}. In: {@link dev.p2.lang.syntax.Parsed};
 * out: {@link dev.p2.lang.check.Checked} with a {@link dev.p2.lang.program.Program} and what there
 * is to say about the text.
 *
 * <p><b>Rooms:</b> passes from statements to statements ({@code Imports} with {@code Params},
 * {@code Namespaces}, {@code OldSpellings}); passes that fill in drafts ({@code Declarations},
 * {@code Uses}, {@code Locations}, {@code Kinds}, {@code Rebinding}, {@code Safety}, {@code
 * DataFlow}, {@code Localizer}); types ({@code Inference}, {@code Nullability}, {@code
 * ExprBuilder}); {@code Strata}; and {@code ProgramBuilder}, which makes the records of {@code
 * dev.p2.lang.program} that later stages read.
 *
 * <p><b>May use:</b> {@code dev.p2.lang.program}, {@code dev.p2.lang.syntax}, {@code
 * dev.p2.lang.value}. <b>Never here:</b> plans, indexes, bytecode, files, clocks.
 */
package dev.p2.lang.check;
