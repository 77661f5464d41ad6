/**
 * From what the user names (files, overlays) to a checked or compiled program, and the pages that
 * explain diagnostics.
 *
 * <p><b>Doors:</b> {@link dev.p2.cli.program.ProgramLoader}, {@link dev.p2.cli.program.ErrorPages}.
 *
 * <p><b>Never here:</b> printing; what is wrong with a program leaves as diagnostics.
 */
package dev.p2.cli.program;
