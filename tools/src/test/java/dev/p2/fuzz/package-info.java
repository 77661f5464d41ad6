/**
 * Whatever comes from outside, nothing escapes: every reader of programs, files and datagrams,
 * given any octets.
 *
 * <p><b>Door:</b> {@link dev.p2.fuzz.FuzzTarget}, one constant a reader, each with its property.
 *
 * <p><b>Rooms:</b> {@code FuzzCasesTest} runs kept and mutated inputs in every build; {@code
 * FuzzDriver} is what the coverage-guided fuzzer calls ({@code mvn -Pfuzz},
 * docs/internals/testing.md), {@code FuzzSeeds} writes what it begins with.
 *
 * <p><b>Never here:</b> a dependency on the fuzzer. It finds {@code FuzzDriver} by its name.
 */
@NullMarked
package dev.p2.fuzz;

import org.jspecify.annotations.NullMarked;
