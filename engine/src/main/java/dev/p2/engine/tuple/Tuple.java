package dev.p2.engine.tuple;

import dev.p2.lang.value.TupleValue;
import dev.p2.lang.value.Values;

/**
 * A tuple of one relation. Subclasses are generated, one a relation, with a typed field a column
 * ({@code c0}, {@code c1}, …: long, double, boolean or a reference, by the column's {@code rep()}).
 * Immutable after construction, but for the number that a row of a table with {@code keys()} gets.
 *
 * <p>{@link #equals} is identity; {@link #sameRow} is the language's equality.
 */
public abstract class Tuple implements TupleValue {
  /** The relation's id in its program. */
  public abstract int relation();

  /**
   * Hash of the columns of index {@code index}, as {@link Hash} defines it; index 0 is the primary
   * key.
   */
  public abstract int hash(int index);

  /** Whether {@code other}, of the same class, has the same primary key. */
  public abstract boolean sameKey(Tuple other);

  /** Whether {@code other}, of the same class, agrees on the columns of {@code index}. */
  public abstract boolean sameKey(int index, Tuple other);

  /** Whether {@code other}, of the same class, is equal in all columns. */
  public abstract boolean sameRow(Tuple other);

  /**
   * Which row of a table with {@code keys()} it is, counted from 1 as they come: equal rows of such
   * a table are different rows. 0 if it is none.
   */
  public long birth() {
    return 0;
  }

  /** Makes it the row of that number; only where {@link #birth} has a place for it. */
  public void born(long number) {
    throw new IllegalStateException(this + " is no row of a table with keys()");
  }

  /**
   * Reads what its columns of ids refer to, and returns anything made of it; see {@link
   * dev.p2.engine.ReadAhead}.
   */
  public int foresee() {
    return 0;
  }

  /** Its values, boxed, in an array of the caller's own. */
  public final Object[] values() {
    Object[] values = new Object[arity()];
    for (int i = 0; i < values.length; i++) values[i] = get(i);
    return values;
  }

  /** {@code name(value, …)} in source form. */
  @Override
  public String toString() {
    return Values.sourceText(this);
  }
}
