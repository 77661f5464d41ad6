package dev.p2.engine;

import dev.p2.engine.AggregateLayout.Key;
import dev.p2.engine.Groups.State;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What aggregate views last made of each group of a node. A few are kept in a list. */
final class GroupStates {
  private static final int FEW = 8;
  private static final Object[] NONE = {};

  /** Keys and states by turns. */
  private Object[] few = NONE;

  /** Once there were many; null before. */
  private Map<Key, State> many;

  /** What a group had; {@link State#NONE} if it was never evaluated or had nothing. */
  State get(Key key) {
    if (many != null) return many.getOrDefault(key, State.NONE);
    int at = indexOf(key);
    return at < 0 ? State.NONE : (State) few[at + 1];
  }

  /** Keeps what a group has; {@link State#NONE} forgets it. */
  void put(Key key, State state) {
    boolean nothing = state.isNothing();
    if (many != null) {
      if (nothing) many.remove(key);
      else many.put(key, state);
      return;
    }
    int at = indexOf(key);
    if (nothing && at >= 0) remove(at);
    else if (!nothing && at >= 0) few[at + 1] = state;
    else if (!nothing) add(key, state);
  }

  /** How many groups had something. */
  int size() {
    return many != null ? many.size() : few.length / 2;
  }

  /** Shows each group and what it had, in no order that means anything. */
  void forEach(BiConsumer<Key, State> each) {
    if (many != null) many.forEach(each);
    else for (int at = 0; at < few.length; at += 2) each.accept((Key) few[at], (State) few[at + 1]);
  }

  private int indexOf(Key key) {
    for (int at = 0; at < few.length; at += 2) if (few[at].equals(key)) return at;
    return -1;
  }

  private void add(Key key, State state) {
    if (few.length == 2 * FEW) {
      many = new HashMap<>();
      for (int at = 0; at < few.length; at += 2) many.put((Key) few[at], (State) few[at + 1]);
      few = NONE;
      many.put(key, state);
      return;
    }
    few = Arrays.copyOf(few, few.length + 2);
    few[few.length - 2] = key;
    few[few.length - 1] = state;
  }

  private void remove(int at) {
    Object[] fewer = Arrays.copyOf(few, few.length - 2);
    System.arraycopy(few, at + 2, fewer, at, fewer.length - at);
    few = fewer;
  }
}
