/**
 * Keeps what happens to nodes from outside, so that the same nodes can be run again: a file of
 * blocks, each with its checksum (docs/internals/recording.md).
 *
 * <p><b>Doors:</b> {@link dev.p2.net.record.Recorder} writes, {@link dev.p2.net.record.Recording}
 * reads, {@link dev.p2.net.record.NodeTape} is what a host holds for a node.
 *
 * <p><b>Always true:</b> of a node, its entries stand in one stream, in the order in which they
 * happened. All that a step does follows from its entry and the node's state before.
 */
package dev.p2.net.record;
