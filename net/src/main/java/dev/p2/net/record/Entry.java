package dev.p2.net.record;

import dev.p2.engine.host.DurableStore.StoredRow;
import dev.p2.engine.host.HostFigures;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.Passage;
import dev.p2.engine.tuple.Tuple;
import java.util.List;

/**
 * One thing that happened to a node.
 *
 * @param node its index
 * @param timeNanos when, by the host's clock
 * @param localNanos when, by the node's clock
 */
public record Entry(EntryKind kind, int node, long timeNanos, long localNanos, Detail detail) {
  /** What the kind needs beside. */
  public sealed interface Detail {
    record None() implements Detail {}

    record Made(NodeConfig config, List<Tuple> loads) implements Detail {}

    /**
     * A node in a snapshot.
     *
     * @param running whether it had booted and not ended since; otherwise there is no state
     * @param steps what its {@link History} had come to
     * @param network the same of what the network told
     * @param state for {@link Recording.Entries#state}
     */
    @SuppressWarnings("ArrayRecordComponent") // read once
    record Held(NodeConfig config, boolean running, long steps, long network, byte[] state)
        implements Detail {}

    record Fired(int timer) implements Detail {}

    record Carried(Tuple tuple) implements Detail {}

    record Received(Message message, String source) implements Detail {}

    record Undelivered(Message message, String code, String why) implements Detail {}

    record Reported(String code, String why) implements Detail {}

    record Passed(Passage passage) implements Detail {}

    record Figures(HostFigures figures) implements Detail {}

    record Sample(List<Object[]> rows) implements Detail {}

    /**
     * Rows from a store.
     *
     * @param last whether that is all; otherwise another entry has more
     */
    record Stored(List<StoredRow> rows, boolean last) implements Detail {}

    record Refused(String why) implements Detail {}

    /**
     * The clock of a node.
     *
     * @param sinceNanos when it was set, by the host's clock
     * @param skewNanos how far ahead it was then
     * @param driftShare what it gains of each second
     * @param floorNanos what it showed before it was set
     */
    record Clock(long sinceNanos, long skewNanos, double driftShare, long floorNanos)
        implements Detail {}
  }

  static final Detail NONE = new Detail.None();
}
