package dev.p2.oracle;

import dev.p2.lang.program.Relation;
import dev.p2.lang.value.TupleValue;
import dev.p2.lang.value.Values;
import java.util.Arrays;
import java.util.List;

/** A tuple: a relation and its values, equal as section 3.2 says. */
final class Fact implements TupleValue {
  final Relation relation;
  private final Object[] values;

  private Fact(Relation relation, Object[] values) {
    this.relation = relation;
    this.values = values;
  }

  static Fact of(Relation relation, List<Object> values) {
    return new Fact(relation, values.toArray());
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

  /** The same primary key (7.2). Rows of a table with {@code keys()} have no key in common. */
  boolean sameKey(Fact other) {
    if (relation != other.relation) return false;
    for (int column : relation.table().orElseThrow().keys()) {
      if (!Values.equal(values[column], other.values[column])) return false;
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fact fact && Values.equal(this, fact);
  }

  @Override
  public int hashCode() {
    int hash = relation.hashCode();
    for (Object value : values) hash = 31 * hash + Values.hash(value);
    return hash;
  }

  @Override
  public String toString() {
    return Values.sourceText(this);
  }

  /** The values, which nobody may change. */
  List<Object> values() {
    return Arrays.asList(values);
  }
}
