/**
 * The values of the language: what they are, how they are compared, written, computed with and
 * added up (overlog.md 3 to 6).
 *
 * <p><b>Doors:</b> {@link dev.p2.lang.value.Values} (equality, hash, order, text, conversion),
 * {@link dev.p2.lang.value.Operators}, {@link dev.p2.lang.value.Functions} (by name), {@link
 * dev.p2.lang.value.Accumulator} (aggregates), {@link dev.p2.lang.value.TypeRules} (the same by
 * static type).
 *
 * <p><b>A value is</b> null, Boolean, Long, Double (never NaN), {@link dev.p2.lang.value.Id},
 * String, {@link dev.p2.lang.value.Time}, {@link dev.p2.lang.value.Duration}, {@link
 * dev.p2.lang.value.ListValue}, {@link dev.p2.lang.value.SetValue}, {@link dev.p2.lang.value.Bytes}
 * or {@link dev.p2.lang.value.TupleValue}; all are immutable.
 *
 * <p><b>Public</b> is whatever generated code calls, for it lives in a class loader of its own.
 *
 * <p><b>Never here:</b> syntax, relations, JSON, a clock, a source of randomness of its own.
 * <b>Always true:</b> {@code compare(a, b) == 0} exactly if {@code equal(a, b)}, and then their
 * hashes agree; what fails throws {@link dev.p2.lang.value.EvalException} with a code of overlog.md
 * 10.3 and nothing else.
 */
package dev.p2.lang.value;
