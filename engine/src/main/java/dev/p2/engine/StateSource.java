package dev.p2.engine;

import dev.p2.engine.host.StateSink;
import dev.p2.engine.tuple.Tuple;

/**
 * Gives a node's state, piece by piece, to {@link Node#restore(StateSource)}: what {@link
 * Node#save} told a {@link StateSink}, in the same order.
 */
public interface StateSource {
  /** The next piece, a number. */
  long number();

  /** The next piece, a text. */
  String text();

  /** The next piece, a tuple of the program that the node has. */
  Tuple tuple(CompiledProgram of);
}
