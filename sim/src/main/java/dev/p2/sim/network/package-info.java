/**
 * What networks do to datagrams, one class a model.
 *
 * <p><b>Door:</b> {@link dev.p2.sim.network.NetworkModel}: who sends how much when to whom, in;
 * when its copies arrive, out. {@link dev.p2.sim.network.Topology} describes hosts, routers and
 * links for {@link dev.p2.sim.network.LinkNetwork}.
 *
 * <p><b>Never here:</b> nodes, tuples, the order of events, files.
 *
 * <p><b>Always true:</b> no datagram arrives before the model's least delay has passed. A model
 * that says it shares nothing touches nothing but what belongs to the sender.
 */
package dev.p2.sim.network;
