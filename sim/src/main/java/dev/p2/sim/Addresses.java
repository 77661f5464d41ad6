package dev.p2.sim;

import java.util.List;

/**
 * From an address to the node's index. Messages nearly always carry the very string that the node
 * was configured with, which then need not be compared letter by letter.
 */
final class Addresses {
  private final String[] addresses;

  /** The hash above the index plus 1; 0 is free. */
  private final long[] slots;

  Addresses(List<String> all) {
    addresses = all.toArray(String[]::new);
    slots = new long[Integer.highestOneBit(Math.max(2, addresses.length)) << 2];
    for (int i = 0; i < addresses.length; i++) {
      int hash = spread(addresses[i]);
      int at = hash & slots.length - 1;
      while (slots[at] != 0) at = at + 1 & slots.length - 1;
      slots[at] = (long) hash << 32 | i + 1;
    }
  }

  /** The index, or -1. */
  int indexOf(String address) {
    int hash = spread(address);
    for (int at = hash & slots.length - 1; slots[at] != 0; at = at + 1 & slots.length - 1) {
      if ((int) (slots[at] >>> 32) != hash) continue;
      int index = (int) slots[at] - 1;
      if (addresses[index] == address || addresses[index].equals(address)) return index;
    }
    return -1;
  }

  private static int spread(String address) {
    int hash = address.hashCode() * 0x9E3779B9;
    return hash ^ hash >>> 15;
  }
}
