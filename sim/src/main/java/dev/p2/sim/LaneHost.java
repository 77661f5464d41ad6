package dev.p2.sim;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Host;
import dev.p2.engine.Node;
import dev.p2.engine.Profile;
import dev.p2.engine.Programs;
import dev.p2.engine.ReadAhead;
import dev.p2.engine.StepPool;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.code.Stages;
import dev.p2.engine.host.DurableStore;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.Observation;
import dev.p2.engine.host.Passage;
import dev.p2.engine.host.Timer;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.value.Duration;
import dev.p2.net.record.EntryKind;
import dev.p2.net.record.History;
import dev.p2.net.record.RecordStream;
import dev.p2.net.record.TapedStore;
import dev.p2.net.wire.MessageCodec;
import dev.p2.sim.kernel.Lane;
import dev.p2.sim.network.NetworkModel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the nodes of one lane: takes their steps when something is due, hands on what they send
 * ({@link Departures}), and shows what they show. Touches no state but theirs and its own, so that
 * lanes can run at the same time.
 */
final class LaneHost implements Host {
  private static final int UNDELAYED_STEPS_MAX = 1_000_000;

  private final Simulation run;

  /** For nodes of this lane. */
  final ReadAhead ahead;

  private final Lane lane;
  private final NetworkModel network;
  private final RunListener listener;
  private final boolean hashed;
  private final HostCode code;
  private final Stages stages;
  private final StepPool steps = new StepPool();

  /** Where what they send goes. */
  final Departures departures;

  /** Null unless the run is recorded. */
  private RecordStream tape;

  private Place stepping;
  private long stepKind;
  private Timer.Rhythm stepTimer;
  private Tuple stepTuple;
  private Message stepMessage;
  private String stepSource = "";

  /** The index of {@link #stepSource}; -1 if it is not known. */
  private int stepFrom = -1;

  /** Hears of steps; null where nobody does. */
  private Consumer<SelfCheck.Taken> taker;

  /** Null unless the run is profiled. */
  private Profile profile;

  // Figures of this lane.
  long stepsFailed;
  long deliveriesLost;

  LaneHost(
      Simulation run,
      ReadAhead ahead,
      Lane lane,
      NetworkModel network,
      RunListener listener,
      SimulationOptions options,
      Stages stages) {
    this.run = run;
    this.ahead = ahead;
    this.lane = lane;
    this.network = network;
    this.listener = listener;
    this.hashed = options.digest();
    this.code = options.code();
    this.stages = stages;
    departures = new Departures(run, this, lane, network, options.sizes());
  }

  Stages stages() {
    return stages;
  }

  void onStep(Consumer<SelfCheck.Taken> listening) {
    taker = listening;
  }

  /** Records what happens to the nodes of the lane. */
  void record(RecordStream stream) {
    tape = stream;
  }

  /** Measures the strands of the lane's nodes. */
  void profile(Profile measured) {
    profile = measured;
  }

  @Override
  public StepPool steps() {
    return steps;
  }

  @Override
  public Optional<Profile> profile() {
    return Optional.ofNullable(profile);
  }

  /** Records something of a node that has no more to say. */
  void tape(Place place, EntryKind kind) {
    if (tape != null) tape.plain(kind, place.index, nowNanos(), place.local(nowNanos()));
  }

  private void recordNode(Place place) {
    if (tape == null) return;
    place.recorded = true;
    tape.node(place.node.config(), place.node.loads(), nowNanos());
    tapeClock(place);
  }

  /** Records how the clock of a recorded node goes, where it is not the run's. */
  void tapeClock(Place place) {
    if (tape == null || !place.recorded || place.clock == null) return;
    tape.clock(place.index, nowNanos(), place.local(nowNanos()), place.clock.recorded());
  }

  long nowNanos() {
    return lane.nowNanos();
  }

  /** Keeps the nodes of the lane as they are, between two events. */
  private void snapshot() {
    tape.beginSnapshot(nowNanos(), hashed);
    for (int i = 0; i < run.nodes().size(); i++) {
      Place place = run.place(i);
      if (run.hostOf(i) == this && place.recorded)
        tape.hold(place.node, place.running(), place.local(nowNanos()), place.history);
    }
    tape.endSnapshot();
    for (int i = 0; i < run.nodes().size(); i++) if (run.hostOf(i) == this) tapeClock(run.place(i));
  }

  /** Handles an event of a node of this lane. */
  void handle(NodeEvent event) {
    if (tape != null && tape.wantsSnapshot()) snapshot();
    Place place = run.place(event.actor());
    if (place.backlog != null || place.busyUntilNanos > nowNanos()) await(place, event);
    else take(place, event);
  }

