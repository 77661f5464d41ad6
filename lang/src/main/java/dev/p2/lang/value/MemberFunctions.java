package dev.p2.lang.value;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Built-in functions about what is in lists and sets. */
public final class MemberFunctions {
  private MemberFunctions() {}

  /**
   * Whether x is in the collection; which of the two comes first does not matter if only one is a
   * list or set.
   */
  public static Object member(Object collection, Object x) {
    return !isCollection(collection) && isCollection(x) ? has(x, collection) : has(collection, x);
  }

  /** As {@link #member} with the collection last. */
  public static Object contains(Object x, Object collection) {
    return !isCollection(collection) && isCollection(x) ? has(x, collection) : has(collection, x);
  }

  private static boolean isCollection(Object value) {
    return value instanceof ListValue || value instanceof SetValue;
  }

  private static boolean has(Object collection, Object x) {
    return switch (collection) {
      case ListValue list -> list.contains(x);
      case SetValue set -> set.contains(x);
      case null, default -> throw Errors.wrongType("list or set", collection);
    };
  }

  /**
   * The different elements that are in both, in the order of the first, as a set if the first is
   * one.
   */
  public static Object intersect(Object left, Object right) {
    SetValue in = set(right);
    if (left instanceof SetValue set) {
      return set.intersection(in);
    }
    TreeMap<Object, Boolean> seen = new TreeMap<>(Values::compare);
    List<Object> both = new ArrayList<>();
    for (Object element : Values.toList(left)) {
      if (in.contains(element) && seen.put(element, true) == null) {
        both.add(element);
      }
    }
    return ListValue.of(both);
  }

  /** Every element as often as it is in both, in the order of the first. */
  public static Object multisetIntersect(Object left, Object right) {
    TreeMap<Object, Integer> remaining = new TreeMap<>(Values::compare);
    for (Object element : list(right)) {
      remaining.merge(element, 1, Integer::sum);
    }
    List<Object> both = new ArrayList<>();
    for (Object element : list(left)) {
      Integer count = remaining.get(element);
      if (count != null && count > 0) {
        remaining.put(element, count - 1);
        both.add(element);
      }
    }
    return ListValue.of(both);
  }

  /** Whether all elements of the first are in the second. */
  public static Object subset(Object left, Object right) {
    return set(left).subsetOf(set(right));
  }

  public static Object emptySet() {
    return SetValue.EMPTY;
  }

  public static Object setOf(Object x) {
    return SetValue.of(new Object[] {x});
  }

  public static Object toList(Object collection) {
    return list(collection);
  }

  public static Object toSet(Object collection) {
    return set(collection);
  }

  private static SetValue set(Object collection) {
    return switch (collection) {
      case SetValue set -> set;
      case ListValue list -> SetValue.of(list);
      case null, default -> throw Errors.wrongType("list or set", collection);
    };
  }

  private static ListValue list(Object collection) {
    return switch (collection) {
      case ListValue list -> list;
      case SetValue set -> set.toList();
      case null, default -> throw Errors.wrongType("list or set", collection);
    };
  }
}
