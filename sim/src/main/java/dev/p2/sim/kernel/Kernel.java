package dev.p2.sim.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.LongSupplier;

/**
 * Handles events by time and, at one time, in the order in which they were scheduled, on as many
 * threads as there are lanes; the number of lanes changes nothing but how long it takes.
 *
 * <p>Not thread-safe: one thread calls it, and the kernel calls {@link Behaviour} on several.
 */
public final class Kernel {
  /** At most 2 to this many actors are dealt out together: neighbours share cache lines. */
  private static final int BLOCK_BITS_MAX = 6;

  private static final int BLOCKS_A_LANE_MIN = 4;

  /** Pending events to expect of an actor when a queue is made. */
  private static final int EVENTS_AN_ACTOR = 4;

  private final Behaviour behaviour;
  private final Lane[] lanes;
  private final WindowLog[] logs;
  private final int actors;
  private final int blockBits;
  private final int windowEventsMin;
  private final long leastDelayNanos;
  private final Agenda actions;
  private long orders;
  private long now;
  private boolean merging;
  private volatile boolean stopped;

  /** How many events the last windows held, about. */
  private double windowEvents;

  private ForkJoinPool crew;

  /** Which event queue to use. */
  public enum Queue {
    WHEEL,
    HEAP
  }

  /**
   * A kernel at time 0.
   *
   * @param actors how many there are
   * @param lanes how many threads may work at the same time
   * @param windowEventsMin events that a window must hold for each lane to pay for waking threads
   * @param leastDelayNanos no event reaches an actor of another lane sooner after the event that
   *     scheduled it; 0 leaves everything to one thread
   */
  public Kernel(
      int actors,
      int lanes,
      int windowEventsMin,
      long leastDelayNanos,
      Queue queue,
      Behaviour behaviour) {
    if (actors < 1 || lanes < 1 || leastDelayNanos < 0)
      throw new IllegalArgumentException(actors + " actors, " + lanes + " lanes");
    this.actors = actors;
    this.windowEventsMin = windowEventsMin;
    this.leastDelayNanos = leastDelayNanos;
    this.behaviour = behaviour;
    this.lanes = new Lane[leastDelayNanos == 0 ? 1 : lanes];
    this.logs = new WindowLog[this.lanes.length];
    int bits = BLOCK_BITS_MAX;
    while (bits > 0 && actors >> bits < this.lanes.length * BLOCKS_A_LANE_MIN) bits--;
    blockBits = bits;
    long expected = (long) actors * EVENTS_AN_ACTOR / this.lanes.length;
    for (int i = 0; i < this.lanes.length; i++) {
      this.lanes[i] =
          new Lane(
              this,
              i,
              queue == Queue.WHEEL ? new WheelQueue(expected, behaviour) : new HeapQueue());
      logs[i] = new WindowLog();
    }
    actions = new Agenda(new HeapQueue());
  }

  public int actors() {
    return actors;
  }

  /** How many lanes there are. */
  public int lanes() {
    return lanes.length;
  }

  public Lane lane(int index) {
    return lanes[index];
  }

  /** The lane of an actor. */
  public Lane laneOf(int actor) {
    return lanes.length == 1 ? lanes[0] : lanes[(actor >> blockBits) % lanes.length];
  }

  /** The time of what was handled last, or to which {@link #runUntil} ran. */
  public long nowNanos() {
    return now;
  }

  /** Events handled so far. */
  public long handled() {
    long sum = 0;
    for (Lane lane : lanes) sum += lane.handled();
    return sum;
  }

  /** Schedules an event from outside, between two runs or in an action. */
  public void schedule(int actor, long atNanos, Event event) {
    Lane lane = laneOf(actor);
    lane.setNow(now);
    lane.schedule(actor, atNanos, event);
  }

  /**
   * Does something at a time, while no event is being handled: it may change what no actor may, and
   * schedule events. Its place among the events of that time is that of any event.
   */
  public void at(long atNanos, Runnable work) {
    var action = new Action(work);
    action.timeNanos = Math.max(atNanos, now);
    action.order = takeOrder();
    actions.add(action);
  }

  /** Work of the run itself. */
  private static final class Action extends Event {
    private final Runnable work;

    Action(Runnable work) {
      this.work = work;
    }
  }

  /** Ends the run after what is being handled; with several lanes after the window. */
  public void stop() {
    stopped = true;
  }

  public boolean stopped() {
    return stopped;
  }

  /** The time of the next event, or Long.MAX_VALUE if none is left. */
  public long nextNanos() {
    long first = nextActionNanos();
    for (Lane lane : lanes) first = Math.min(first, lane.firstNanos());
    return first;
  }

  private long nextActionNanos() {
    Event action = actions.peek();
    return action == null ? Long.MAX_VALUE : action.timeNanos;
  }

  /** Whether work is left, or an action. */
  public boolean hasWork() {
    if (actions.peek() != null) return true;
    long sum = 0;
    for (Lane lane : lanes) sum += lane.workBalance();
    return sum > 0;
  }

  /**
   * Handles everything that is due at {@code untilNanos} or before; the clock then stands there.
   */
  public void runUntil(long untilNanos) {
    try {
      while (!stopped && nextNanos() <= untilNanos) advance(untilNanos, false);
    } finally {
      rest();
    }
    if (!stopped) setNow(Math.max(now, untilNanos));
  }

