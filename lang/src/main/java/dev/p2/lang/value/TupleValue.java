package dev.p2.lang.value;

/**
 * A tuple carried as a value: a relation's name and the fields, boxed. The engine's tuples are
 * these.
 */
public interface TupleValue {
  String relationName();

  int arity();

  /** Field {@code column}, from 0; null is the null value. */
  Object get(int column);
}
