package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a round (overlog.md 9.2): all deletes, then all inserts, then evictions; what really
 * changed, per key and net, goes to the logs of those who read it. A row that is deleted stays in
 * its table, marked, until the inserts have had their chance to bring it back.
 */
final class Commit {
  private static final int NONE = -1;
  private static final int BATCH = 64;

  /** Up to so many inserts are looked up one by one. */
  private static final int FEW = 8;

  private final Step step;
  private final Layout layout;
  private final Changes changes = new Changes();
  private final Bags bags;

  /** Tables with a size bound that the running commit has inserted into. */
  private final List<Table> grown = new ArrayList<>();

  private final Tuple[] batch = new Tuple[BATCH];
  private final int[] hashes = new int[BATCH];
  private final int[] found = new int[BATCH];

  /** Number of the next change in the step, and of the first one of this commit. */
  private int order;

  private int start;

  /** Whether no log needs to know of the commit, as far as it is known. */
  private boolean unheard;

  Commit(Step step, Layout layout) {
    this.step = step;
    this.layout = layout;
    this.bags = new Bags(step, this, changes);
  }

  /** Commits what the round has collected, which is over: what is left to do is in the logs. */
  void run() {
    if (QuietChange.make(step)) return;
    unheard = !step.hasChanges;
    commit(true);
    unheard = false;
  }

  /**
   * The same for the external event: a row that has just expired and comes again is deleted, then
   * inserted.
   */
  void runExternal() {
    commit(false);
  }

  private void commit(boolean netting) {
    if (step.deletes.size + step.inserts.size + changes.size == 0) return;
    applyDeletes(step.deletes);
    applyInserts(step.inserts);
    step.deletes.clear();
    step.inserts.clear();
    if (changes.size > 0) finish(netting);
  }

  /** Brings a row back from the store, as old as it was; the next commit tells of it. */
  void load(Tuple tuple, long time) {
    Table table = step.node.tableToFill(tuple.relation());
    // Not in the undo log: the store has it already.
    Tuple stored = table.bag() ? bags.newRow(table, tuple) : tuple;
    int row = table.add(stored, stored.hash(0), time, null);
    int entry = changes.add(Changes.INSERTED, table, row, null, stored, NONE);
    if (tracks(table)) changes.enter(entry);
    if (table.supports() != null) table.supports().setBase(row);
    if (table.sized() && !grown.contains(table)) grown.add(table);
  }

  /** Deletes the rows that are past their lifetime. */
  void expire(long now) {
    for (int relation : layout.softRelations) {
      Table table = step.node.tables[relation];
      if (table == null || table.size() == 0) continue;
      for (int row = table.oldest();
          row != NONE && table.expired(row, now);
          row = table.newer(row)) {
        mark(Changes.EXPIRED, table, row, NONE);
      }
    }
    if (changes.size > 0) finish(true);
    step.node.findExpiries();
  }

  /**
   * What lapses goes first: whether a row goes with its last withdrawal does not hang on the order.
   */
  private void applyDeletes(Ops ops) {
    if (ops.lapses) applyDeletes(ops, true);
    applyDeletes(ops, false);
  }

  private void applyDeletes(Ops ops, boolean lapses) {
    for (int op = 0; op < ops.size; op++) {
      if ((ops.verbs[op] == Ops.LAPSE) != lapses) continue;
      Tuple tuple = ops.tuples[op];
      Table table = step.node.table(tuple.relation());
      if (table.size() == 0) continue;
      if (table.bag()) {
        bags.delete(ops.verbs[op], table, tuple, ops.print(op));
        continue;
      }
      int row = table.find(tuple, tuple.hash(0));
      if (row == NONE) continue;
      switch (ops.verbs[op]) {
        case Ops.DELETE -> kill(table, row);
        case Ops.WITHDRAW -> withdraw(table, row, tuple, ops.print(op), false);
        case Ops.LAPSE -> withdraw(table, row, tuple, ops.print(op), true);
        case Ops.OVERDELETE -> overdelete(table, row, tuple);
        default -> throw new AssertionError("no delete: " + ops.verbs[op]);
      }
    }
  }

