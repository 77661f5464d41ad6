package dev.p2.engine;

/**
 * Takes a node's state, piece by piece, from {@link Node#save}. What it makes of the pieces is its
 * own business, as long as a {@link StateSource} gives them back in the same order.
 */
public interface StateSink {
  /** A number; most are small and not negative. */
  void number(long number);

  /** A text. */
  void text(String text);

  /** A tuple of the node's program. */
  void tuple(Tuple tuple);
}
