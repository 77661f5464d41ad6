package dev.p2.net.wire;

import dev.p2.lang.value.TupleValue;
import dev.p2.lang.value.Values;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A tuple that arrived as a value inside another: its relation may be one that this program does
 * not have.
 */
record CarriedTuple(String relationName, List<Object> values) implements TupleValue {
  static CarriedTuple of(String relationName, Object[] values) {
    return new CarriedTuple(relationName, Collections.unmodifiableList(Arrays.asList(values)));
  }

  @Override
  public int arity() {
    return values.size();
  }

  @Override
  public Object get(int column) {
    return values.get(column);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TupleValue && Values.equal(this, other);
  }

  @Override
  public int hashCode() {
    return Values.hash((Object) this);
  }

  @Override
  public String toString() {
    return Values.text(this);
  }
}
