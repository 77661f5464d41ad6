package dev.p2.engine.host;

/**
 * What a host knows of a node, for {@code sysNode}; 0 where it does not measure.
 *
 * @param cpuNanos CPU time that the node's steps took
 * @param heapBytes heap of the process in use
 * @param bytesOut bytes that the node sent, as they are on the wire
 * @param bytesIn bytes that it received
 * @param stepNanosP99 99 of 100 steps took no longer
 */
public record HostFigures(
    long cpuNanos, long heapBytes, long bytesOut, long bytesIn, long stepNanosP99) {
  public static final HostFigures UNKNOWN = new HostFigures(0, 0, 0, 0, 0);
}
