package dev.p2.engine;

import java.util.Optional;

/**
 * One thing that happened to a watched relation.
 *
 * @param tuple the row or event; the new row of a REPLACE
 * @param replaced the old row of a REPLACE, empty elsewhere
 */
public record Observation(Kind kind, Tuple tuple, Optional<Tuple> replaced) {
  /** What happened; the order is that of no wire format. */
  public enum Kind {
    INSERT,
    REPLACE,
    DELETE,
    REFRESH,
    EXPIRE,
    EVICT,
    /** An event joined the node's queue, derived or from outside. */
    EVENT,
    SEND,
    /** A tuple arrived from another node, or from this one by way of the host. */
    RECEIVE,
    /** A tuple arrived and was not accepted. */
    DROP
  }

  public static Observation of(Kind kind, Tuple tuple) {
    return new Observation(kind, tuple, Optional.empty());
  }
}
