package dev.p2.oracle;

import dev.p2.lang.program.Relation;

/**
 * What really changed under one key, net (9.2).
 *
 * @param before the row that was, or null
 * @param after the row that is, or null; the same object if it was only refreshed
 * @param expired the row went because its lifetime was over
 */
record Delta(Relation relation, Row before, Row after, boolean expired, Place place) {
  boolean refreshed() {
    return before != null && before == after;
  }

  Row any() {
    return after != null ? after : before;
  }

  /** Whether it is about the same key; rows of a table with {@code keys()} have their own each. */
  boolean sameKey(Delta other) {
    if (relation != other.relation) return false;
    if (relation.table().orElseThrow().bag())
      return any() == other.any() || (before != null && before == other.after);
    return any().fact.sameKey(other.any().fact);
  }
}
