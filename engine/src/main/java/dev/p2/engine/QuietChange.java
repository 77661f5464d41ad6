package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;

/**
 * The end of a round that has one row to insert or to delete, in a table whose changes nobody waits
 * for: what {@link Commit} does then, without keeping what others would be told. Many messages of a
 * protocol do no more than note a time.
 */
final class QuietChange {
  private static final int NONE = -1;

  private QuietChange() {}

  /** Makes the change, if it is of that kind; else does nothing and returns false. */
  static boolean make(Step step) {
    boolean deletes = step.deletes.size == 1;
    Ops ops = deletes ? step.deletes : step.inserts;
    if (step.deletes.size + step.inserts.size != 1) return false;
    if (ops.verbs[0] != (deletes ? Ops.DELETE : Ops.INSERT)) return false;
    Tuple tuple = ops.tuples[0];
    int relation = tuple.relation();
    Node node = step.node;
    if (!node.layout.unread[relation] || step.tally != null || node.watches(relation)) return false;
    Table table = deletes ? node.table(relation) : node.tableToFill(relation);
    if (table.supports() != null) return false;
    if (deletes) delete(table, tuple, step);
    else insert(table, tuple, step);
    ops.clear();
    return true;
  }

  private static void delete(Table table, Tuple tuple, Step step) {
    int row = table.find(tuple, tuple.hash(0));
    if (row != NONE) table.remove(row, step.undo);
  }

  private static void insert(Table table, Tuple tuple, Step step) {
    int hash = tuple.hash(0);
    int row = table.find(tuple, hash);
    if (row == NONE) {
      table.add(tuple, hash, step.now, step.undo);
      if (table.soft()) step.node.expires(tuple.relation(), table.firstExpiryNanos());
    } else if (!table.same(row, tuple)) {
      table.replace(row, tuple, step.now, step.undo);
    } else if (table.soft()) {
      table.touch(row, step.now, step.undo);
    }
  }
}
