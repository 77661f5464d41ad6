package dev.p2.sim;

import dev.p2.engine.host.Message;
import java.util.List;

/**
 * From an address to the node's index. Messages nearly always carry the very string that the node
 * was configured with, which then need not be compared letter by letter.
 */
final class Addresses {
  private final String[] addresses;

  /** The index plus 1 where a hash leads; 0 is free. */
  private final int[] slots;

  Addresses(List<String> all) {
    addresses = all.toArray(String[]::new);
    slots = new int[Integer.highestOneBit(Math.max(2, addresses.length)) << 2];
    for (int i = 0; i < addresses.length; i++) {
      int at = start(addresses[i]);
      while (slots[at] != 0) at = next(at);
      slots[at] = i + 1;
    }
  }

  /** The index, or -1. */
  int indexOf(String address) {
    int start = start(address);
    for (int at = start; slots[at] != 0; at = next(at))
      if (addresses[slots[at] - 1] == address) return slots[at] - 1;
    for (int at = start; slots[at] != 0; at = next(at))
      if (addresses[slots[at] - 1].equals(address)) return slots[at] - 1;
    return -1;
  }

  /** Reads what {@link #indexOf} will of the destinations, all at once, so that misses overlap. */
  long foresee(List<Message> messages) {
    long sum = 0;
    final int count = messages.size();
    for (int i = 0; i < count; i++) sum += messages.get(i).destination().hashCode();
    for (int i = 0; i < count; i++) {
      int slot = slots[start(messages.get(i).destination())];
      if (slot != 0 && addresses[slot - 1] == messages.get(i).destination()) sum++;
    }
    return sum;
  }

  private int next(int at) {
    return at + 1 & slots.length - 1;
  }

  private int start(String address) {
    int hash = address.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 15) & slots.length - 1;
  }
}
