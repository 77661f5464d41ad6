package dev.p2.plan;

import dev.p2.lang.program.Relation;
import java.util.Collection;
import java.util.List;

/**
 * How many rows a read is expected to give, guessed from declarations alone: a table holds {@value
 * #ROWS} rows or its size bound, a bound column outside the primary key leaves one row in {@value
 * #KINDS}, and the columns of a primary key share its selectivity evenly.
 */
final class Estimate {
  static final double ROWS = 64;
  static final double KINDS = 4;

  /** What a condition lets through, one in. */
  static final double CONDITION = 3;

  private Estimate() {}

  /** Rows of the whole table. */
  static double rows(Relation relation) {
    var spec = relation.table().orElseThrow();
    if (IndexBook.unique(relation, List.of())) return 1;
    return spec.sized() ? Math.min(ROWS, spec.sizeMax()) : ROWS;
  }

  /** Rows that agree with values of {@code bound} columns. */
  static double matches(Relation relation, Collection<Integer> bound) {
    if (IndexBook.unique(relation, bound)) return 1;
    List<Integer> key = IndexBook.primary(relation).columns();
    long inKey = bound.stream().filter(key::contains).count();
    double rows = StrictMath.pow(rows(relation), 1 - (double) inKey / Math.max(1, key.size()));
    return Math.max(1, rows / StrictMath.pow(KINDS, bound.size() - inKey));
  }
}
