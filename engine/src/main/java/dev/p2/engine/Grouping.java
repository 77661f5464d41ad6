package dev.p2.engine;

import dev.p2.engine.tuple.Hash;
import dev.p2.lang.value.Accumulator;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The groups of one run of a strand with aggregates, in the order in which their first matches
 * came. Filled by generated code; the columns of a group's key are compared by the language's
 * equality.
 */
public final class Grouping {
  private static final int SLOTS_MIN = 16;

  private final List<Group> groups = new ArrayList<>();
  private int[] slots =
      new int[SLOTS_MIN]; // position in groups + 1, 0 where free; at most half full

  private Optional<EvalException> failure = Optional.empty();
  private int failedTerm;
  private boolean matched;

  /** One group: its key and an accumulator for each aggregate of the head. */
  public static final class Group {
    private final Object[] key;
    private final int hash;
    private final Accumulator[] accumulators;
    private long matches;

    private Group(Object[] key, int hash, int aggregates) {
      this.key = key;
      this.hash = hash;
      this.accumulators = new Accumulator[aggregates];
    }

    /** Group-by column {@code column} of the head, counted among the group-by columns, boxed. */
    public Object key(int column) {
      return key[column];
    }

    /** The accumulator of an aggregate; null before {@link #set}. */
    public Accumulator get(int aggregate) {
      return accumulators[aggregate];
    }

    public void set(int aggregate, Accumulator accumulator) {
      accumulators[aggregate] = accumulator;
    }

    /** Counts a match. */
    public void matched() {
      matches++;
    }

    /** How often {@link #matched} was called. */
    public long matches() {
      return matches;
    }
  }

  /**
   * An error that the event alone fixes, of the body's term at {@code term}: there are no groups,
   * and the first such error in text order is told once (overlog.md 6.1).
   */
  public void fail(EvalException error, int term) {
    if (failure.isPresent() && failedTerm <= term) return;
    failure = Optional.of(error);
    failedTerm = term;
  }

  /** Asked for each match: whether it makes no group because of {@link #fail}. */
  public boolean suppressed() {
    matched = true;
    return failure.isPresent();
  }

  /** Whether an error is to be told: something matched. */
  public boolean told() {
    return matched && failure.isPresent();
  }

  /** The error to be told. */
  public EvalException failure() {
    return failure.orElseThrow();
  }

  /** The place of {@link #failure} in the body. */
  public int failedTerm() {
    return failedTerm;
  }

  /** The group with that key, made if there is none. The array is kept. */
  public Group group(Object[] key, int aggregates) {
    int hash = hash(key);
    int at = find(key, hash);
    if (slots[at] != 0) return groups.get(slots[at] - 1);
    Group group = new Group(key, hash, aggregates);
    groups.add(group);
    slots[at] = groups.size();
    if (groups.size() * 2 > slots.length) grow();
    return group;
  }

  public int size() {
    return groups.size();
  }

  public Group get(int position) {
    return groups.get(position);
  }

  private int find(Object[] key, int hash) {
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != 0 && !same(groups.get(slots[at] - 1), key, hash)) at = at + 1 & mask;
    return at;
  }

  private static boolean same(Group group, Object[] key, int hash) {
    if (group.hash != hash) return false;
    for (int i = 0; i < key.length; i++) if (!Values.equal(group.key[i], key[i])) return false;
    return true;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int i = 0; i < groups.size(); i++) {
      int at = groups.get(i).hash & mask;
      while (slots[at] != 0) at = at + 1 & mask;
      slots[at] = i + 1;
    }
  }

  private static int hash(Object[] key) {
    int h = Hash.START;
    for (Object column : key) h = Hash.mix(h, Hash.of(column));
    return Hash.finish(h);
  }
}
