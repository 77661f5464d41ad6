/**
 * The virtual-time host: many nodes of one compiled program, a network in memory, a clock that
 * jumps.
 *
 * <p><b>Door:</b> {@link dev.p2.sim.Simulation}. In: a compiled program, {@link
 * dev.p2.sim.SimulationOptions}, rows and injected tuples; out: what a {@link
 * dev.p2.sim.RunListener} hears, the tables at the end, {@link dev.p2.sim.RunTotals}.
 *
 * <p><b>May use:</b> the engine, the transport elements of {@code dev.p2.net}. <b>Never here:</b>
 * the wall clock, sockets, threads, files.
 *
 * <p><b>Always true:</b> the same program, options and inputs give the same run, bit for bit.
 * Whatever is drawn comes from a stream of its own for each node and purpose, so one draw more here
 * moves nothing there.
 */
package dev.p2.sim;