  /**
   * Runs until no work is left and nothing is due up to the time that {@code quietNanos} then says;
   * the clock stands there.
   */
  public void runUntilQuiet(LongSupplier quietNanos) {
    try {
      while (!stopped) {
        long quiet = hasWork() ? Long.MAX_VALUE : quietNanos.getAsLong();
        long next = nextNanos();
        if (next > quiet || next == Long.MAX_VALUE) {
          long last = 0;
          for (Lane lane : lanes) last = Math.max(last, lane.lastWorkNanos());
          now = Math.max(last, hasWork() ? last : quietNanos.getAsLong());
          break;
        }
        advance(quiet, true);
      }
    } finally {
      rest();
    }
  }

  /** Handles the events of a window, none later than a time. */
  private void advance(long untilNanos, boolean untilQuiet) {
    long first = nextNanos();
    long last = Math.min(untilNanos, plus(first, leastDelayNanos - 1));
    if (lanes.length == 1) {
      runAlone(lanes[0], untilNanos, untilQuiet);
    } else if (nextActionNanos() > first && windowEvents >= windowEventsMin * lanes.length) {
      long before = handled();
      runWindow(Math.min(last, nextActionNanos() - 1));
      count(handled() - before);
    } else {
      long before = handled();
      runInTurn(last, untilQuiet);
      count(handled() - before);
    }
  }

  private void count(long events) {
    windowEvents += (events - windowEvents) / 4;
  }

  private static long plus(long time, long delay) {
    return time > Long.MAX_VALUE - delay ? Long.MAX_VALUE : time + delay;
  }

  /** One lane, one thread: no notes, no merge. */
  private void runAlone(Lane lane, long untilNanos, boolean untilQuiet) {
    while (!stopped) {
      Event action = actions.peek();
      if (action != null) {
        Event event = lane.agenda.peek();
        if (event == null || action.before(event)) {
          if (action.timeNanos > untilNanos) return;
          act();
          continue;
        }
      }
      if (untilQuiet && !hasWork()) {
        // Whether the run is quiet is asked before each instant.
        long instant = nextNanos();
        while (!stopped && lane.handleNext(Math.min(instant, untilNanos), behaviour)) now = instant;
        return;
      }
      if (!lane.handleNext(untilNanos, behaviour)) return;
      now = lane.nowNanos();
    }
  }

  /** One thread, several lanes: always the first event of all. */
  private void runInTurn(long lastNanos, boolean untilQuiet) {
    for (Lane lane : lanes) lane.emptyInbox();
    long instant = Long.MIN_VALUE;
    while (!stopped) {
      Lane of = null;
      Event first = actions.peek();
      for (Lane lane : lanes) {
        Event event = lane.agenda.peek();
        if (event != null && (first == null || event.before(first))) {
          first = event;
          of = lane;
        }
      }
      if (first == null || first.timeNanos > lastNanos) return;
      if (untilQuiet && first.timeNanos > instant && !hasWork()) {
        if (instant != Long.MIN_VALUE) return;
        instant = first.timeNanos;
      }
      now = first.timeNanos;
      if (of == null) act();
      else of.handleNext(lastNanos, behaviour);
    }
  }

  private void act() {
    Action action = (Action) actions.take(Long.MAX_VALUE);
    setNow(action.timeNanos);
    action.work.run();
  }

  private void setNow(long nanos) {
    now = nanos;
    for (Lane lane : lanes) lane.setNow(nanos);
  }

  private void runWindow(long lastNanos) {
    if (crew == null) crew = new ForkJoinPool(lanes.length - 1);
    List<ForkJoinTask<?>> running = new ArrayList<>();
    for (int i = 1; i < lanes.length; i++) {
      int lane = i;
      running.add(crew.submit(() -> lanes[lane].runWindow(logs[lane], lastNanos, behaviour)));
    }
    lanes[0].runWindow(logs[0], lastNanos, behaviour);
    for (ForkJoinTask<?> task : running) task.join();
    now = lastNanos;
    merge();
  }

  private void merge() {
    merging = true;
    try {
      while (true) {
        int least = -1;
        for (int i = 0; i < lanes.length; i++) {
          if (logs[i].hasNext() && (least < 0 || before(logs[i], logs[least]))) least = i;
        }
        if (least < 0) return;
        logs[least].merge(this, lanes[least]);
      }
    } finally {
      merging = false;
    }
  }

  private static boolean before(WindowLog one, WindowLog other) {
    return one.nextTime() < other.nextTime()
        || one.nextTime() == other.nextTime() && one.nextOrder() < other.nextOrder();
  }

  /** Gives an event its order and its place. */
  void place(Event event) {
    event.order = takeOrder();
    if (!merging) {
      laneOf(event.actor).agenda.add(event);
      return;
    }
    if (event.timeNanos <= now)
      throw new IllegalStateException(
          "an event deferred to " + event.timeNanos + " ns, sooner than the least delay allows");
    // While notes are merged an agenda may hold provisional orders: what is new waits.
    laneOf(event.actor).receive(event);
  }

  long takeOrder() {
    return orders++;
  }

  private void rest() {
    if (crew == null) return;
    crew.close();
    crew = null;
  }
}