  /** Lets an event wait behind what came before it, or takes what waits. */
  private void await(Place place, NodeEvent event) {
    if (place.backlog == null) place.backlog = new Backlog();
    Backlog backlog = place.backlog;
    if (!(event instanceof NodeEvent.GoOn)) {
      backlog.add(event);
    } else if (event == backlog.goOn) {
      backlog.goOn = null;
      while (!backlog.paused
          && !backlog.isEmpty()
          && place.busyUntilNanos <= nowNanos()
          && !run.stopped()) take(place, backlog.remove());
    }
    goOnLater(place);
  }

  /** Sees to it that a node that is not paused takes what waits as soon as it can. */
  void goOnLater(Place place) {
    Backlog backlog = place.backlog;
    if (backlog.paused) return;
    if (backlog.isEmpty()) {
      place.backlog = null;
      return;
    }
    boolean work = backlog.hasWork();
    if (backlog.goOn != null && (backlog.goOn.isWork() || !work)) return;
    backlog.goOn = new NodeEvent.GoOn(work);
    lane.schedule(place.index, place.busyUntilNanos, backlog.goOn);
  }

  private void take(Place place, NodeEvent event) {
    if (event instanceof NodeEvent.Task task) {
      task.work.run();
      if (place.running() && place.node.hasFollowUp()) {
        stepping = place;
        followUp(place);
        wakeLater(place);
      }
    } else if (event instanceof NodeEvent.Boot boot) {
      if (!place.running() && boot.plannedNanos == place.bootAtNanos) start(place.index);
    } else if (place.running()) {
      happen(place, event);
    } else {
      miss(place, event);
    }
  }

  private void happen(Place place, NodeEvent event) {
    if (event.undelayed) requireProgress(place);
    switch (event) {
      case NodeEvent.Delivery delivery -> receive(place, delivery);
      case NodeEvent.Firing firing -> fire(place, firing);
      case NodeEvent.Wake wake -> wake(place, wake);
      case NodeEvent.Injection injection -> {
        begin(place, History.INJECT, injection.tuple);
        end(place, place.node.inject(injection.tuple, place.local(nowNanos())));
      }
      case NodeEvent.GoOn _ -> {} // of something that waits no longer
      case NodeEvent.Boot _, NodeEvent.Task _ -> throw new AssertionError(event);
    }
  }

  /** Takes an event for a node that is off. */
  private void miss(Place place, NodeEvent event) {
    if (event instanceof NodeEvent.Delivery) deliveriesLost++;
    else if (!(event instanceof NodeEvent.Injection)) return;
    if (!place.recorded) recordNode(place);
    tape(place, EntryKind.OFF);
    if (hashed) place.history.add(History.OFF, nowNanos());
  }

  /**
   * Starts nodes: all boot steps, then all {@code sysStart} steps, then the timers that fire at
   * once. At the start of a run these are all nodes; later, one.
   */
  void start(int... starting) {
    for (int node : starting) if (!run.stopped()) run.hostOf(node).boot(run.place(node));
    for (int node : starting) if (!run.stopped()) run.hostOf(node).sysStart(run.place(node));
    var atOnce = new ArrayDeque<AtOnce>();
    for (int node : starting) {
      Place place = run.place(node);
      for (Timer timer : place.node.timers()) run.hostOf(node).arm(place, timer, atOnce);
    }
    while (!atOnce.isEmpty() && !run.stopped()) {
      AtOnce next = atOnce.remove();
      run.hostOf(next.place.index).fireOnce(next.place, next.firing.timer);
      if (next.firing.next()) atOnce.add(next);
    }
  }

  /** A timer with period 0 that fires before anything else at the time of its node's start. */
  private record AtOnce(Place place, NodeEvent.Firing firing) {}

  private void boot(Place place) {
    place.life++;
    recordNode(place);
    begin(place, History.BOOT, null);
    boolean booted = place.node.boot(place.local(nowNanos()));
    end(place, booted);
    if (!booted)
      throw new RunFailedException(
          "node " + place.address + " did not start: its boot step failed");
  }

  private void sysStart(Place place) {
    begin(place, History.START, null);
    end(place, place.node.start(place.local(nowNanos())));
    place.guest = run.guest(place);
    if (place.guest != null) place.guest.started();
  }

  /** The step of {@code sysStop}. */
  void sysStop(Place place) {
    if (place.guest != null) visit(place, place.guest::stopping);
    begin(place, History.STOP, null);
    end(place, place.node.stop(place.local(nowNanos())));
  }

