package dev.p2.embed;

import dev.p2.engine.tuple.Tuple;
import java.util.List;

/** A node, real or simulated. */
public interface EmbeddedNode {
  String address();

  /**
   * Gives the node an event, or a row to insert, in a step of its own; a real node takes it soon, a
   * simulated one when time next goes on. Java's numbers, {@code Instant}s, {@code Duration}s,
   * lists and octets are converted.
   *
   * @param values all columns, the location included
   * @throws IllegalArgumentException if the program has no such relation with so many columns
   * @throws dev.p2.lang.value.EvalException if a value does not fit its column
   */
  void inject(String relation, Object... values);

  /**
   * The rows of a table that are live now, in no order that means anything.
   *
   * @throws IllegalArgumentException if the program has no such relation
   */
  List<Tuple> rows(String relation);

  /** Runs the node's last step, in which rules see {@code sysStop}, and ends it. */
  void stop();
}