  /** Deletes a row; all its supports end. */
  void kill(Table table, int row) {
    table.clearSupports(row, step.undo);
    if (changes.entryOf(table, row) == NONE) mark(Changes.DEAD, table, row, NONE);
  }

  private void withdraw(Table table, int row, Tuple tuple, long print, boolean lapse) {
    if (!table.same(row, tuple) || table.supports() == null) return;
    if (!table.withdraw(row, print, step.undo)) return;
    if (table.supports().holds(row) || lapse) return;
    if (changes.entryOf(table, row) != NONE) return;
    int component = layout.tables.component(tuple.relation());
    if (component >= 0) step.recursion.suspect(component, table, row);
    mark(Changes.DEAD, table, row, NONE);
  }

  private void overdelete(Table table, int row, Tuple tuple) {
    if (!table.same(row, tuple) || table.supports().holds(row)) return;
    if (changes.entryOf(table, row) != NONE) return;
    step.recursion.suspect(layout.tables.component(tuple.relation()), table, row);
    mark(Changes.DEAD, table, row, NONE);
  }

  private void mark(byte kind, Table table, int row, int strand) {
    changes.enter(changes.add(kind, table, row, table.row(row), null, strand));
  }

  private void applyInserts(Ops ops) {
    int op = 0;
    while (op < ops.size) {
      Table table = step.node.tableToFill(ops.tuples[op].relation());
      int end = op + 1;
      if (ops.size > FEW && !table.bag()) {
        while (end < ops.size
            && end - op < BATCH
            && ops.tuples[end].relation() == table.relation().id()) end++;
      }
      if (end - op > FEW) insertBatch(ops, op, end, table);
      else for (int at = op; at < end; at++) insert(ops, at, table);
      op = end;
    }
  }

  private void insert(Ops ops, int op, Table table) {
    Tuple tuple = ops.tuples[op];
    if (table.bag()) {
      bags.insert(ops.verbs[op], table, tuple, ops.strands[op], ops.print(op));
    } else {
      int hash = tuple.hash(0);
      insert(ops, op, table, hash, table.find(tuple, hash));
    }
  }

  /**
   * The same for many at once, looked up together so that cache misses overlap (see {@link
   * KeyIndex#findAll}).
   */
  private void insertBatch(Ops ops, int from, int to, Table table) {
    int count = to - from;
    System.arraycopy(ops.tuples, from, batch, 0, count);
    for (int i = 0; i < count; i++) hashes[i] = batch[i].hash(0);
    table.findAll(batch, hashes, count, found);
    for (int i = 0; i < count; i++) {
      int row =
          found[i] >= 0
              ? found[i]
              : table.find(batch[i], hashes[i]); // it may have come in this batch
      insert(ops, from + i, table, hashes[i], row);
      batch[i] = null;
      ops.tuples[from + i] =
          null; // most of a closure's are there already: let them go while the table grows
    }
  }

  private void insert(Ops ops, int op, Table table, int hash, int row) {
    byte verb = ops.verbs[op];
    if (row == NONE && verb == Ops.RESTORE && !step.recursion.wasTaken(ops.tuples[op])) return;
    if (row == NONE) added(table, ops.tuples[op], hash, verb, ops.strands[op], ops.print(op));
    else met(table, row, ops.tuples[op], verb, ops.strands[op], ops.print(op));
  }

  void added(Table table, Tuple tuple, int hash, byte verb, int strand, long print) {
    long time = step.now;
    boolean derived = verb == Ops.DERIVE || verb == Ops.RESTORE;
    if (derived && table.soft()) time = step.recursion.timeOf(tuple, time);
    int row = table.add(tuple, hash, time, step.undo);
    int entry = changes.add(Changes.INSERTED, table, row, null, tuple, strand);
    if (tracks(table)) changes.enter(entry);
    if (cyclic(table)) step.recursion.came(tuple);
    support(table, row, verb, print);
    if (table.sized() && !grown.contains(table)) grown.add(table);
  }

  /** Whether refreshes of a table could go round a cycle. */
  private boolean cyclic(Table table) {
    return table.soft() && layout.tables.component(table.relation().id()) >= 0;
  }