  /** Lets a guest do something between two steps of its node. */
  void visit(Place place, Runnable work) {
    stepping = place;
    work.run();
  }

  private void arm(Place place, Timer timer, ArrayDeque<AtOnce> atOnce) {
    if (timer.count() == 0) return;
    var firing = new NodeEvent.Firing(timer, place.life);
    if (timer.periodNanos() == 0 && timer.firstNanos() <= place.local(nowNanos()))
      atOnce.add(new AtOnce(place, firing));
    else lane.schedule(place.index, place.real(firing.dueNanos), firing);
  }

  private void fireOnce(Place place, Timer.Rhythm timer) {
    stepTimer = timer;
    begin(place, History.TIMER, null);
    end(place, place.node.fire(timer.id(), place.local(nowNanos())));
  }

  private void fire(Place place, NodeEvent.Firing firing) {
    if (firing.life != place.life || !place.node.ticks(firing.timer.id())) return;
    if (place.clock == null || place.local(nowNanos()) >= firing.dueNanos) {
      fireOnce(place, firing.timer);
      if (!firing.next()) return;
      // Overdue firings of a timer without count are one (overlog.md 7.8).
      long local = place.local(nowNanos());
      if (firing.left == Timer.FOREVER && firing.dueNanos <= local) {
        long period = firing.timer.periodNanos();
        firing.dueNanos += (local - firing.dueNanos) / period * period;
        if (firing.dueNanos <= local) firing.dueNanos += period;
      }
    }
    lane.schedule(place.index, place.real(firing.dueNanos), firing);
  }

  private void receive(Place place, NodeEvent.Delivery delivery) {
    stepMessage = delivery.message;
    stepSource = delivery.source;
    stepFrom = delivery.from;
    begin(place, History.RECEIVE, delivery.message.tuple());
    end(place, place.node.receive(delivery.message, delivery.source, place.local(nowNanos())));
  }

  private void wake(Place place, NodeEvent.Wake wake) {
    long now = nowNanos();
    if (wake.watchOnly) {
      if (place.watchWakeAtNanos <= now) place.watchWakeAtNanos = Long.MAX_VALUE;
    } else if (place.wakeAtNanos <= now) {
      place.wakeAtNanos = Long.MAX_VALUE;
    }
    long expiry =
        wake.watchOnly ? place.node.nextWatchedExpiryNanos() : place.node.nextRuleExpiryNanos();
    if (place.lastStepNanos < now
        && place.real(expiry) <= now
        // A wake-up for a rule has its place in the order; one for a watch must not take it. A
        // node that was paused or busy may have both to catch up with.
        && !(wake.watchOnly && place.wakeAtNanos <= now)
        && !lane.hasWorkNow(place.index)
        && (place.backlog == null || !place.backlog.hasWork())) {
      begin(place, wake.watchOnly ? 0 : History.WAKE, null);
      long local = place.local(now);
      boolean committed = wake.watchOnly ? place.node.wakeForWatch(local) : place.node.wake(local);
      end(place, committed);
    } else {
      wakeLater(place);
    }
  }

  private void begin(Place place, long kind, Tuple tuple) {
    stepping = place;
    stepKind = kind;
    stepTuple = tuple;
    place.lastStepNanos = nowNanos();
    if (tape != null) tapeStep(place);
    if (!hashed || kind == 0) return;
    place.history.add(kind, nowNanos());
    if (tuple != null) place.history.add(kind, History.of(tuple));
    else if (kind == History.TIMER) place.history.add(kind, stepTimer.id());
  }

  private void tapeStep(Place place) {
    long now = nowNanos();
    long local = place.local(now);
    switch ((int) stepKind) {
      case (int) History.RECEIVE -> tape.receive(place.index, now, local, stepMessage, stepSource);
      case (int) History.INJECT -> tape.tuple(EntryKind.INJECT, place.index, now, local, stepTuple);
      case (int) History.TIMER -> tape.timer(place.index, now, local, stepTimer.id());
      case (int) History.BOOT -> tape(place, EntryKind.BOOT);
      case (int) History.START -> tape(place, EntryKind.START);
      case (int) History.STOP -> tape(place, EntryKind.STOP);
      case (int) History.WAKE -> tape(place, EntryKind.WAKE);
      default -> tape(place, EntryKind.WATCH_WAKE);
    }
  }

  private void end(Place place, boolean committed) {
    if (!committed) {
      stepsFailed++;
      if (hashed) place.history.add(History.UNDONE);
    }
    followUp(place);
    if (taker != null)
      taker.accept(
          new SelfCheck.Taken(nowNanos(), place.index, stepTitle(), place.history.steps()));
    // A wake-up that only a watch asked for takes no time, or who looks would slow the node down.
    if (place.stepNanos > 0 && stepKind != 0) place.busyUntilNanos = nowNanos() + place.stepNanos;
    // A wake-up that failed would fail again: the rows go with the next step that commits.
    if (committed || stepKind != History.WAKE && stepKind != 0) wakeLater(place);
  }

