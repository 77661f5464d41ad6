package dev.p2.net.record;

import dev.p2.engine.host.DurableException;
import dev.p2.engine.host.DurableStore;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store that also tells what a node cannot know by itself: the rows that it gets back when it
 * boots, and that a write was refused.
 *
 * @param got is told of rows, if there are any
 * @param refused is told why a write failed
 */
public record TapedStore(
    DurableStore store, Consumer<List<StoredRow>> got, Consumer<String> refused)
    implements DurableStore {
  @Override
  public List<StoredRow> rows() {
    List<StoredRow> rows = store.rows();
    if (!rows.isEmpty()) got.accept(rows);
    return rows;
  }

  @Override
  public void write(List<Change> changes, Supplier<List<Change>> everything) {
    try {
      store.write(changes, everything);
    } catch (DurableException e) {
      refused.accept(String.valueOf(e.getMessage()));
      throw e;
    }
  }
}
