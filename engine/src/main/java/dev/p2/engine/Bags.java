package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;

/**
 * Commits to tables declared {@code keys()}: every insert is a row of its own. A delete takes all
 * equal rows; a view has one row a derivation, refreshed and withdrawn with it.
 */
final class Bags {
  private static final int NONE = -1;

  private final Step step;
  private final Commit commit;
  private final Changes changes;

  Bags(Step step, Commit commit, Changes changes) {
    this.step = step;
    this.commit = commit;
    this.changes = changes;
  }

  void delete(byte verb, Table table, Tuple tuple, long print) {
    if (verb == Ops.DELETE) {
      int hash = tuple.hash(0);
      for (int row = table.first(0, hash); row != NONE; row = table.next(0, row)) {
        if (table.same(row, tuple)) commit.kill(table, row);
      }
      return;
    }
    int row = derived(table, tuple, print);
    if (row == NONE) return;
    table.withdraw(row, print, step.undo);
    if (table.supports().holds(row) || verb == Ops.LAPSE) return;
    commit.kill(table, row);
  }

  void insert(byte verb, Table table, Tuple tuple, int strand, long print) {
    int row = verb == Ops.REFRESH ? derived(table, tuple, print) : NONE;
    if (row == NONE) {
      commit.added(table, newRow(table, tuple), tuple.hash(0), verb, strand, print);
    } else if (table.soft()) {
      table.touch(row, step.now, step.undo);
      changes.enter(
          changes.add(Changes.REFRESHED, table, row, table.row(row), table.row(row), strand));
    }
  }

  /** Gives a tuple the number of the next row; one that is a row, or was, lends its values. */
  Tuple newRow(Table table, Tuple tuple) {
    Tuple row = tuple;
    if (tuple.birth() != 0) {
      row = step.node.program().remake(tuple.relation(), tuple.values());
      if (step.node.tracer != null) step.node.tracer.know(row, step.node.tracer.known(tuple));
    }
    row.born(table.inserted() + 1);
    return row;
  }

  /** The row that a derivation made, or -1. */
  private int derived(Table table, Tuple tuple, long print) {
    if (table.size() == 0 || table.supports() == null) return NONE;
    int row = table.first(0, tuple.hash(0));
    while (row != NONE && !(table.same(row, tuple) && table.supports().counts(row, print)))
      row = table.next(0, row);
    return row;
  }
}
