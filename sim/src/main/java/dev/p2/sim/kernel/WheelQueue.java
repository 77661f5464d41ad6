package dev.p2.sim.kernel;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A timing wheel, or calendar queue of fixed width (Varghese and Lauck, "Hashed and hierarchical
 * timing wheels", SOSP 1987; Brown, "Calendar queues", CACM 31(10), 1988).
 *
 * <p>Time is cut into slots; a turn of the wheel takes 34 s, so that nearly every timer of a
 * protocol fits into one, and what lies farther ahead waits in a heap. Adding an event appends it
 * to its slot: two cache misses, whatever the number of events. A slot is put in order only when
 * its time has come; there are so many slots that it then holds some dozens of events, which come
 * out of the list nearly in order already. A bit a slot tells where the next event is.
 */
final class WheelQueue implements EventQueue {
  private static final int TURN_BITS = 35;
  private static final int SLOT_BITS_MIN = 10;
  private static final int SLOT_BITS_MAX = 20;

  /**
   * So many slots that one holds some dozens of events, as many as are read ahead for at a time.
   */
  private static final int SLOTS_AN_EVENT = 1;

  private static final int CHUNK_BITS = 3;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int NONE = -1;

  /** Up to here an insertion sort beats the library's merge sort. */
  private static final int FEW = 24;

  /** How many events are read ahead for at a time. */
  private static final int FORESEEN = 32;

  /** A key is the time within the slot, at most 25 bits, and the place in the list. */
  private static final int INDEX_BITS = 31;

  private static final int INDEX_MASK = Integer.MAX_VALUE;

  private static final Comparator<Event> ORDER = (a, b) -> a.before(b) ? -1 : 1;

  private final int shift;
  private final int slots;

  /** By slot: the index behind its last event in the cells, 0 where it has none. */
  private final int[] ends;

  private final long[] used;

  /** Events a turn or more ahead of the open slot when they came. */
  private final HeapQueue far = new HeapQueue();

  /** Events that came for the open slot or before it, where the run was long already. */
  private final HeapQueue early = new HeapQueue();

  /**
   * The events of the slots, by chunks of cells; those of a slot are linked from the newest back,
   * spare ones to each other. To follow a list of events would be a cache miss after the other;
   * from the cells of a chunk they can be read all at once.
   */
  private Event[] cells = new Event[64 * CHUNK];

  /** By chunk: the index behind the last cell of the chunk before, or the next spare chunk. */
  private int[] links = new int[64];

  private int chunks;
  private int spare = NONE;

  private int linked;

  /**
   * The slot whose events are in the run, counted from time 0, not around the wheel. All that is
   * linked lies behind it, and less than a turn.
   */
  private long open;

  private Event[] run = new Event[64];
  private int runAt;
  private int runSize;
  private Event[] unordered = new Event[64];
  private long[] keys = new long[64];

  private final Behaviour behaviour;

  /** Keeps what was foreseen from being optimized away. */
  private long foreseen;

  /** Where the run goes on with events that nobody has foreseen, about. */
  private int foreseenTo;

  /** A wheel for about {@code expected} events at a time. */
  WheelQueue(long expected, Behaviour behaviour) {
    this.behaviour = behaviour;
    int bits = SLOT_BITS_MIN;
    while (bits < SLOT_BITS_MAX && 1L << bits < expected * SLOTS_AN_EVENT) bits++;
    shift = TURN_BITS - bits;
    slots = 1 << bits;
    ends = new int[slots];
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
    int end = ends[at];
    if (end % CHUNK == 0) {
      used[at >> 6] |= 1L << at;
      end = takeChunk(end);
    }
    cells[end] = event;
    ends[at] = end + 1;
    linked++;
  }

  /** A chunk to go on with behind the one that ends at {@code end}: its first cell. */
  private int takeChunk(int end) {
    int chunk = spare;
    if (chunk == NONE) {
      chunk = chunks++;
      if (chunk == links.length) {
        links = Arrays.copyOf(links, chunk * 2);
        cells = Arrays.copyOf(cells, chunk * 2 * CHUNK);
      }
    } else {
      spare = links[chunk];
    }
    links[chunk] = end;
    return chunk * CHUNK;
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
    else next();
  }

  private void next() {
    run[runAt++] = null;
    if (runAt == foreseenTo && runAt < runSize) foresee();
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
    for (int end = ends[at]; end != 0; ) {
      int chunk = end - 1 >> CHUNK_BITS;
      if (size + CHUNK > run.length) run = Arrays.copyOf(run, run.length * 2);
      for (int cell = end - 1; cell >= chunk << CHUNK_BITS; cell--) {
        run[size++] = cells[cell];
        cells[cell] = null;
      }
      end = links[chunk];
      links[chunk] = spare;
      spare = chunk;
    }
    ends[at] = 0;
    used[at >> 6] &= ~(1L << at);
    linked -= size;
    runAt = 0;
    runSize = size;
    order(size);
    foreseenTo = 0;
    foresee();
    return true;
  }

  /** Reads ahead for as many events as the cache holds. */
  private void foresee() {
    int to = Math.min(runSize, runAt + FORESEEN);
    foreseen += behaviour.foresee(run, runAt, to);
    foreseenTo = to;
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

  /**
   * Puts the first events of the run in order. They come out of the list last first, and first
   * scheduled last, so that times alone decide but for events from afar or from another lane.
   */
  private void order(int size) {
    if (size == 1) return;
    if (keys.length < size) keys = new long[run.length];
    if (unordered.length < size) unordered = new Event[run.length];
    long from = open << shift;
    for (int i = 0; i < size; i++) {
      Event event = run[size - 1 - i];
      unordered[i] = event;
      keys[i] = event.timeNanos - from << INDEX_BITS | i;
    }
    if (size < FEW) insertionSort(size);
    else Arrays.sort(keys, 0, size);
    boolean ordered = true;
    for (int i = 0; i < size; i++) {
      run[i] = unordered[(int) keys[i] & INDEX_MASK];
      ordered &= i == 0 || run[i - 1].before(run[i]);
    }
    Arrays.fill(unordered, 0, size, null);
    if (!ordered) Arrays.sort(run, 0, size, ORDER);
  }

  private void insertionSort(int size) {
    final long[] keys = this.keys;
    for (int i = 1; i < size; i++) {
      long key = keys[i];
      int at = i;
      for (; at > 0 && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
      keys[at] = key;
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
