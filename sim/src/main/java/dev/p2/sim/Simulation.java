package dev.p2.sim;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.ErrorReport;
import dev.p2.engine.Host;
import dev.p2.engine.Message;
import dev.p2.engine.Node;
import dev.p2.engine.NodeConfig;
import dev.p2.engine.Observation;
import dev.p2.engine.RandomStream;
import dev.p2.engine.Timer;
import dev.p2.engine.Tuple;
import dev.p2.lang.check.Relation;
import dev.p2.lang.value.Id;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs nodes of one program in virtual time, in one thread.
 *
 * <p>At time 0 come the boot steps of all nodes in index order, their {@code sysStart} steps, and
 * the timers with period 0; then events run in the order of time and, at one time, in the order in
 * which they were scheduled: injections before the run, timers when they are armed, messages when
 * the step that sends them ends. A node is woken for expiry only at an instant at which it has no
 * other step.
 *
 * <p>Relations over {@code reliable} are carried by the transport elements of {@code dev.p2.net}
 * where the network loses, doubles, holds back or varies. In a perfect network of constant latency
 * they are delivered directly: messages between two nodes then arrive once each and in order
 * anyway, which is all that the transport promises.
 */
public final class Simulation {
  private static final long STEPS_AT_INSTANT_MAX = 1_000_000;

  private final CompiledProgram program;
  private final SimulationOptions options;
  private final RunListener listener;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Agenda agenda;
  private final Network network;
  private final Optional<ReliableCarrier> reliable;
  private final Optional<RunDigest> digest;
  private final boolean[] watched;
  private final Host host = new SimulatedHost();
  private final List<List<Tuple>> loaded = new ArrayList<>();
  private final RunTotals.Sum ended = new RunTotals.Sum();
  private final long[] bootAt;
  // Even: the node is off. Odd: it runs; greater by 2 with every life.
  private final int[] life;
  private final long[] wakeAt;
  private final long[] lastStepAt;
  private long now;
  private long stepsAtInstant;
  private long stepsFailed;
  private long bytesSent;
  private long deliveriesLost;
  private boolean stopped;
  private int stepping;
  private String stepKind = "";
  private Tuple stepTuple;

  /** A message on its way. */
  private record Delivery(Message message, String source) {}

  /** Something that the transport does later; not a step of the node. */
  record Task(Runnable work) {}

  /** The start of a node that was off until now. */
  private record Boot() {}

  /**
   * A timer of a node's life and how many firings it has left, {@link Timer#FOREVER} for any
   * number.
   */
  private record Armed(int life, Timer timer, long left) {
    /** The timer after one firing more. */
    Armed fired() {
      return left == Timer.FOREVER ? this : new Armed(life, timer, left - 1);
    }
  }

  /** Nodes of {@code program}, not yet booted. */
  public Simulation(CompiledProgram program, SimulationOptions options, RunListener listener) {
    this.program = program;
    this.options = options;
    this.listener = listener;
    int count = options.addresses().size();
    agenda = new Agenda(count);
    network = new Network(options);
    digest = options.digest() ? Optional.of(new RunDigest()) : Optional.empty();
    watched = new boolean[program.plan().program().relations().size()];
    wakeAt = new long[count];
    lastStepAt = new long[count];
    bootAt = new long[count];
    life = new int[count];
    java.util.Arrays.fill(wakeAt, Long.MAX_VALUE);
    java.util.Arrays.fill(lastStepAt, Long.MIN_VALUE);
    for (int i = 0; i < count; i++) {
      indexes.put(address(i), i);
      loaded.add(new ArrayList<>());
      nodes.add(new Node(program, config(i, options.addresses().getFirst()), host));
    }
    if (options.digest()) observeHistory();
    reliable =
        network.perfect()
            ? Optional.empty()
            : Optional.of(new ReliableCarrier(this, network, program, count, options.seed()));
  }

  /**
   * The digest hears of all events and rows but those with a lifetime: hearing of them would wake
   * nodes at each expiry.
   */
  private void observeHistory() {
    for (Relation relation : program.plan().program().relations()) {
      boolean soft = relation.table().filter(Relation.TableSpec::soft).isPresent();
      if (!soft) nodes.forEach(node -> node.watch(relation.id()));
    }
  }

  private NodeConfig config(int index, String landmark) {
    RandomStream ids = RandomStream.of(options.seed(), index, "node id");
    Id id = Id.of((int) ids.nextLong(), ids.nextLong(), ids.nextLong());
    return new NodeConfig(
        address(index),
        id,
        landmark,
        index,
        options.addresses().size(),
        RandomStream.of(options.seed(), index, "rules" + lives(index)).nextLong(),
        options.budget().rounds(),
        options.budget().derivations());
  }