  /** Whether a later insert of the commit must know that a row came in it. */
  private static boolean tracks(Table table) {
    return !table.wholeKey() || table.aged();
  }

  /** An insert meets a row of its key. */
  private void met(Table table, int row, Tuple tuple, byte verb, int strand, long print) {
    int entry = changes.entryOf(table, row);
    boolean same = table.same(row, tuple);
    if (entry != NONE && changes.kinds[entry] == Changes.DEAD)
      revive(table, row, entry, tuple, same, strand);
    else if (same) repeat(table, row, entry, verb, strand, print);
    else overwrite(table, row, entry, tuple, strand);
    support(table, row, verb, print);
  }

  /** The row was deleted in this commit: the insert wins. */
  private void revive(Table table, int row, int entry, Tuple tuple, boolean same, int strand) {
    Tuple before = changes.before[entry];
    changes.kinds[entry] = Changes.MOVED;
    put(table, row, before, same ? before : tuple, strand);
  }

  /** The same row again. */
  private void repeat(Table table, int row, int entry, byte verb, int strand, long print) {
    if (!table.soft()) {
      boolean renews = table.sized() && (verb == Ops.INSERT || gains(table, row, verb, print));
      if (renews) table.touch(row, step.now, step.undo);
      if (entry == NONE && !table.wholeKey()) enter(Changes.UNCHANGED, table, row, strand);
      return;
    }
    if (verb == Ops.RESTORE) return;
    if (verb == Ops.DERIVE && entry == NONE && step.recursion.fresh(table.row(row))) return;
    table.touch(row, step.now, step.undo);
    if (cyclic(table)) step.recursion.refreshed(table.row(row));
    if (entry == NONE) enter(Changes.REFRESHED, table, row, strand);
  }

  private static boolean gains(Table table, int row, byte verb, long print) {
    return verb == Ops.SUPPORT || (verb == Ops.REFRESH && !table.supports().counts(row, print));
  }

  private void enter(byte kind, Table table, int row, int strand) {
    Tuple tuple = table.row(row);
    changes.enter(changes.add(kind, table, row, tuple, tuple, strand));
  }

  /** A different row of the key: the later one wins; within one commit that is a conflict. */
  private void overwrite(Table table, int row, int entry, Tuple tuple, int strand) {
    Tuple before = table.row(row);
    if (entry != NONE) {
      conflict(table, strand, changes.strands[entry]);
      before = changes.before[entry];
      changes.kinds[entry] = Changes.MOVED;
    }
    table.clearSupports(row, step.undo);
    put(table, row, before, tuple, strand);
  }

  /** Puts a tuple in a row's place, and enters what that is, seen from before the commit. */
  private void put(Table table, int row, Tuple before, Tuple tuple, int strand) {
    if (table.row(row) == tuple) table.touch(row, step.now, step.undo);
    else table.replace(row, tuple, step.now, step.undo);
    if (cyclic(table)) step.recursion.refreshed(tuple);
    byte kind = Changes.REPLACED;
    if (before == null) kind = Changes.INSERTED;
    else if (before == tuple || before.sameRow(tuple))
      kind = table.soft() ? Changes.REFRESHED : Changes.UNCHANGED;
    changes.enter(changes.add(kind, table, row, before, tuple, strand));
  }

  private void conflict(Table table, int winner, int loser) {
    if (winner < 0 || loser < 0) return;
    StrandLayout later = layout.strands[winner];
    StrandLayout earlier = layout.strands[loser];
    if (later.rule < 0 || earlier.rule < 0) return; // of two facts the later wins: no accident
    step.journal.conflict(table.relation().name(), later.label, earlier.label);
  }

  void support(Table table, int row, byte verb, long print) {
    if (table.supports() == null) return;
    switch (verb) {
      case Ops.INSERT -> table.setBase(row, step.undo);
      case Ops.SUPPORT -> table.support(row, print, step.undo);
      case Ops.REFRESH -> {
        if (!table.supports().counts(row, print)) table.support(row, print, step.undo);
      }
      case Ops.DERIVE, Ops.RESTORE -> {}
      default -> throw new AssertionError("no insert: " + verb);
    }
  }

