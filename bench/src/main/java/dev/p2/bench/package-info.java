/**
 * Benchmarks: what P2 does a second, beside hand-written twins where there are any.
 *
 * <p><b>Door:</b> {@link dev.p2.bench.Main}, which {@code ./p2 bench} runs. Engine figures are
 * JMH's; whole programs run in processes of their own. <b>May use:</b> everything. <b>Never
 * here:</b> anything that the product or its tests need.
 */
package dev.p2.bench;
