package dev.p2.engine.host;

import dev.p2.engine.tuple.Tuple;

/**
 * Takes a node's state, piece by piece, from {@link dev.p2.engine.Node#save}. What it makes of the
 * pieces is its own business, as long as a {@link dev.p2.engine.StateSource} gives them back in the
 * same order.
 */
public interface StateSink {
  /** A number; most are small and not negative. */
  void number(long number);

  /** A text. */
  void text(String text);

  /** A tuple of the node's program. */
  void tuple(Tuple tuple);
}
