/**
 * What the user gives, read: durations and other small words of the command line, program sources,
 * data files.
 *
 * <p><b>Doors:</b> {@link dev.p2.cli.input.Words}, {@link dev.p2.cli.input.FactsFile}, {@link
 * dev.p2.cli.input.InjectionLine}. Whatever is wrong leaves as an {@link
 * dev.p2.cli.input.InputException}, which knows its place in the file.
 *
 * <p><b>Never here:</b> running anything, printing anything.
 */
package dev.p2.cli.input;
