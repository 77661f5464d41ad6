package dev.p2.engine;

import dev.p2.engine.tuple.Hash;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Values;
import java.util.List;

/** A tuple of boxed values, in place of the generated classes. */
final class BoxedTuple extends Tuple {
  private final Relation relation;
  private final List<List<Integer>> indexes;
  private final Object[] values;

  BoxedTuple(Relation relation, List<List<Integer>> indexes, Object... values) {
    this.relation = relation;
    this.indexes = indexes;
    this.values = values;
  }

  @Override
  public int relation() {
    return relation.id();
  }

  @Override
  public String relationName() {
    return relation.name();
  }

  @Override
  public int arity() {
    return values.length;
  }

  @Override
  public Object get(int column) {
    return values[column];
  }

  @Override
  public int hash(int index) {
    int hash = Hash.START;
    for (int column : indexes.get(index)) hash = Hash.mix(hash, Hash.of(values[column]));
    return Hash.finish(hash);
  }

  @Override
  public boolean sameKey(Tuple other) {
    return sameKey(0, other);
  }

  @Override
  public boolean sameKey(int index, Tuple other) {
    for (int column : indexes.get(index)) {
      if (!Values.equal(values[column], other.get(column))) return false;
    }
    return true;
  }

  @Override
  public boolean sameRow(Tuple other) {
    for (int column = 0; column < values.length; column++) {
      if (!Values.equal(values[column], other.get(column))) return false;
    }
    return true;
  }
}
