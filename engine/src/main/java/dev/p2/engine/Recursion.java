package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recursive components under deletion: delete and rederive (Gupta, Mumick, Subrahmanian:
 * "Maintaining views incrementally", SIGMOD 1993). A row that loses a derivation is deleted, and so
 * is whatever was derived from it; when nothing more goes, the rows that still have a derivation
 * come back, and what follows from them.
 */
final class Recursion {
  private final Step step;

  /** By component: rows that were deleted and may come back. */
  private final List<List<Tuple>> suspects = new ArrayList<>();

  /**
   * When such rows were last refreshed, in components with soft tables: coming back is no refresh,
   * and brings back nothing that was not taken away with it.
   */
  private final Map<Row, Long> times = new HashMap<>();

  /** Rows of soft tables that came or were refreshed in this step. */
  private final Set<Row> fresh = new HashSet<>();

  /**
   * What rules of components with soft tables read: rows that came or were refreshed in this step,
   * those that only came back left out; and relations of which rows went.
   */
  private final Set<Row> news = new HashSet<>();

  private final Set<Integer> shrunk = new HashSet<>();

  private boolean found;

  Recursion(Step step, int componentCount) {
    this.step = step;
    for (int i = 0; i < componentCount; i++) suspects.add(new ArrayList<>());
  }

  boolean pending(int component) {
    return !suspects.get(component).isEmpty();
  }

  /** A row is deleted because a derivation of it went. */
  void suspect(int component, Table table, int row) {
    Tuple tuple = table.row(row);
    step.hasChanges = true;
    suspects.get(component).add(tuple);
    if (step.layout.softComponents[component])
      times.put(new Row(tuple), table.soft() ? table.time(row) : step.now);
  }

  /** The time with which a row that is derived again comes back. */
  long timeOf(Tuple tuple, long now) {
    return times.isEmpty() ? now : times.getOrDefault(new Row(tuple), now);
  }

  /**
   * Whether a row of a component with soft tables was taken away in this step. What it makes when
   * it comes back with rows that are not new either, it made before: that comes back with it if it
   * was taken away too, and stays away if it expired or was deleted.
   */
  boolean wasTaken(Tuple row) {
    return !times.isEmpty() && times.containsKey(new Row(row));
  }

  /** A net change of a commit. */
  void changed(byte kind, int relation, Tuple before, Tuple after) {
    if (!step.layout.feedsSoftComponent[relation]) return;
    if (before != null && kind != Changes.REFRESHED) shrunk.add(relation);
    if (after != null && !(kind == Changes.INSERTED && wasTaken(after))) news.add(new Row(after));
  }

  boolean isNew(Tuple row) {
    return news.contains(new Row(row));
  }

  /** Whether rows of one of the relations went in this step. */
  boolean shrank(int[] relations) {
    for (int relation : relations) if (shrunk.contains(relation)) return true;
    return false;
  }

  /** A row of a component came, or was refreshed. */
  void came(Tuple tuple) {
    Row row = new Row(tuple);
    if (!times.containsKey(row)) fresh.add(row); // one that comes back is as old as it was
  }

  void refreshed(Tuple tuple) {
    fresh.add(new Row(tuple));
  }

  /** Round a cycle of soft views one refresh a step is enough: another would go round for ever. */
  boolean fresh(Tuple tuple) {
    return fresh.contains(new Row(tuple));
  }

  /** Puts back the rows that have a derivation from the tables as they are. */
  void rederive(int component) {
    List<Tuple> rows = suspects.get(component);
    for (Tuple row : rows) {
      if (derivable(row)) step.inserts.add(Ops.DERIVE, -1, row);
    }
    rows.clear();
  }

  private boolean derivable(Tuple row) {
    Table table = step.node.table(row.relation());
    if (table.bag() || table.find(row, row.hash(0)) >= 0)
      return false; // back already, or its key is taken
    found = false;
    for (int strand : step.layout.rederive[row.relation()]) {
      step.views.runIn(Views.Mode.REDERIVE, strand, row);
      if (found) return true;
    }
    return false;
  }

  /** The running strand has found a derivation. */
  void found() {
    found = true;
  }

  void clear() {
    for (List<Tuple> rows : suspects) rows.clear();
    if (!times.isEmpty()) times.clear();
    if (!fresh.isEmpty()) fresh.clear();
    if (!news.isEmpty()) news.clear();
    if (!shrunk.isEmpty()) shrunk.clear();
  }

  private record Row(Tuple tuple) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Row row
          && row.tuple.relation() == tuple.relation()
          && row.tuple.sameRow(tuple);
    }

    @Override
    public int hashCode() {
      return tuple.hash(0);
    }
  }
}
