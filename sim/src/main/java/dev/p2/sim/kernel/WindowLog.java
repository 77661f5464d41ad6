package dev.p2.sim.kernel;

import java.util.Arrays;

/**
 * What a lane did in a window: the events that it handled and, in order, what each of them
 * scheduled and deferred.
 *
 * <p>What a lane schedules in a window gets a provisional order, greater than every real one: among
 * the lane's own events that is the right place already. The merge gives it the real one.
 */
final class WindowLog {
  private static final long PROVISIONAL = 1L << 62;

  // Events that had effects: their time, order, and the index behind their last effect.
  private long[] times = new long[256];
  private long[] orders = new long[256];
  private int[] ends = new int[256];
  private int handled;

  // Effects: an event to be placed, a Runnable to be run, or null for an event of this lane that
  // the window itself has handled. Behind the merge, their real orders.
  private Object[] effects = new Object[1024];
  private long[] effectOrders = new long[1024];
  private int size;

  private long lastNanos;
  private int begun;
  private RuntimeException failure;

  // Where the merge stands.
  private int merged;
  private int mergedEffects;

  void begin(long windowLastNanos) {
    lastNanos = windowLastNanos;
    handled = 0;
    size = 0;
    merged = 0;
    mergedEffects = 0;
    failure = null;
  }

  void handling(long timeNanos, long order) {
    if (handled == times.length) {
      times = Arrays.copyOf(times, handled * 2);
      orders = Arrays.copyOf(orders, handled * 2);
      ends = Arrays.copyOf(ends, handled * 2);
    }
    times[handled] = timeNanos;
    orders[handled] = order;
    begun = size;
  }

  /** An event without effects needs no place in the merge. */
  void handled() {
    if (size > begun) ends[handled++] = size;
  }

  /** The event that was being handled has failed the run. */
  void failed(RuntimeException e) {
    failure = e;
    ends[handled++] = size;
  }

  void schedule(Lane lane, Event event, boolean own) {
    event.order = PROVISIONAL | size;
    boolean inWindow = event.timeNanos <= lastNanos;
    if (inWindow && !own)
      throw new IllegalStateException(
          "an event for another lane at "
              + event.timeNanos
              + " ns, sooner than the least delay allows");
    add(inWindow ? null : event);
    if (own) lane.agenda.add(event);
  }

  void defer(Runnable work) {
    add(work);
  }

  private void add(Object effect) {
    if (size == effects.length) {
      effects = Arrays.copyOf(effects, size * 2);
      effectOrders = Arrays.copyOf(effectOrders, size * 2);
    }
    effects[size++] = effect;
  }

  /** Whether the merge has more to take from here. */
  boolean hasNext() {
    return merged < handled;
  }

  long nextTime() {
    return times[merged];
  }

  /** The real order of the next event: what scheduled it has been merged before. */
  long nextOrder() {
    long order = orders[merged];
    return order < PROVISIONAL ? order : effectOrders[(int) (order - PROVISIONAL)];
  }

  /** Takes the effects of the next event. */
  void merge(Kernel kernel, Lane lane) {
    int end = ends[merged];
    long time = times[merged++];
    for (; mergedEffects < end; mergedEffects++) {
      Object effect = effects[mergedEffects];
      effects[mergedEffects] = null;
      effectOrders[mergedEffects] = kernel.takeOrder();
      if (effect instanceof Event event) {
        event.order = effectOrders[mergedEffects];
        Lane to = kernel.laneOf(event.actor);
        if (to != lane) to.receive(event);
      } else if (effect != null) {
        lane.setNow(time);
        ((Runnable) effect).run();
      }
    }
    if (failure != null && merged == handled) throw failure;
  }
}
