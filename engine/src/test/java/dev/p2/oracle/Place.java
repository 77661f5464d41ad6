package dev.p2.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * Where something stands in the order of a step (9.4). A place is a path: the change or event that
 * triggered, the strand, the match. Two places first differ either in a part whose order is fixed,
 * or in one that 9.6 leaves open: the matches of one strand for one trigger.
 */
record Place(List<Part> parts) {
  /** One part of the path; {@code open} if the order among its values is left open. */
  record Part(long value, boolean open) {}

  static final Place START = new Place(List.of());

  Place then(long value) {
    return with(new Part(value, false));
  }

  Place thenOpen(long value) {
    return with(new Part(value, true));
  }

  /** This, and then a whole other path. */
  Place then(Place other) {
    var all = new ArrayList<>(parts);
    all.addAll(other.parts);
    return new Place(all);
  }

  private Place with(Part part) {
    var all = new ArrayList<>(parts);
    all.add(part);
    return new Place(all);
  }

  /** Before (negative) or after; what is left open is decided by the number. */
  int compare(Place other) {
    for (int i = 0; i < Math.min(parts.size(), other.parts.size()); i++) {
      int order = Long.compare(parts.get(i).value, other.parts.get(i).value);
      if (order != 0) return order;
    }
    return Integer.compare(parts.size(), other.parts.size());
  }

  /** Whether the order of the two is left open. */
  boolean openAgainst(Place other) {
    for (int i = 0; i < Math.min(parts.size(), other.parts.size()); i++) {
      if (parts.get(i).value != other.parts.get(i).value)
        return parts.get(i).open || other.parts.get(i).open;
    }
    return false;
  }
}
