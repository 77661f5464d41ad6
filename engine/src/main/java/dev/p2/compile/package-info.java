/**
 * From a plan to classes: bytecode of the Java virtual machine, one method a strand.
 *
 * <p><b>Door:</b> {@link dev.p2.compile.Compiler#compile}. In: {@link dev.p2.plan.Plan}; out:
 * {@link dev.p2.engine.CompiledProgram}. {@link dev.p2.compile.Compiler#bytecode} is the same as
 * text, for readers.
 *
 * <p><b>Rooms:</b> {@code TupleClass} and {@code ProgramClass} write whole classes; {@code
 * StrandMethod} a strand, with {@code Reads} (loops over tables), {@code Actions} and {@code
 * Aggregates} (what is done with a match); {@code Expressions}, {@code Conditions}, {@code
 * Equality} and {@code Conversions} write typed code for expressions. {@code Runtime} names
 * everything that generated code calls.
 *
 * <p><b>May use:</b> {@code dev.p2.lang}, {@code dev.p2.plan}, {@code dev.p2.engine} and {@code
 * java.lang.classfile}. <b>Never here:</b> decisions about order, indexes or strata (those are the
 * plan's), tables, clocks, random numbers.
 *
 * <p><b>Always true of generated code:</b> numbers, times and conditions are not boxed where their
 * types are known; every instruction has a line of the program; a run-time error of an expression
 * drops one derivation and nothing else; an ordinary rule's method stays below 8,000 bytes, above
 * which the virtual machine would not compile it.
 */
package dev.p2.compile;
