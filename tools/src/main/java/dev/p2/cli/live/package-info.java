/**
 * What running nodes say about themselves, collected: their health, and the figures of a live view.
 *
 * <p><b>Doors:</b> {@link dev.p2.cli.live.Health} over the rows of {@code healthReport}, {@link
 * dev.p2.cli.live.Status} over those of {@code status}. Both relations are the program's own;
 * nothing here knows any overlay.
 *
 * <p><b>Never here:</b> sockets, threads, printing.
 */
package dev.p2.cli.live;
