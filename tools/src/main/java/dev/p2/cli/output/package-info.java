/**
 * What the command line says, as text: JSON, rows, watch lines, diagnostics, statistics.
 *
 * <p><b>Doors:</b> {@link dev.p2.cli.output.JsonText} (any value as JSON), {@link
 * dev.p2.cli.output.RowPrinter}, {@link dev.p2.cli.output.WatchPrinter}, {@link
 * dev.p2.cli.output.StatsReport}. Standard output is data, standard error is talk.
 *
 * <p><b>Never here:</b> reading, running.
 */
package dev.p2.cli.output;
