package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import java.util.Arrays;

/**
 * The net changes that one group of {@link Readers} has not seen yet, one entry a key, in the order
 * in which the keys first changed. Commits that come while the group waits are netted into it.
 */
final class DeltaLog {
  /** The row was refreshed: before and after are equal. */
  static final byte REFRESHED = 1;

  /** The row that went was past its lifetime. */
  static final byte EXPIRED = 2;

  /** Nothing changed in the end; a later change of the key may bring the entry back. */
  static final byte DROPPED = 4;

  /** What the change ends has been seen to; kept for what it makes. */
  static final byte LOSS_SEEN = 8;

  /** No change, but a row that rules which have just come see for the first time. */
  static final byte STANDING = 16;

  private static final int LARGE = 1 << 16;
  private static final int NONE = -1;

  Tuple[] before = new Tuple[8];
  Tuple[] after = new Tuple[8];
  int[] rows = new int[8];
  int[] orders = new int[8];
  byte[] flags = new byte[8];
  int size;

  /** Entries that are not dropped. */
  private int live;

  /** Per relation: how many entries, dropped ones too. */
  private final int[] counts;

  private final Overlay[] overlays;

  private final DeltaKeys keys;

  /** Whether a row may have gone. */
  private boolean losses;

  DeltaLog(int relationCount, boolean[] bags) {
    keys = new DeltaKeys(bags);
    counts = new int[relationCount];
    overlays = new Overlay[relationCount];
  }

  boolean isEmpty() {
    return live == 0;
  }

  boolean touches(int relation) {
    return counts[relation] > 0;
  }

  /** Whether there are entries of commits before the change of that number. */
  boolean holdsBefore(int order) {
    return size > 0 && orders[0] < order;
  }

  void add(int relation, Tuple before, Tuple after, int row, byte flag, int order) {
    if (size == flags.length) grow();
    this.before[size] = before;
    this.after[size] = after;
    rows[size] = row;
    flags[size] = flag;
    orders[size++] = order;
    counts[relation]++;
    live++;
    losses |= before != null;
  }

  /**
   * Adds a change of a later commit than those that are here.
   *
   * @param refreshes a row that went and came back is refreshed; else it is as if nothing had
   *     happened
   */
  void merge(
      int relation, Tuple before, Tuple after, int row, byte flag, int order, boolean refreshes) {
    int at = keys.find(this, before != null ? before : after);
    if (at == NONE) {
      add(relation, before, after, row, flag, order);
      return;
    }
    boolean wasDropped = (flags[at] & DROPPED) != 0;
    this.after[at] = after;
    rows[at] = row;
    losses = true;
    flags[at] = netFlag(this.before[at], after, flag, refreshes && !wasDropped);
    boolean isDropped = (flags[at] & DROPPED) != 0;
    if (wasDropped && !isDropped) live++;
    else if (!wasDropped && isDropped) live--;
  }

  private static byte netFlag(Tuple first, Tuple last, byte flag, boolean refreshes) {
    if (first == null) return last == null ? DROPPED : 0;
    if (last == null) return flag;
    if (first != last && !first.sameRow(last)) return 0;
    return refreshes || flag == REFRESHED ? REFRESHED : DROPPED;
  }

  /**
   * Whether there is a change that may end derivations and has not been seen to.
   *
   * @param negated by relation: it is read by negation, so that rows end derivations by coming;
   *     null if none is
   */
  boolean hasLosses(boolean[] negated) {
    if (!losses && negated == null) return false;
    for (int at = 0; at < size; at++) {
      if (isLoss(at, negated)) return true;
    }
    return false;
  }

  private boolean isLoss(int at, boolean[] negated) {
    if ((flags[at] & (DROPPED | REFRESHED | LOSS_SEEN)) != 0) return false;
    return before[at] != null || (negated != null && negated[after[at].relation()]);
  }

  /** What these changes end has been seen to; what they make has not. */
  void endLosses(boolean[] negated) {
    for (int at = 0; at < size; at++) {
      if (!isLoss(at, negated)) continue;
      if (negated != null && negated[tuple(at).relation()]) {
        flags[at] |= LOSS_SEEN;
        continue;
      }
      before[at] = null;
      if (after[at] == null) {
        flags[at] = DROPPED;
        live--;
      }
    }
    Arrays.fill(overlays, null);
  }

  /** The table of a relation as it was before these changes. */
  Overlay overlay(int relation) {
    if (overlays[relation] == null) overlays[relation] = makeOverlay(relation);
    return overlays[relation];
  }

  private Overlay makeOverlay(int relation) {
    Overlay overlay = new Overlay();
    for (int at = 0; at < size; at++) {
      if ((flags[at] & DROPPED) != 0 || tuple(at).relation() != relation) continue;
      if ((flags[at] & REFRESHED) != 0) {
        overlay.addRefreshed(rows[at]);
        continue;
      }
      if (after[at] != null) overlay.addCame(rows[at]);
      if (before[at] != null) overlay.addGhost(before[at], (flags[at] & EXPIRED) != 0);
    }
    return overlay;
  }

  /** A tuple of the entry, for its relation and key. */
  Tuple tuple(int at) {
    return after[at] != null ? after[at] : before[at];
  }

  void clear() {
    if (size == 0) return;
    Arrays.fill(before, 0, size, null);
    Arrays.fill(after, 0, size, null);
    Arrays.fill(counts, 0);
    Arrays.fill(overlays, null);
    keys.clear();
    size = 0;
    live = 0;
    losses = false;
  }

  /** Gives the memory of a large step back. */
  void trim() {
    if (flags.length <= LARGE) return;
    before = new Tuple[8];
    after = new Tuple[8];
    rows = new int[8];
    orders = new int[8];
    flags = new byte[8];
  }

  private void grow() {
    int length = size + (size >> 1);
    before = Arrays.copyOf(before, length);
    after = Arrays.copyOf(after, length);
    rows = Arrays.copyOf(rows, length);
    orders = Arrays.copyOf(orders, length);
    flags = Arrays.copyOf(flags, length);
  }
}
