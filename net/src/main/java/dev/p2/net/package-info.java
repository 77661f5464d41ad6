/**
 * Nodes on real machines: UDP sockets, threads and the wall clock.
 *
 * <p><b>Door:</b> {@link dev.p2.net.RealtimeHost}; it gives a {@link dev.p2.net.NodeHandle} for
 * each node.
 *
 * <p><b>Rooms:</b> {@code wire} (octets), {@code flow} (the frame of elements), {@code element}
 * (the elements), {@code stack} (a node's transport), {@code store} (durable tables).
 *
 * <p><b>May use:</b> {@code dev.p2.engine}, {@code dev.p2.lang}. <b>Never here:</b> virtual time,
 * the command line, files but those of {@code store}.
 *
 * <p><b>Always true:</b> a node, its transport and its socket are touched by one thread only, that
 * of its loop; time given to a node never goes back; what goes wrong at one node stays there.
 */
package dev.p2.net;
