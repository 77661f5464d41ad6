package dev.p2.engine.host;

import dev.p2.engine.tuple.Tuple;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the rows of a node's durable tables outlive it. A host gives a node one by {@link
 * Host#durable}; the engine knows no files. Used by one node at a time.
 */
public interface DurableStore {
  /** All rows as the last step that committed left them, the oldest first. */
  List<StoredRow> rows();

  /**
   * Keeps what a step has changed, all of it or nothing. Called at the end of the step, before
   * anything of it leaves the node.
   *
   * @param changes what became of each key that the step touched
   * @param everything all keys as they stand after the step, for a store that has lost track of
   *     what it holds
   * @throws DurableException if the changes cannot be kept: the step is undone
   */
  void write(List<Change> changes, Supplier<List<Change>> everything);

  /**
   * A row, and when it was last inserted or refreshed: nanoseconds since 1970-01-01T00:00Z by the
   * node's clock.
   */
  record StoredRow(Tuple tuple, long timeNanos) {}

  /**
   * The rows of a primary key after a step: one or none, in a table with {@code keys()} any number.
   *
   * @param key a tuple of that key
   */
  record Change(Tuple key, List<StoredRow> rows) {
    public Change {
      rows = List.copyOf(rows);
    }
  }
}