  private void finish(boolean netting) {
    for (int entry = 0; entry < changes.size; entry++) {
      byte kind = changes.kinds[entry];
      Table table = changes.tables[entry];
      if (kind == Changes.DEAD || kind == Changes.EXPIRED) remove(table, changes.rows[entry]);
      else if (table.soft()) age(table, kind);
    }
    for (Table table : grown) evict(table);
    grown.clear();
    publish(netting);
    changes.clear();
  }

  private void remove(Table table, int row) {
    int relation = table.relation().id();
    boolean first = layout.expiryRead[relation] && table.oldest() == row;
    table.remove(row, step.undo);
    if (first) step.node.agesMoved(relation);
    if (table.wasteful()) step.wasteful.add(table);
  }

  private void age(Table table, byte kind) {
    if (kind == Changes.INSERTED)
      step.node.expires(table.relation().id(), table.firstExpiryNanos());
    else step.node.agesMoved(table.relation().id());
  }

  private void evict(Table table) {
    while (table.overfull()) {
      int row = table.oldest();
      int entry = changes.entryOf(table, row);
      Tuple before = table.row(row);
      if (entry != NONE) {
        before = changes.before[entry];
        changes.kinds[entry] = Changes.MOVED;
      }
      remove(table, row);
      if (before != null) changes.add(Changes.EVICTED, table, row, before, null, NONE);
    }
  }

  private void publish(boolean netting) {
    start = order;
    unheard = unheard && !step.hasChanges && nobodyHears();
    if (unheard) step.passRound();
    for (int entry = 0; entry < changes.size; entry++) {
      byte kind = changes.kinds[entry];
      if (kind == Changes.MOVED || kind == Changes.UNCHANGED) continue;
      Table table = changes.tables[entry];
      Tuple before = changes.before[entry];
      Tuple after = changes.after[entry];
      int relation = table.relation().id();
      step.recursion.changed(kind, relation, before, after);
      tell(kind, relation, before, after, table, entry, netting);
    }
  }

  /**
   * Whether changes are of kinds that no rule goes on with, such as a deletion where rules read
   * insertions. If nothing else waits either, the next round would do nothing and be the last.
   */
  private boolean nobodyHears() {
    if (step.groups.lowestStratum() != Integer.MAX_VALUE) return false;
    boolean read = false;
    for (int entry = 0; entry < changes.size; entry++) {
      int relation = changes.tables[entry].relation().id();
      byte kind = changes.kinds[entry];
      if (kind == Changes.MOVED || kind == Changes.UNCHANGED) continue;
      if ((layout.heard[relation] & 1 << kind) != 0) return false;
      read |= layout.readersOf[relation].length > 0;
    }
    return read;
  }

  private void tell(
      byte kind, int relation, Tuple before, Tuple after, Table table, int entry, boolean netting) {
    int row = changes.rows[entry];
    if (step.tally != null) step.tally.changes[relation][kind]++;
    int[] readers = layout.readersOf[relation];
    byte flag =
        kind == Changes.REFRESHED
            ? DeltaLog.REFRESHED
            : kind == Changes.EXPIRED ? DeltaLog.EXPIRED : 0;
    int component = layout.tables.component(relation);
    if (readers.length > 0 && !unheard) {
      step.hasChanges = true;
      for (int reader : readers) {
        DeltaLog log = step.logs[reader];
        if (!netting || !log.holdsBefore(start)) log.add(relation, before, after, row, flag, order);
        else log.merge(relation, before, after, row, flag, order, table.soft() && component < 0);
      }
    }
    if (step.node.watches(relation)) {
      if (component < 0) step.watched(kind, relation, before, after, changes.strands[entry]);
      else step.taps.changed(component, kind, relation, before, after, order, netting);
    }
    order++;
  }

  /** Forgets everything, at the end of a step. */
  void clear() {
    changes.clear();
    changes.trim();
    grown.clear();
    unheard = false;
    order = 0;
  }
}
