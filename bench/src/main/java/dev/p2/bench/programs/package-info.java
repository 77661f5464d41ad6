/**
 * The OverLog programs that benchmarks run.
 *
 * <p><b>Door:</b> {@link dev.p2.bench.programs.Programs}. <b>May use:</b> the compiler and the
 * library of overlays. <b>Never here:</b> what is measured.
 */
package dev.p2.bench.programs;
