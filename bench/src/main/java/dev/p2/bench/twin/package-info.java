/**
 * The library's Chord once more, written by hand in Java, and the comparison of the two under
 * churn.
 *
 * <p><b>Doors:</b> {@link dev.p2.bench.twin.ChordTwinSubject}, {@link
 * dev.p2.bench.twin.ChurnTrial}. <b>May use:</b> the simulator's guests and its experiments.
 * <b>Never here:</b> rules.
 */
package dev.p2.bench.twin;
