package dev.p2.engine;

import dev.p2.engine.host.DurableException;
import dev.p2.engine.host.DurableStore.Change;
import dev.p2.engine.host.DurableStore.StoredRow;
import dev.p2.engine.tuple.RowKey;
import dev.p2.engine.tuple.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a step leaves in durable tables, worked out from its undo log. A row that only views hold up
 * is none of it: they make it again.
 */
final class DurableRows {
  private static final int NONE = -1;

  private final Node node;

  DurableRows(Node node) {
    this.node = node;
  }

  /** What became of each of these keys. */
  List<Change> of(Set<RowKey> keys) {
    var changes = new ArrayList<Change>();
    for (RowKey key : keys) {
      Table table = node.table(key.tuple().relation());
      var rows = new ArrayList<StoredRow>();
      for (int row = first(table, key.tuple()); row != NONE; row = next(table, row)) {
        if (same(table, row, key.tuple()) && held(table, row)) rows.add(stored(table, row));
      }
      changes.add(new Change(kept(key.tuple()), rows));
    }
    return changes;
  }

  private static int first(Table table, Tuple tuple) {
    if (table.size() == 0) return NONE;
    return table.bag() ? table.first(0, tuple.hash(0)) : table.find(tuple, tuple.hash(0));
  }

  private static int next(Table table, int row) {
    return table.bag() ? table.next(0, row) : NONE;
  }

  private static boolean same(Table table, int row, Tuple tuple) {
    return !table.bag() || table.same(row, tuple);
  }

  private static boolean held(Table table, int row) {
    return table.supports() == null || table.supports().isBase(row);
  }

  private StoredRow stored(Table table, int row) {
    return new StoredRow(kept(table.row(row)), table.aged() ? table.time(row) : node.now());
  }

  /** As the program has it that will read it: the one that the node was made of. */
  private Tuple kept(Tuple tuple) {
    return node.asMade(tuple)
        .orElseThrow(() -> new DurableException("the store has no place for " + tuple));
  }

  /** All keys of durable tables, each table's oldest rows first. */
  List<Change> everything() {
    var keys = new LinkedHashSet<RowKey>();
    for (int relation : node.layout.durableRelations) {
      Table table = node.table(relation);
      if (table.aged()) {
        for (int row = table.size() == 0 ? NONE : table.oldest();
            row != NONE;
            row = table.newer(row)) keys.add(new RowKey(table.row(row)));
      } else {
        for (int row = table.firstRow(); row != NONE; row = table.nextRow(row))
          keys.add(new RowKey(table.row(row)));
      }
    }
    return of(keys);
  }
}