  private void followUp(Place place) {
    while (place.node.hasFollowUp()) {
      tape(place, EntryKind.FOLLOW_UP);
      place.node.followUp(place.local(nowNanos()));
    }
  }

  private void requireProgress(Place place) {
    // Without delays between nodes they can hold time up together, and one lane does it all.
    Place counted = network.delayNanosMin() == 0 ? run.place(0) : place;
    if (counted.undelayedAtNanos != nowNanos()) counted.undelayedSteps = 0;
    counted.undelayedAtNanos = nowNanos();
    if (++counted.undelayedSteps <= UNDELAYED_STEPS_MAX) return;
    throw new RunFailedException(
        "more than 1000000 steps at "
            + new Duration(nowNanos())
            + ", the last at "
            + place.address
            + ": "
            + stepTitle()
            + "; "
            + (stepTuple == null ? "the timer" : stepTuple.relationName())
            + " holds time up for ever");
  }

  /**
   * What made the last step: {@code receive e("n0", 1) from n3}, {@code timer r1}, {@code wake}.
   */
  String stepTitle() {
    if (stepKind == History.BOOT) return "boot";
    if (stepKind == History.START) return "start";
    if (stepKind == History.STOP) return "stop";
    if (stepKind == History.TIMER) return "timer " + stepTimer.rule();
    if (stepKind == History.RECEIVE) return "receive " + stepTuple + " from " + stepSource;
    if (stepKind == History.INJECT) return "inject " + stepTuple;
    return "wake";
  }

  private void wakeLater(Place place) {
    long at = wakeTime(place, place.node.nextRuleExpiryNanos());
    if (at < place.wakeAtNanos) {
      place.wakeAtNanos = at;
      lane.schedule(place.index, at, new NodeEvent.Wake(false));
    }
    if (!run.watchesAnything() && !place.node.installedWatch()) return;
    at = wakeTime(place, place.node.nextWatchedExpiryNanos());
    if (at < place.watchWakeAtNanos) {
      place.watchWakeAtNanos = at;
      lane.schedule(place.index, at, new NodeEvent.Wake(true));
    }
  }

  private long wakeTime(Place place, long localNanos) {
    long at = place.real(localNanos);
    // The step of this instant was undone, its expiry too.
    return at <= nowNanos() && place.lastStepNanos == nowNanos() ? nowNanos() + 1 : at;
  }

  /** Schedules a tuple from outside. */
  void inject(int node, long atNanos, Tuple tuple) {
    schedule(node, atNanos, new NodeEvent.Injection(tuple));
  }

  /** Schedules a message as if the network had brought it. */
  void deliver(int to, long atNanos, Message message, String source, int from) {
    schedule(to, atNanos, new NodeEvent.Delivery(message, source, from));
  }

  /** Schedules work of the transport. */
  void later(int node, long atNanos, Runnable work) {
    schedule(node, atNanos, new NodeEvent.Task(work));
  }

  private void schedule(int node, long atNanos, NodeEvent event) {
    event.undelayed = atNanos <= nowNanos();
    lane.schedule(node, atNanos, event);
  }

  /** Tells a node what a queue or scheduler did with a traced message of it. */
  void passed(int sender, String element, Passage.Op op, Message message, long number) {
    Place place = run.place(sender);
    if (message.traceId() == 0 || !place.node.tracesPassages()) return;
    passed(place, new Passage(element, op, message.traceId(), number, place.local(nowNanos())));
  }

  private void passed(Place place, Passage passage) {
    if (tape != null) tape.passage(place.index, nowNanos(), passage);
    place.node.passed(passage);
  }

  /**
   * The network has lost a traced message. Where lanes meet that is known when its sender has gone
   * on, so it hears of it one least delay later, always.
   */
  private void lostOnTheWay(Place place, Message message) {
    if (message.traceId() == 0 || !place.node.tracesPassages()) return;
    int life = place.life;
    var passage =
        new Passage("network", Passage.Op.DROP, message.traceId(), 0, place.local(nowNanos()));
    later(
        place.index,
        nowNanos() + network.delayNanosMin(),
        () -> {
          if (place.life == life) passed(place, passage);
        });
  }

  /** Does something at this instant, after the step that is running, if the node still lives. */
  void later(Place place, Runnable work) {
    int life = place.life;
    later(
        place.index,
        nowNanos(),
        () -> {
          if (place.life == life) work.run();
        });
  }

