/**
 * The virtual-time host: many nodes of one compiled program, a network in memory, a clock that
 * jumps.
 *
 * <p><b>Door:</b> {@link dev.p2.sim.Simulation}. In: a compiled program, {@link
 * dev.p2.sim.SimulationOptions}, a {@link dev.p2.sim.network.NetworkModel}, rows and injected
 * tuples; out: what a {@link dev.p2.sim.RunListener} hears, the tables at the end, {@link
 * dev.p2.sim.RunTotals}, a digest of the history.
 *
 * <p><b>Rooms:</b> {@code kernel} (events, their order, threads), {@code network} (what happens to
 * datagrams), {@code scenario} (what happens to nodes), {@code experiment} (trials of overlays, and
 * what is measured of them). A {@code Place} is where a node lives; a {@code LaneHost} takes the
 * steps of the places of one thread, and its {@code Departures} send on what leaves them. What a
 * scenario does goes through {@link dev.p2.sim.Simulation#at}: {@code crash}, {@code leave}, {@code
 * restart}, {@code pause}, {@code resume}, {@code setClock}, {@code setStepTime}, {@code inject}. A
 * network model that is {@linkplain dev.p2.sim.network.NetworkModel#shared shared} is asked in the
 * order of sending over all nodes, any other by the sender's thread.
 *
 * <p>A {@link dev.p2.sim.Guest} is a protocol in Java that lives in nodes whose program only
 * declares relations.
 *
 * <p><b>May use:</b> the engine, the transport elements of {@code dev.p2.net}. <b>Never here:</b>
 * the wall clock, sockets, files.
 *
 * <p><b>Always true:</b> the same program, options and inputs give the same run, bit for bit, on
 * any number of threads. Whatever is drawn comes from a stream of its own for each node and
 * purpose, so one draw more here moves nothing there. Who watches does not change what happens.
 */
package dev.p2.sim;
