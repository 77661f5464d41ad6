package dev.p2.lang.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * A finite set of values, held in the total order without equal ones; of equal values that which
 * came first stays. Immutable.
 */
public final class SetValue implements Iterable<Object> {
  public static final SetValue EMPTY = new SetValue(new Object[0]);

  private final Object[] sorted;

  private SetValue(Object[] sorted) {
    this.sorted = sorted;
  }

  public static SetValue of(Object... elements) {
    return ofOwned(elements.clone());
  }

  public static SetValue of(Collection<?> elements) {
    return ofOwned(elements.toArray());
  }

  /** The set of a list's elements. */
  public static SetValue of(ListValue list) {
    return ofOwned(list.toArray());
  }

  /** The set of the elements; alters the array. */
  private static SetValue ofOwned(Object[] elements) {
    if (elements.length == 0) {
      return EMPTY;
    }
    Arrays.sort(elements, Values::compare); // stable: the first of equals leads
    int size = 1;
    for (int i = 1; i < elements.length; i++) {
      if (Values.compare(elements[size - 1], elements[i]) != 0) {
        elements[size++] = elements[i];
      }
    }
    return new SetValue(Arrays.copyOf(elements, size, Object[].class));
  }

  public int size() {
    return sorted.length;
  }

  public boolean isEmpty() {
    return sorted.length == 0;
  }

  /** The element at {@code index} in the total order, from 0. */
  public Object get(int index) {
    return sorted[index];
  }

  public boolean contains(Object value) {
    return Arrays.binarySearch(sorted, value, Values::compare) >= 0;
  }

  public SetValue union(SetValue other) {
    List<Object> all = new ArrayList<>(Arrays.asList(sorted));
    Collections.addAll(all, other.sorted);
    return of(all);
  }

  public SetValue intersection(SetValue other) {
    return filtered(other, true);
  }

  public SetValue difference(SetValue other) {
    return filtered(other, false);
  }

  public SetValue symmetricDifference(SetValue other) {
    return difference(other).union(other.difference(this));
  }

  private SetValue filtered(SetValue other, boolean present) {
    List<Object> kept = new ArrayList<>();
    for (Object element : sorted) {
      if (other.contains(element) == present) {
        kept.add(element);
      }
    }
    return kept.isEmpty() ? EMPTY : new SetValue(kept.toArray());
  }

  /** Whether all elements are in {@code other}. */
  public boolean subsetOf(SetValue other) {
    return filtered(other, false).isEmpty();
  }

  /** The elements in the total order. */
  public ListValue toList() {
    return ListValue.of(sorted);
  }

  @Override
  public Iterator<Object> iterator() {
    return Collections.unmodifiableList(Arrays.asList(sorted)).iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SetValue set && Values.equalAll(sorted, set.sorted);
  }

  @Override
  public int hashCode() {
    return ~Values.hashAll(sorted);
  }

  /** The text form, {@code {1, "a"}}. */
  @Override
  public String toString() {
    return Values.text(this);
  }
}
