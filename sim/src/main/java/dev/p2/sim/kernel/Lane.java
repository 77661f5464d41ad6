package dev.p2.sim.kernel;

/**
 * A share of the actors, with a clock and an agenda of its own. What an actor does it does on its
 * lane: see what time it is, schedule events for itself and others, leave to {@link #defer} what
 * has to be done in one order over all lanes.
 */
public final class Lane {
  private final Kernel kernel;
  private final int index;
  final Agenda agenda;

  /** Notes of the window, while it runs; null while one thread does everything. */
  WindowLog log;

  /** What other lanes have scheduled for this one, not in the agenda yet. */
  private Event inbox;

  private long inboxFirstNanos = Long.MAX_VALUE;
  private long now;
  private long lastWorkNanos = Long.MIN_VALUE;

  /** Work scheduled here less work handled here: only the sum over all lanes means something. */
  private long workBalance;

  private long handled;

  Lane(Kernel kernel, int index, EventQueue queue) {
    this.kernel = kernel;
    this.index = index;
    agenda = new Agenda(queue);
  }

  /** From 0, below {@link Kernel#lanes}. */
  public int index() {
    return index;
  }

  /** The time of the event that is being handled. */
  public long nowNanos() {
    return now;
  }

  /**
   * Schedules an event for an actor; a time in the past is now.
   *
   * @throws IllegalStateException if it reaches another lane sooner than the kernel's least delay
   */
  public void schedule(int actor, long atNanos, Event event) {
    event.actor = actor;
    event.timeNanos = Math.max(atNanos, now);
    if (event.isWork()) workBalance++;
    if (log == null) kernel.place(event);
    else log.schedule(this, event, kernel.laneOf(actor) == this);
  }

  /**
   * Does something now, or, while several lanes run, at the end of the window; in any case in the
   * order in which one thread would do it, after what this event has scheduled and deferred before.
   * It may schedule events.
   */
  public void defer(Runnable work) {
    if (log == null) work.run();
    else log.defer(work);
  }

  /** Whether an actor of this lane has work still to come at this instant. */
  public boolean hasWorkNow(int actor) {
    return agenda.hasWorkNow(actor, kernel.actors());
  }

  long workBalance() {
    return workBalance;
  }

  long handled() {
    return handled;
  }

  long lastWorkNanos() {
    return lastWorkNanos;
  }

  /** The clock of a lane that does nothing moves on too. */
  void setNow(long nanos) {
    now = nanos;
  }

  /** Takes an event from another lane: it goes to the agenda when the lane runs again. */
  void receive(Event event) {
    event.next = inbox;
    inbox = event;
    inboxFirstNanos = Math.min(inboxFirstNanos, event.timeNanos);
  }

  void emptyInbox() {
    Event event = inbox;
    inbox = null;
    inboxFirstNanos = Long.MAX_VALUE;
    while (event != null) {
      Event next = event.next;
      agenda.add(event);
      event = next;
    }
  }

  /** The time of the first event, or Long.MAX_VALUE. */
  long firstNanos() {
    Event event = agenda.peek();
    return event == null ? inboxFirstNanos : Math.min(event.timeNanos, inboxFirstNanos);
  }

  /** Handles the next event if its time has come: false if it has not. */
  boolean handleNext(long untilNanos, Behaviour behaviour) {
    Event event = agenda.take(untilNanos);
    if (event == null) return false;
    now = event.timeNanos;
    handled++;
    if (event.isWork()) {
      workBalance--;
      lastWorkNanos = now;
    }
    behaviour.handle(this, event);
    return true;
  }

  /** Handles what is due up to a time, taking notes. */
  void runWindow(WindowLog notes, long lastNanos, Behaviour behaviour) {
    emptyInbox();
    log = notes;
    notes.begin(lastNanos);
    try {
      while (true) {
        Event event = agenda.peek();
        if (event == null || event.timeNanos > lastNanos) break;
        notes.handling(event.timeNanos, event.order);
        handleNext(lastNanos, behaviour);
        notes.handled();
      }
    } catch (RuntimeException e) {
      notes.failed(e);
    } finally {
      log = null;
    }
  }
}
