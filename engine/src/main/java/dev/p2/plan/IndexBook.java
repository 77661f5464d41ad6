package dev.p2.plan;

import dev.p2.lang.program.Relation;
import dev.p2.plan.Plan.IndexKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The indexes asked for so far, by relation. Reads with the same columns share one. */
final class IndexBook {
  private final List<List<IndexKey>> byRelation = new ArrayList<>();

  IndexBook(List<Relation> relations) {
    for (Relation relation : relations) {
      var keys = new ArrayList<IndexKey>();
      if (relation.isTable()) keys.add(primary(relation));
      byRelation.add(keys);
    }
  }

  /**
   * The columns of index 0: the primary key, all columns of a {@code keys()} table. Without the
   * home column where every row names its node there, as that tells no two rows apart; so the key
   * of a table with one row a node has no column.
   */
  static IndexKey primary(Relation relation) {
    var spec =
        relation.table().orElseThrow(() -> new IllegalArgumentException(relation + " is no table"));
    var columns = new ArrayList<Integer>();
    for (int i = 0; i < relation.arity(); i++) {
      boolean constant = relation.everywhereLocal() && i == relation.homeColumn();
      if ((spec.bag() || spec.keys().contains(i)) && !constant) columns.add(i);
    }
    return new IndexKey(columns);
  }

  /** Whether a table has at most one row a node. */
  static boolean single(Relation relation) {
    return relation.isTable()
        && !relation.table().orElseThrow().bag()
        && primary(relation).columns().isEmpty();
  }

  /** Whether at most one row agrees on {@code columns}. */
  static boolean unique(Relation relation, Collection<Integer> columns) {
    return !relation.table().orElseThrow().bag()
        && columns.containsAll(primary(relation).columns());
  }

  /**
   * The index to find rows by {@code bound} columns: the primary one if they hold its key, else one
   * of just these.
   */
  int choose(Relation relation, Collection<Integer> bound) {
    var keys = byRelation.get(relation.id());
    List<Integer> primary = keys.getFirst().columns();
    if (!primary.isEmpty() && bound.containsAll(primary)) return 0;
    var key = new IndexKey(List.copyOf(new TreeSet<>(bound)));
    if (!keys.contains(key)) keys.add(key);
    return keys.indexOf(key);
  }

  IndexKey key(Relation relation, int index) {
    return byRelation.get(relation.id()).get(index);
  }

  List<List<IndexKey>> all() {
    return byRelation.stream().map(List::copyOf).toList();
  }
}
