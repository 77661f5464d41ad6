package dev.p2.sim.kernel;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A timing wheel, or calendar queue of fixed width (Varghese and Lauck, "Hashed and hierarchical
 * timing wheels", SOSP 1987; Brown, "Calendar queues", CACM 31(10), 1988).
 *
 * <p>Time is cut into slots; a turn of the wheel takes 34 s, so that nearly every timer of a
 * protocol fits into one, and what lies farther ahead waits in a heap. Adding an event links it to
 * its slot: two cache misses, whatever the number of events. A slot is put in order only when its
 * time has come; there are so many slots that it then holds few events, which come out of the list
 * nearly in order already. A bit a slot tells where the next event is.
 */
final class WheelQueue implements EventQueue {
  private static final int TURN_BITS = 35;
  private static final int SLOT_BITS_MIN = 10;
  private static final int SLOT_BITS_MAX = 20;

  /** Up to here an insertion sort beats the library's merge sort. */
  private static final int FEW = 24;

  private static final Comparator<Event> ORDER = (a, b) -> a.before(b) ? -1 : 1;

  private final int shift;
  private final int slots;
  private final Event[] lists;
  private final long[] used;

  /** Events a turn or more ahead of the open slot when they came. */
  private final HeapQueue far = new HeapQueue();

  /** Events that came for the open slot or before it, where the run was long already. */
  private final HeapQueue early = new HeapQueue();

  private int linked;

  /**
   * The slot whose events are in the run, counted from time 0, not around the wheel. All that is
   * linked lies behind it, and less than a turn.
   */
  private long open;

  private Event[] run = new Event[64];
  private int runAt;
  private int runSize;

  /** A wheel for about {@code expected} events at a time. */
  WheelQueue(long expected) {
    int bits = SLOT_BITS_MIN;
    while (bits < SLOT_BITS_MAX && 1L << bits < expected) bits++;
    shift = TURN_BITS - bits;
    slots = 1 << bits;
    lists = new Event[slots];
    used = new long[slots >> 6];
  }

  @Override
  public void add(Event event) {
    long slot = slotOf(event);
    if (isEmpty()) open = slot - 1;
    if (slot > open) {
      if (slot - open < slots) link(event, slot);
      else far.add(event);
    } else if (runSize - runAt < FEW) {
      addToRun(event);
    } else {
      early.add(event);
    }
  }

  private boolean isEmpty() {
    return runAt == runSize && linked == 0 && early.size() == 0 && far.size() == 0;
  }

  private void link(Event event, long slot) {
    int at = (int) slot & slots - 1;
    event.next = lists[at];
    lists[at] = event;
    used[at >> 6] |= 1L << at;
    linked++;
  }

  @Override
  public Event peek() {
    if (early.size() > 0) {
      Event first = early.peek();
      if (runAt == runSize || first.before(run[runAt])) return first;
    } else if (runAt == runSize && !openNext()) {
      return null;
    }
    return run[runAt];
  }

  @Override
  public void remove() {
    if (early.size() > 0 && (runAt == runSize || early.peek().before(run[runAt]))) early.remove();
    else run[runAt++] = null;
  }

  /** Goes on to the next slot that holds an event: false if there is none. */
  private boolean openNext() {
    if (linked == 0) {
      if (far.size() == 0) return false;
      open = slotOf(far.peek()) - 1;
    }
    while (far.size() > 0 && slotOf(far.peek()) - open < slots) {
      Event event = far.peek();
      far.remove();
      link(event, slotOf(event));
    }
    open = nextUsed();
    int at = (int) open & slots - 1;
    int size = 0;
    for (Event event = lists[at]; event != null; event = event.next) {
      if (size == run.length) run = Arrays.copyOf(run, size * 2);
      run[size++] = event;
    }
    lists[at] = null;
    used[at >> 6] &= ~(1L << at);
    linked -= size;
    runAt = 0;
    runSize = size;
    order(size);
    return true;
  }

  private long slotOf(Event event) {
    return event.timeNanos >> shift;
  }

  /** The first slot behind the open one that holds an event; there is one. */
  private long nextUsed() {
    int from = (int) (open + 1) & slots - 1;
    int word = from >> 6;
    long bits = used[word] & -1L << from;
    while (bits == 0) {
      word = word + 1 & used.length - 1;
      bits = used[word];
    }
    int at = (word << 6) + Long.numberOfTrailingZeros(bits);
    return open + 1 + (at - from & slots - 1);
  }

  /** Puts the first events of the run in order: they stand the other way round, but for few. */
  private void order(int size) {
    for (int i = 0, j = size - 1; i < j; i++, j--) {
      Event event = run[i];
      run[i] = run[j];
      run[j] = event;
    }
    if (size > FEW) {
      Arrays.sort(run, 0, size, ORDER);
      return;
    }
    for (int i = 1; i < size; i++) {
      Event event = run[i];
      int at = i;
      while (at > 0 && event.before(run[at - 1])) {
        run[at] = run[at - 1];
        at--;
      }
      run[at] = event;
    }
  }

  private void addToRun(Event event) {
    int low = runAt;
    int high = runSize;
    while (low < high) {
      int middle = low + high >>> 1;
      if (run[middle].before(event)) low = middle + 1;
      else high = middle;
    }
    if (low == runAt && runAt > 0) {
      run[--runAt] = event;
      return;
    }
    if (runSize == run.length) run = Arrays.copyOf(run, runSize * 2);
    System.arraycopy(run, low, run, low + 1, runSize - low);
    run[low] = event;
    runSize++;
  }
}
