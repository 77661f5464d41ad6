package dev.p2.lang.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;

/**
 * A sequence of values, nulls among them. Immutable; the operations that alter return another list.
 */
public final class ListValue implements Iterable<Object> {
  public static final ListValue EMPTY = new ListValue(new Object[0]);

  private final Object[] elements;

  /** 0 until asked for: path vectors are keys. */
  private int hash;

  private ListValue(Object[] elements) {
    this.elements = elements;
  }

  /** The list of these values; the array is copied. */
  public static ListValue of(Object... elements) {
    return wrap(elements.clone());
  }

  public static ListValue of(Collection<?> elements) {
    return wrap(elements.toArray());
  }

  /** The list over the array itself, which the caller hands over and never alters. */
  public static ListValue wrap(Object[] elements) {
    return elements.length == 0 ? EMPTY : new ListValue(elements);
  }

  public int size() {
    return elements.length;
  }

  public boolean isEmpty() {
    return elements.length == 0;
  }

  /** The element at {@code index}, from 0; throws IndexOutOfBoundsException outside. */
  public Object get(int index) {
    return elements[index];
  }

  /** Whether an element equals {@code value}, by the language's equality. */
  public boolean contains(Object value) {
    for (Object element : elements) {
      if (Values.equal(element, value)) {
        return true;
      }
    }
    return false;
  }

  /** This list with {@code value} at the end. */
  public ListValue append(Object value) {
    Object[] longer = Arrays.copyOf(elements, elements.length + 1, Object[].class);
    longer[elements.length] = value;
    return new ListValue(longer);
  }

  public ListValue concat(ListValue other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    Object[] both =
        Arrays.copyOf(elements, elements.length + other.elements.length, Object[].class);
    System.arraycopy(other.elements, 0, both, elements.length, other.elements.length);
    return new ListValue(both);
  }

  /** The elements from {@code from} to before {@code to}. */
  public ListValue slice(int from, int to) {
    return wrap(Arrays.copyOfRange(elements, from, to, Object[].class));
  }

  /** This list with another element at {@code index}. */
  public ListValue with(int index, Object value) {
    Object[] copy = toArray();
    copy[index] = value;
    return new ListValue(copy);
  }

  /** A copy of the elements. */
  public Object[] toArray() {
    return Arrays.copyOf(elements, elements.length, Object[].class);
  }

  @Override
  public Iterator<Object> iterator() {
    return Collections.unmodifiableList(Arrays.asList(elements)).iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ListValue list && Values.equalAll(elements, list.elements);
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0 && elements.length > 0) {
      h = Values.hashAll(elements);
      hash = h;
    }
    return h;
  }

  /** The text form, {@code [1, "a"]}. */
  @Override
  public String toString() {
    return Values.text(this);
  }
}
