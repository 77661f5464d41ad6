/**
 * The library's Chord once more, written by hand in Java, and the comparison of the two under
 * churn.
 *
 * <p><b>Doors:</b> {@link dev.p2.bench.twin.ChordTwin}, {@link dev.p2.bench.twin.ChurnRun}. <b>May
 * use:</b> the simulator's guests. <b>Never here:</b> rules.
 */
package dev.p2.bench.twin;
