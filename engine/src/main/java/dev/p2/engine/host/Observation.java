package dev.p2.engine.host;

import dev.p2.engine.tuple.Tuple;
import java.util.Optional;

/**
 * One thing that happened to a watched relation.
 *
 * @param tuple the row or event; the new row of a REPLACE
 * @param replaced the old row of a REPLACE, empty elsewhere
 * @param rule the index in {@code Program.rules()} of the rule that derived the tuple; -1 if none
 *     did, or in a recursive view, whose rows appear only when it has settled
 */
public record Observation(Kind kind, Tuple tuple, Optional<Tuple> replaced, int rule) {
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

  /** One that no rule made. */
  public static Observation of(Kind kind, Tuple tuple) {
    return of(kind, tuple, -1);
  }

  /** One that a rule made. */
  public static Observation of(Kind kind, Tuple tuple, int rule) {
    return new Observation(kind, tuple, Optional.empty(), rule);
  }
}
