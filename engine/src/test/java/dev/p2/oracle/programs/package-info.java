/**
 * Random programs with what happens to their nodes: made from a seed, put into another order, made
 * smaller.
 *
 * <p><b>Door:</b> {@link dev.p2.oracle.programs.RandomProgram#of(long, int)}, which gives a {@link
 * dev.p2.oracle.programs.Scenario}; {@link dev.p2.oracle.programs.Shrinker} and {@link
 * dev.p2.oracle.programs.Reordered} take one.
 *
 * <p><b>Rooms:</b> {@code Kind} what columns hold, {@code Schema} which tables and events there
 * are, {@code RandomTables} declares them, {@code RandomExpressions} and {@code RandomCalls} make
 * values, {@code RandomBody}, {@code RandomHead} and {@code RandomAggregates} parts of rules,
 * {@code RandomRules} the forms of rules, {@code RandomInputs} what happens. A construct that is
 * new in the language is added in one of them; {@code Coverage} fails until it is.
 *
 * <p><b>Never here:</b> the engine or the reference. Programs are text, as users write them; the
 * checker says which are valid, and others are thrown away.
 */
package dev.p2.oracle.programs;
