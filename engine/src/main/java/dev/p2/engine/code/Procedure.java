package dev.p2.engine.code;

import dev.p2.engine.tuple.Tuple;
import java.util.List;

/**
 * The code behind {@code stage("Name", in, out).}: each event {@code in} gives events {@code out}.
 * May be called by several threads at once, one for each node; it answers quickly, for the node
 * waits.
 */
@FunctionalInterface
public interface Procedure {
  /**
   * Handles an event.
   *
   * @return the values of each resulting event in order, location included; those that do not fit
   *     {@code out} are dropped and counted
   * @throws RuntimeException is reported as P2-R09 at the node; nothing results
   */
  List<Object[]> run(Tuple event);
}
