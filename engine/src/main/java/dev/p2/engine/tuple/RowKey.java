package dev.p2.engine.tuple;

/** A tuple's relation and primary key, for maps; in a table with {@code keys()} the whole row. */
public record RowKey(Tuple tuple) {
  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key
        && key.tuple.relation() == tuple.relation()
        && key.tuple.sameKey(tuple);
  }

  @Override
  public int hashCode() {
    return tuple.hash(0);
  }
}
