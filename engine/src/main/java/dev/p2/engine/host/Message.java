package dev.p2.engine.host;

import dev.p2.engine.tuple.Tuple;

/**
 * A tuple on its way to a node, and what it asks for there.
 *
 * @param rule the sending rule's index in {@code Program.rules()}, -1 if none: for reports about
 *     sends that fail
 * @param traceId the tuple's number at the sender, if that traces it; else 0
 */
public record Message(String destination, Kind kind, Tuple tuple, int rule, long traceId) {
  /** A message whose tuple is not traced. */
  public Message(String destination, Kind kind, Tuple tuple, int rule) {
    this(destination, kind, tuple, rule, 0);
  }

  /**
   * What the receiver does with the tuple. The order is that of the wire's code numbers: only add
   * at the end.
   */
  public enum Kind {
    /** An event; of a table, an insert request: base support. */
    DELIVER,
    /** A request to delete by key. */
    DELETE,
    /** One derivation more of a view's row. */
    SUPPORT,
    /** One derivation fewer. */
    WITHDRAW,
    /** One derivation fewer by expiry: a soft row lives out its own lifetime. */
    LAPSE,
    /** A derivation's body row was refreshed. */
    REFRESH
  }
}