  /** A message that no transport takes: the same on this network as on sockets. */
  void tooLarge(int sender, Message message) {
    undeliverable(sender, message, "P2-R11", MessageCodec.whyNot(message));
    raiseFailed(sender, nowNanos(), message);
  }

  /** Tells the sender's rules that a message was not delivered. */
  void raiseFailed(int sender, long atNanos, Message message) {
    run.place(sender)
        .node
        .failed(message.tuple())
        .ifPresent(event -> inject(sender, atNanos, event));
  }

  /** Tells a node that its message cannot be sent at all, and runs what that triggers. */
  void undeliverable(int sender, Message message, String code, String why) {
    Place place = run.place(sender);
    stepping = place;
    if (tape != null) tape.undeliverable(sender, nowNanos(), message, code, why);
    place.node.undeliverable(message, code, why);
    followUp(place);
    wakeLater(place);
  }

  @Override
  public void sending(List<Message> messages) {
    departures.foresee(messages);
  }

  @Override
  public void send(Node from, Message message) {
    Place source = stepping;
    int to = indexOf(message.destination());
    if (hashed) {
      source.history.add(History.SEND, message.destination());
      source.history.add(History.SEND, message.kind().ordinal(), message.tuple());
    }
    if (to >= 0) {
      departures.send(source, from, message, to);
      return;
    }
    from.undeliverable(message, "P2-R08", "there is no node " + message.destination());
    raiseFailed(source.index, nowNanos(), message);
  }

  /** Most messages answer the one that came last: its sender need not be looked up. */
  private int indexOf(String address) {
    return address == stepSource && stepFrom >= 0 ? stepFrom : run.addresses().indexOf(address);
  }

  /** The network has lost a datagram. */
  void lost(Place source, Message message) {
    Tuple tuple = message.tuple();
    lostOnTheWay(source, message);
    if (tape != null) tape.tuple(EntryKind.LOST, source.index, nowNanos(), nowNanos(), tuple);
    if (hashed) source.history.lost(nowNanos(), tuple);
    source
        .node
        .shown(Observation.of(Observation.Kind.DROP, tuple))
        .filter(what -> run.watches(what.tuple().relation()))
        .ifPresent(what -> show(source, what));
  }

  @Override
  public Optional<DurableStore> durable(Node of) {
    DurableStore disk = run.place((int) of.config().index()).disk;
    return Optional.ofNullable(disk).map(store -> tape == null ? store : taped(store));
  }

  private DurableStore taped(DurableStore store) {
    int node = stepping.index;
    return new TapedStore(store, rows -> tape.stored(node, rows), why -> tape.refused(node, why));
  }

  @Override
  public Optional<Programs> programs(Node of) {
    return code.programs();
  }

  @Override
  public void changed(Node of, List<Timer> armed) {
    Place place = stepping;
    run.carrier().learn(of.program());
    if (hashed) History.watch(of);
    for (Timer timer : armed) {
      if (timer.count() == 0) continue;
      var firing = new NodeEvent.Firing(timer, place.life);
      lane.schedule(place.index, place.real(firing.dueNanos), firing);
    }
  }

  @Override
  public void observe(Node at, Observation what) {
    if (stepping.guest != null && what.kind() == Observation.Kind.EVENT)
      stepping.guest.received(what.tuple());
    if (hashed && run.hashes(at, what.tuple()))
      stepping.history.add(History.OBSERVE, what.kind().ordinal(), what.tuple());
    Optional<Observation> shown = at.shown(what);
    if (at.installedWatches(what)) showInstalled(stepping, at.program(), what);
    if (shown.isEmpty()) return;
    if (!stages.isEmpty()) {
      int node = stepping.index;
      stages.observed(at, shown.get(), result -> inject(node, nowNanos(), result));
    }
    if (run.watches(shown.get().tuple().relation())) show(stepping, shown.get());
  }

  private void showInstalled(Place place, CompiledProgram program, Observation what) {
    long now = nowNanos();
    lane.defer(() -> listener.observedInstalled(now, place.index, program, what));
  }

  private void show(Place place, Observation what) {
    long now = nowNanos();
    lane.defer(() -> listener.observed(now, place.index, what));
  }

  @Override
  public void report(Node at, ErrorReport report) {
    Place place = stepping;
    if (hashed) place.history.add(History.ERROR, report.code());
    lane.defer(() -> listener.reported(place.index, report));
  }

  @Override
  public Object callExtern(String name, Object[] arguments) {
    return code.call(name, arguments);
  }
}
