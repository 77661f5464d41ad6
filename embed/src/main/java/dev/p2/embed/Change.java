package dev.p2.embed;

import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import java.util.Optional;

/**
 * What happened to a relation at a node, told when the step has committed.
 *
 * @param node the node's address
 * @param timeNanos the step's time, in nanoseconds since 1970-01-01T00:00Z
 * @param tuple the row or event; of a REPLACE the new row
 * @param replaced the old row of a REPLACE, empty elsewhere
 */
public record Change(
    String node, long timeNanos, Observation.Kind kind, Tuple tuple, Optional<Tuple> replaced) {
  static Change of(String node, long timeNanos, Observation what) {
    return new Change(node, timeNanos, what.kind(), what.tuple(), what.replaced());
  }
}
