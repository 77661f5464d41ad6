package dev.p2.lang.value;

import java.util.Arrays;
import java.util.Collections;

/**
 * Built-in functions on lists, among them vectors (lists of numbers) and matrices (lists of lists).
 */
public final class ListFunctions {
  /** A longer range is P2-R03 rather than all of the memory. */
  private static final long RANGE_MAX = 10_000_000;

  private ListFunctions() {}

  public static Object list(Object[] elements) {
    return ListValue.of(elements);
  }

  /** The first, then the second; a list is spliced in, null is left out. */
  public static Object cons(Object x, Object y) {
    return part(x).concat(part(y));
  }

  private static ListValue part(Object x) {
    return switch (x) {
      case null -> ListValue.EMPTY;
      case ListValue list -> list;
      default -> ListValue.of(x);
    };
  }

  /**
   * {@code f_append(x)} is {@code [x]}; {@code f_append(x, list)} is the list with x at the end, a
   * null list being empty.
   */
  public static Object append(Object[] arguments) {
    Object list = arguments.length > 1 ? arguments[1] : null;
    return (list == null ? ListValue.EMPTY : Values.toList(list)).append(arguments[0]);
  }

  public static Object concat(Object list, Object other) {
    return Values.toList(list).concat(Values.toList(other));
  }

  public static Object first(Object list) {
    return notEmpty(list).get(0);
  }

  public static Object rest(Object list) {
    ListValue l = notEmpty(list);
    return l.slice(1, l.size());
  }

  public static Object last(Object list) {
    ListValue l = notEmpty(list);
    return l.get(l.size() - 1);
  }

  public static Object removeLast(Object list) {
    ListValue l = notEmpty(list);
    return l.slice(0, l.size() - 1);
  }

  private static ListValue notEmpty(Object list) {
    ListValue l = Values.toList(list);
    if (l.isEmpty()) {
      throw Errors.emptyList();
    }
    return l;
  }

  /** The number of elements of a list or set. */
  public static Object size(Object collection) {
    return switch (collection) {
      case ListValue list -> (long) list.size();
      case SetValue set -> (long) set.size();
      case null, default -> throw Errors.wrongType("list or set", collection);
    };
  }

  /** The size of a set or list, 1 for anything else. */
  public static Object mod(Object x) {
    return x instanceof SetValue || x instanceof ListValue ? size(x) : (Object) 1L;
  }

  public static Object isEmpty(Object collection) {
    return (long) size(collection) == 0;
  }

  public static Object init(Object source, Object destination) {
    return ListValue.of(source, destination);
  }

  /** The list with {@code node} put before it. */
  public static Object concatPath(Object node, Object path) {
    return ListValue.of(node).concat(Values.toList(path));
  }

  /** By the total order; equal elements keep their places. */
  public static Object sort(Object collection) {
    if (collection instanceof SetValue set) {
      return set.toList();
    }
    Object[] elements = Values.toList(collection).toArray();
    Arrays.sort(elements, Values::compare);
    return ListValue.wrap(elements);
  }

  public static Object reverse(Object list) {
    Object[] elements = Values.toList(list).toArray();
    Collections.reverse(Arrays.asList(elements));
    return ListValue.wrap(elements);
  }

  /** {@code from} to {@code to}, both included; empty if they are the other way round. */
  public static Object range(Object from, Object to) {
    long a = Values.toLong(from);
    long b = Values.toLong(to);
    if (b < a) {
      return ListValue.EMPTY;
    }
    long last = b - a;
    if (last < 0 || last >= RANGE_MAX) {
      throw Errors.domain("a range of more than " + RANGE_MAX + " numbers");
    }
    Object[] numbers = new Object[(int) last + 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = a + i;
    }
    return ListValue.wrap(numbers);
  }

  public static Object element(Object list, Object index) {
    return Operators.element(list, index);
  }

  /** A copy of the list with another element at {@code index}. */
  public static Object withElement(Object list, Object index, Object value) {
    Operators.element(list, index); // checks the index
    return Values.toList(list).with((int) Values.toLong(index), value);
  }

  public static Object cell(Object matrix, Object row, Object column) {
    return Operators.element(Operators.element(matrix, row), column);
  }

  /** A copy of the matrix with another value in a cell. */
  public static Object withCell(Object matrix, Object row, Object column, Object value) {
    return withElement(matrix, row, withElement(Operators.element(matrix, row), column, value));
  }

  /** -1, 0 or 1 in the total order. */
  public static Object compare(Object list, Object other) {
    return (long) Integer.signum(Values.compare(Values.toList(list), Values.toList(other)));
  }
}
