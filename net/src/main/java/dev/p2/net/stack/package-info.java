/**
 * The two ready stacks, assembled from elements: a node's transport.
 *
 * <p><b>Door:</b> {@link dev.p2.net.stack.NodeTransport}. In: messages of a step, datagrams that
 * arrived, the time. Out: datagrams, messages that arrived, messages that were given up.
 *
 * <pre>
 * FromNode → Marshal → by transport ┬ Queue → Fragment ───────────────────────────────────────────────┐
 *                                   └ Backlog → by peer → Queue → Fragment → Sequence → Retry → Window ┼ RoundRobin → UdpSink
 *                                                          Retry ◄ acks        Acknowledge ───────────┘
 * UdpSource → Lossy → by kind ┬ Reassemble ─────────────────────────────────────┬ Unmarshal → ToNode
 *                             ├ by source → Deduplicate → InOrder → Reassemble ─┘
 *                             └ acks, by stream → Retry
 * </pre>
 *
 * <p><b>May use:</b> {@code dev.p2.net.element}, {@code flow}, {@code wire}. <b>Never here:</b>
 * sockets, threads, clocks: the simulator can run it as it is.
 *
 * <p><b>Always true:</b> a reliable message is delivered exactly once and in order of sending,
 * between two nodes that live, or is given back as failed; state about peers that are silent goes.
 */
package dev.p2.net.stack;
