package dev.p2.cli.output;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Map;

/**
 * The one JSON object of {@code --stats}.
 *
 * @param virtualNanos how far the nodes' clock went; in real time the same as {@code wallNanos}
 * @param loadNanos reading {@code --facts} and {@code --inject}
 * @param compileNanos from text to loaded classes
 * @param perRelation rows inserted by table
 */
public record StatsReport(
    long virtualNanos,
    long wallNanos,
    long loadNanos,
    long compileNanos,
    int nodes,
    long steps,
    long derivations,
    long rowsInserted,
    long messagesSent,
    long messagesDropped,
    long bytesSent,
    long errors,
    Map<String, Long> perRelation) {

  /** The object as a line of JSON; {@code peakHeapBytes} is read now. */
  public String json() {
    return new JsonText()
        .seconds("virtualSeconds", virtualNanos)
        .seconds("wallSeconds", wallNanos)
        .seconds("loadSeconds", loadNanos)
        .seconds("compileSeconds", compileNanos)
        .field("nodes", nodes)
        .field("steps", steps)
        .field("derivations", derivations)
        .field("rowsInserted", rowsInserted)
        .field("messagesSent", messagesSent)
        .field("messagesDropped", messagesDropped)
        .field("bytesSent", bytesSent)
        .field("errors", errors)
        .field("peakHeapBytes", peakHeapBytes())
        .field("perRelation", perRelation)
        .toString();
  }

  /** The sum of the heap pools' own peaks: at most what was in use at one time, and never less. */
  private static long peakHeapBytes() {
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) peak += pool.getPeakUsage().getUsed();
    }
    return peak;
  }
}
