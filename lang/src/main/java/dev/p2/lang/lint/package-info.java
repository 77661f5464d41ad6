/**
 * Advice about checked programs: what is allowed and yet probably meant otherwise, and where a
 * program needs coordination.
 *
 * <p><b>Doors:</b> {@link dev.p2.lang.lint.Lint} gives warnings and notes, P2-101 to P2-109, P2-115
 * to P2-119 and from P2-124 on; {@link dev.p2.lang.lint.Calm} the monotonicity report. In: {@link
 * dev.p2.lang.check.Checked}.
 *
 * <p><b>Rooms:</b> {@code Flow} and {@code Chain} (who fills and reads what, by rules as they were
 * written); {@code Freshness}, {@code Periods}, {@code Determined}, {@code Guards}, {@code Cycles}
 * (what can be said of values, times, keys, conditions, circles); and one class a finding, listed
 * in {@code Lint}.
 *
 * <p><b>May use:</b> {@code dev.p2.lang.syntax}, {@code dev.p2.lang.value}, {@code
 * dev.p2.lang.check}. <b>Never here:</b> errors; a program that gets here has none, so that no
 * advice is the echo of an error.
 *
 * <p><b>Always true:</b> an analysis reads and changes nothing; what it says does not depend on the
 * order of rules, but for which of several rules is named first.
 */
package dev.p2.lang.lint;
