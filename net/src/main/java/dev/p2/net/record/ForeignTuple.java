package dev.p2.net.record;

import dev.p2.engine.tuple.Tuple;

/**
 * A tuple of a relation that the recorded program itself has not: some node had installed one that
 * has. A node whose program has it makes the tuple its own.
 */
final class ForeignTuple extends Tuple {
  private final String name;
  private final Object[] values;

  ForeignTuple(String name, Object[] values) {
    this.name = name;
    this.values = values.clone();
  }

  @Override
  public int relation() {
    return -1;
  }

  @Override
  public String relationName() {
    return name;
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
    throw new AssertionError("it lies in no table");
  }

  @Override
  public boolean sameKey(Tuple other) {
    throw new AssertionError("it lies in no table");
  }

  @Override
  public boolean sameKey(int index, Tuple other) {
    throw new AssertionError("it lies in no table");
  }

  @Override
  public boolean sameRow(Tuple other) {
    throw new AssertionError("it lies in no table");
  }
}
