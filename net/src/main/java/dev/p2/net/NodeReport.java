package dev.p2.net;

import dev.p2.engine.host.NodeStats;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A node's figures.
 *
 * @param node of its steps
 * @param transport datagrams and bytes out and in, packets dropped by reason; {@link
 *     dev.p2.net.stack.NodeTransport#totals()} says the names
 * @param unresolved messages whose destination stands for no address (P2-R08)
 * @param toItself messages that the node sent to itself: they do not pass the transport
 * @param socketErrors datagrams that the system refused
 */
public record NodeReport(
    NodeStats node,
    Map<String, Long> transport,
    long unresolved,
    long toItself,
    long socketErrors) {
  public NodeReport {
    transport = Collections.unmodifiableMap(new LinkedHashMap<>(transport));
  }
}
