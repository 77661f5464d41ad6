package dev.p2.lang.value;

/** Built-in functions on tuples carried as values. */
public final class TupleFunctions {
  private TupleFunctions() {}

  public static Object name(Object tuple) {
    return Values.toTuple(tuple).relationName();
  }

  /** Field {@code index}, from 0; outside it is P2-R05. */
  public static Object field(Object tuple, Object index) {
    TupleValue t = Values.toTuple(tuple);
    long i = Values.toLong(index);
    if (i < 0 || i >= t.arity()) {
      throw Errors.index(i, t.arity());
    }
    return t.get((int) i);
  }

  public static Object fields(Object tuple) {
    TupleValue t = Values.toTuple(tuple);
    Object[] fields = new Object[t.arity()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = t.get(i);
    }
    return ListValue.wrap(fields);
  }
}
