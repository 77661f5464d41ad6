/**
 * Nodes inside a Java program: compile rules, run them on real sockets or in virtual time, talk to
 * them.
 *
 * <p><b>Doors:</b> {@link dev.p2.embed.Rules} compiles; {@link dev.p2.embed.NodeSetup} starts a
 * node on UDP; {@link dev.p2.embed.SimulatedNetwork} runs nodes in virtual time. Both give {@link
 * dev.p2.embed.EmbeddedNode}s, so that what talks to a node can be tested without a socket.
 *
 * <p><b>May use:</b> everything but the command line. <b>Never here:</b> printing; semantics.
 */
package dev.p2.embed;
