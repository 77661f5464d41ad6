package dev.p2.engine;

import dev.p2.engine.host.StateSink;
import dev.p2.engine.tuple.Tuple;

/**
 * A table out and in, for {@link NodeState}: rows under their numbers, oldest first where they have
 * an age, and under those that tell equal rows of a table with {@code keys()} apart; what holds
 * each up; the numbers that are free, in the order in which they will be taken; and of each index
 * that was made the order of rows with one hash, where it is not that of their numbers.
 */
final class TableState {
  private static final int NONE = -1;

  private TableState() {}

  static void write(Table table, Tracer tracer, StateSink out) {
    out.number(table.inserted());
    writeSupportKind(table.supports(), out);
    int[] free = table.freeRows();
    out.number(free.length);
    for (int row : free) out.number(row);
    out.number(table.size());
    long before = 0;
    for (int row = first(table); row != NONE; row = next(table, row)) {
      out.number(row);
      if (table.aged()) {
        out.number(table.time(row) - before);
        before = table.time(row);
      }
      NodeState.tuple(table.row(row), tracer, out);
      if (table.bag()) out.number(table.row(row).birth());
      if (table.supports() != null) table.supports().write(row, out);
    }
    for (int index = 0; index < table.indexes(); index++) writeChain(table, index, out);
  }

  static Table read(Node node, int relation, StateSource in) {
    Table table = node.layout.tables.make(relation);
    long inserted = in.number();
    readSupportKind(table, in);
    int[] free = new int[(int) in.number()];
    for (int i = 0; i < free.length; i++) free[i] = (int) in.number();
    int size = (int) in.number();
    table.restore(size, free, inserted);
    long time = 0;
    for (int left = size; left > 0; left--) {
      int row = (int) in.number();
      if (table.aged()) time += in.number();
      Tuple tuple = NodeState.tuple(node, in);
      if (table.bag()) tuple.born(in.number());
      table.restoreRow(row, tuple, time);
      if (table.supports() != null) table.supports().read(row, in);
    }
    for (int index = 0; index < table.indexes(); index++) readChain(table, index, in);
    return table;
  }

  private static int first(Table table) {
    if (table.size() == 0) return NONE;
    return table.aged() ? table.oldest() : table.firstRow();
  }

  private static int next(Table table, int row) {
    return table.aged() ? table.newer(row) : table.nextRow(row);
  }

  /** Supports may have begun with a message, which the program cannot tell. */
  private static void writeSupportKind(Supports supports, StateSink out) {
    out.number(supports == null ? 0 : supports.identified() ? 2 : 1);
  }

  private static void readSupportKind(Table table, StateSource in) {
    int kind = (int) in.number();
    if (kind == 2 && (table.supports() == null || !table.supports().identified()))
      table.keepSupports();
  }

  /** 0: it was not made; 1: rows with one hash by number; 2: all rows, chain by chain. */
  private static void writeChain(Table table, int index, StateSink out) {
    ChainIndex chain = table.chainOrNull(index);
    if (chain == null) {
      out.number(0);
      return;
    }
    boolean natural = true;
    for (int row = table.firstRow(); row != NONE && natural; row = table.nextRow(row)) {
      int next = chain.next(row);
      natural = next == NONE || next > row;
    }
    out.number(natural ? 1 : 2);
    if (natural) return;
    for (int row = table.firstRow(); row != NONE; row = table.nextRow(row)) {
      if (chain.first(table.row(row).hash(index)) != row) continue;
      for (int at = row; at != NONE; at = chain.next(at)) out.number(at);
    }
  }

  private static void readChain(Table table, int index, StateSource in) {
    int kind = (int) in.number();
    if (kind == 0) return;
    var chain = new ChainIndex();
    int row = NONE;
    for (int left = table.size(); left > 0; left--) {
      row = kind == 1 ? table.nextRow(row) : (int) in.number();
      chain.add(table.row(row).hash(index), row);
    }
    table.restoreChain(index, chain);
  }
}