  /** The nodes, by index. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** The index of the node with this address. */
  public OptionalInt indexOf(String address) {
    Integer index = indexes.get(address);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** What tells the random streams of a node's later lives from those of its first. */
  private String lives(int node) {
    int before = life[node] / 2;
    return before == 0 ? "" : " of life " + (before + 1);
  }

  /**
   * Adds a row to a node before the start, after the program's own facts; it is there again when
   * the node restarts.
   */
  public void load(int node, Tuple row) {
    loaded.get(node).add(row);
    nodes.get(node).load(row);
  }

  /** Keeps a node off until {@code atNanos}; before the run starts. */
  public void bootAt(int node, long atNanos) {
    bootAt[node] = atNanos;
  }

  /** Whether a node has booted and not crashed since. */
  public boolean running(int node) {
    return life[node] % 2 == 1;
  }

  /**
   * Ends a node as a power cut would, between two calls of {@link #runUntil}: without a last step,
   * with all that it holds. What reaches it from now on is lost, until it is restarted.
   */
  public void crash(int node) {
    if (!running(node)) throw new IllegalStateException(address(node) + " does not run");
    life[node]++;
    ended.add(nodes.get(node).stats());
    reliable.ifPresent(carrier -> carrier.crash(node));
    digest.ifPresent(d -> d.add(now + " " + node + " crash"));
  }

  /**
   * Boots a crashed node now, under its old address and id and with nothing but its facts; {@code
   * landmark} is its contact.
   */
  public void restart(int node, String landmark) {
    if (running(node) || life[node] == 0)
      throw new IllegalStateException(address(node) + " has not crashed");
    var fresh = new Node(program, config(node, landmark), host);
    loaded.get(node).forEach(fresh::load);
    for (int relation = 0; relation < watched.length; relation++)
      if (watched[relation]) fresh.watch(relation);
    nodes.set(node, fresh);
    wakeAt[node] = Long.MAX_VALUE;
    agenda.add(now, node, new Boot());
  }

  /** Schedules a tuple, not before now; it is lost if the node is off then. */
  public void inject(long atNanos, int node, Tuple tuple) {
    agenda.add(atNanos, node, tuple);
  }

  /** Makes the listener hear of a relation; before the run starts. */
  public void watch(Relation relation) {
    watched[relation.id()] = true;
    nodes.forEach(node -> node.watch(relation.id()));
  }

  /** Ends the run after the step that is being taken. */
  public void stop() {
    stopped = true;
  }

  /** The virtual time, in nanoseconds from the start. */
  public long nowNanos() {
    return now;
  }

  /** The rows of a relation that are live now; none at a node that is off. */
  public Iterable<Tuple> rows(int node, Relation relation) {
    return running(node) ? nodes.get(node).rows(relation.id(), now) : List.of();
  }

  /**
   * Runs until nothing more can happen: no message is under way, no timer is left, every row of a
   * user's table with a lifetime has expired.
   *
   * @throws RunFailedException if a node does not start, or an instant does not end
   */
  public void run() {
    begin();
    while (!stopped) {
      if (!agenda.hasSteps()) {
        long quiet = quietNanos();
        if (agenda.nextTime() > quiet) {
          now = Math.max(now, quiet);
          break;
        }
      }
      runInstant();
    }
  }

  /**
   * Runs everything that is due at {@code untilNanos} or before; the clock then stands there.
   *
   * @throws RunFailedException if a node does not start, or an instant does not end
   */
  public void runUntil(long untilNanos) {
    begin();
    while (!stopped && agenda.nextTime() <= untilNanos) runInstant();
    if (!stopped) now = Math.max(now, untilNanos);
  }

  /** The first time at which every row of a user's table with a lifetime has expired. */
  private long quietNanos() {
    long quiet = Long.MIN_VALUE;
    for (int i = 0; i < nodes.size(); i++)
      if (running(i)) quiet = Math.max(quiet, nodes.get(i).quietNanos());
    return quiet;
  }

  private boolean begun;

  private void begin() {
    if (begun) return;
    begun = true;
    var first = new ArrayList<Integer>();
    for (int i = 0; i < nodes.size(); i++) {
      if (bootAt[i] <= now) {
        first.add(i);
      } else {
        agenda.add(bootAt[i], i, new Boot());
      }
    }
    start(first);
  }

  /**
   * Starts nodes: all boot steps, then all {@code sysStart} steps, then the timers that fire at
   * once.
   */
  private void start(List<Integer> starting) {
    for (int node : starting) if (!stopped) boot(node);
    for (int node : starting)
      if (!stopped) step(node, "start", null, () -> nodes.get(node).start(now));
    var atOnce = new ArrayDeque<AtOnce>();
    for (int node : starting) {
      if (stopped) break;
      for (Timer timer : nodes.get(node).timers()) arm(node, timer, atOnce);
    }
    while (!atOnce.isEmpty() && !stopped) {
      AtOnce next = atOnce.remove();
      fire(next.node(), next.armed());
      Armed again = next.armed().fired();
      if (again.left() > 0) atOnce.add(new AtOnce(next.node(), again));
    }
  }

  /** A timer with period 0 that fires before anything else at the time of its node's start. */
  private record AtOnce(int node, Armed armed) {}

  private void boot(int node) {
    boolean[] booted = new boolean[1];
    life[node]++;
    step(node, "boot", null, () -> booted[0] = nodes.get(node).boot(now));
    if (!booted[0]) {
      throw new RunFailedException(
          "node " + options.addresses().get(node) + " did not start: its boot step failed");
    }
  }

  private void arm(int node, Timer timer, ArrayDeque<AtOnce> atOnce) {
    var armed = new Armed(life[node], timer, timer.count());
    if (timer.count() == 0) return;
    if (timer.periodNanos() == 0 && timer.firstNanos() <= now) {
      atOnce.add(new AtOnce(node, armed));
    } else {
      agenda.add(timer.firstNanos(), node, armed);
    }
  }

  private void runInstant() {
    if (agenda.nextTime() > now) stepsAtInstant = 0;
    now = Math.max(now, agenda.nextTime());
    agenda.advance();
    for (Object event = agenda.next(); event != null && !stopped; event = agenda.next()) {
      run(agenda.node(), event);
    }
  }

  private void run(int node, Object event) {
    if (!running(node) && !(event instanceof Boot) && !(event instanceof Task)) {
      miss(node, event);
      return;
    }
    switch (event) {
      case Boot _ -> start(List.of(node));
      case Delivery delivery ->
          step(
              node,
              "receive",
              delivery.message().tuple(),
              () -> nodes.get(node).receive(delivery.message(), delivery.source(), now));
      case Tuple tuple -> step(node, "inject", tuple, () -> nodes.get(node).inject(tuple, now));
      case Armed armed -> {
        if (armed.life() != life[node]) return;
        fire(node, armed);
        Armed again = armed.fired();
        if (again.left() != 0) agenda.add(now + armed.timer().periodNanos(), node, again);
      }
      case Task task -> task.work().run();
      default -> wake(node);
    }
  }

  /** Takes an event for a node that is off. */
  private void miss(int node, Object event) {
    if (event instanceof Delivery) deliveriesLost++;
    digest.ifPresent(d -> d.add(now + " " + node + " is off"));
  }

  private void fire(int node, Armed armed) {
    step(
        node,
        "timer " + armed.timer().rule(),
        null,
        () -> nodes.get(node).fire(armed.timer().id(), now));
  }

  private void wake(int node) {
    if (wakeAt[node] <= now) wakeAt[node] = Long.MAX_VALUE;
    if (lastStepAt[node] < now
        && !agenda.hasStepNow(node)
        && nodes.get(node).nextExpiryNanos() <= now) {
      step(node, "wake", null, () -> nodes.get(node).wake(now));
    } else {
      wakeLater(node);
    }
  }

  /** What a node is asked to do in a step: true if it committed. */
  @FunctionalInterface
  private interface Work {
    boolean run();
  }

  private void step(int node, String kind, Tuple tuple, Work work) {
    stepping = node;
    stepKind = kind;
    stepTuple = tuple;
    lastStepAt[node] = now;
    digest.ifPresent(d -> d.add(now + " " + node + " " + stepTitle()));
    boolean committed = work.run();
    if (!committed) {
      stepsFailed++;
      digest.ifPresent(d -> d.add("undone"));
    }
    while (nodes.get(node).followUp(now)) digest.ifPresent(d -> d.add("follow-up"));
    // A wake-up that failed would fail again: the rows go with the next step that commits.
    if (committed || !kind.equals("wake")) wakeLater(node);
    if (++stepsAtInstant > STEPS_AT_INSTANT_MAX) {
      throw new RunFailedException(
          "more than 1000000 steps at "
              + seconds(now)
              + ", the last at "
              + address(node)
              + ": "
              + stepTitle()
              + "; "
              + (tuple == null ? "the timer" : tuple.relationName())
              + " holds time up for ever");
    }
  }

  /** What made the last step: {@code receive e("n0", 1)}, {@code timer r1}, {@code wake}. */
  public String stepTitle() {
    return stepTuple == null ? stepKind : stepKind + " " + stepTuple;
  }

  private static String seconds(long nanos) {
    return new dev.p2.lang.value.Duration(nanos).toString();
  }

  private void wakeLater(int node) {
    long at = nodes.get(node).nextExpiryNanos();
    if (at <= now && lastStepAt[node] == now)
      at = now + 1; // the step of this instant was undone, its expiry too
    if (at >= wakeAt[node]) return;
    wakeAt[node] = at;
    agenda.add(at, node, Agenda.WAKE);
  }

  /** Schedules a message for a node as if the network had brought it. */
  void deliver(int to, Message message, String source, long delayNanos) {
    agenda.add(now + delayNanos, to, new Delivery(message, source));
  }

  /** Schedules work of the transport. */
  void later(int node, long delayNanos, Runnable work) {
    agenda.add(now + delayNanos, node, new Task(work));
  }

  /** Tells a node that its message cannot be sent at all, and runs what that triggers. */
  void undeliverable(int sender, Message message, String code, String why) {
    stepping = sender;
    nodes.get(sender).undeliverable(message, code, why);
    while (nodes.get(sender).followUp(now)) digest.ifPresent(d -> d.add("follow-up"));
    wakeLater(sender);
  }

  String address(int node) {
    return options.addresses().get(node);
  }

  /** What nodes send and show. */
  private final class SimulatedHost implements Host {
    @Override
    public void send(Node from, Message message) {
      int source = stepping;
      Integer to = indexes.get(message.destination());
      digest.ifPresent(
          d -> d.add("-> " + message.destination() + " " + message.kind() + " " + message.tuple()));
      if (to == null) {
        from.undeliverable(message, "P2-R08", "there is no node " + message.destination());
        return;
      }
      if (options.sizes()) bytesSent += MessageSize.of(message);
      if (to == source) {
        deliver(to, message, from.address(), 0);
      } else if (reliable.isPresent() && reliable(message.tuple())) {
        reliable.get().send(source, message);
      } else if (!network.send(source, delay -> deliver(to, message, from.address(), delay))) {
        lost(source, message.tuple());
      }
    }

    @Override
    public void observe(Node at, Observation what) {
      digest.ifPresent(d -> d.add(what.kind() + " " + what.tuple()));
      if (watched[what.tuple().relation()]) listener.observed(now, stepping, what);
    }

    @Override
    public void report(Node at, ErrorReport report) {
      listener.reported(stepping, report);
    }

    @Override
    public Object callExtern(String name, Object[] arguments) {
      throw new IllegalStateException("no function " + name + " is registered with this host");
    }
  }

  private boolean reliable(Tuple tuple) {
    return program
        .plan()
        .program()
        .relations()
        .get(tuple.relation())
        .transport()
        .equals("reliable");
  }

  private void lost(int node, Tuple tuple) {
    digest.ifPresent(d -> d.add("lost"));
    if (watched[tuple.relation()])
      listener.observed(now, node, Observation.of(Observation.Kind.DROP, tuple));
  }

  /** Figures of the run so far. */
  public RunTotals totals() {
    var sum = new RunTotals.Sum();
    sum.add(ended);
    for (int i = 0; i < nodes.size(); i++) if (running(i)) sum.add(nodes.get(i).stats());
    return new RunTotals(
        now,
        nodes.size(),
        sum.steps,
        sum.derivations,
        sum.rowsInserted,
        sum.messagesSent,
        sum.messagesDropped + network.lost() + deliveriesLost,
        bytesSent,
        sum.errors,
        stepsFailed,
        sum.perRelation);
  }

  /**
   * The digest over the history so far and the rows as they stand; only if the options ask for it.
   */
  public String digest() {
    RunDigest history =
        digest.orElseThrow(() -> new IllegalStateException("this run keeps no digest"));
    for (int i = 0; i < nodes.size(); i++) {
      for (Relation relation : program.plan().program().relations()) {
        if (!relation.isTable() || relation.system()) continue;
        for (Tuple row : rows(i, relation)) history.add(i + " " + row);
      }
    }
    return history.hex();
  }
}
