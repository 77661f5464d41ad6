package dev.p2.sim;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Node;
import dev.p2.engine.Profile;
import dev.p2.engine.ReadAhead;
import dev.p2.engine.code.Stages;
import dev.p2.engine.host.MemoryStore;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.RandomStream;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Id;
import dev.p2.net.record.EntryKind;
import dev.p2.net.record.History;
import dev.p2.net.record.Recorder;
import dev.p2.net.record.RunDigest;
import dev.p2.sim.kernel.Behaviour;
import dev.p2.sim.kernel.Event;
import dev.p2.sim.kernel.Kernel;
import dev.p2.sim.kernel.Lane;
import dev.p2.sim.network.NetworkModel;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Runs nodes of one program in virtual time.
 *
 * <p>At time 0 come the boot steps of all nodes in index order, their {@code sysStart} steps, and
 * the timers with period 0; then events run in the order of time and, at one time, in the order in
 * which they were scheduled: injections before the run, timers when they are armed, messages when
 * the step that sends them ends. A node is woken for expiry only at an instant at which it has no
 * other step.
 *
 * <p>Relations over {@code reliable} are carried by the transport elements of {@code dev.p2.net}
 * where the network loses, doubles, holds back or varies. In a network that delivers everything
 * once and in order they are delivered directly: that is all that the transport promises.
 *
 * <p>What happens to nodes from outside ({@link #crash}, {@link #restart}, {@link #pause} and so
 * on) is called between two calls of {@link #runUntil}, or within an action scheduled by {@link
 * #at}. Not thread-safe: one thread calls it. It may work on several; the listener is always called
 * by one thread at a time, in the order of events.
 */
public final class Simulation {
  /**
   * With fewer nodes nothing is read ahead, as a cache holds them: 1,000 of Chord run 12 % faster
   * without, 2,000 run 10 % slower.
   */
  private static final int READ_AHEAD_MIN = 1_500;

  private final CompiledProgram program;
  private final SimulationOptions options;
  private final Addresses addresses;
  private final Place[] places;
  private final Kernel kernel;
  private final LaneHost[] hosts;
  private final boolean[] watched;
  private boolean watchesAnything;
  private final boolean[] hashes;
  private final boolean[] reliable;
  private final boolean[] carried;
  private final boolean[] mayBeTooLarge;
  private final boolean carriesReliable;
  private final ReliableCarrier carrier;
  private final RunTotals.Sum ended = new RunTotals.Sum();
  private boolean begun;

  /** Who lives in the nodes; null where rules do. */
  private Guest.Kind guests;

  /** Nodes of {@code program}, not yet booted, in the network that the options describe. */
  public Simulation(CompiledProgram program, SimulationOptions options, RunListener listener) {
    this(program, options, options.network(), listener);
  }

  /**
   * Nodes of {@code program}, not yet booted, in a network.
   *
   * @throws dev.p2.engine.code.MissingCodeException if the program asks for code that the options
   *     do not have
   */
  public Simulation(
      CompiledProgram program,
      SimulationOptions options,
      NetworkModel network,
      RunListener listener) {
    options.code().require(program.plan().program());
    this.program = program;
    this.options = options;
    int count = options.addresses().size();
    addresses = new Addresses(options.addresses());
    SimulationOptions.Threads threads = options.threads();
    int lanes = Math.clamp(count / threads.nodesMin(), 1, threads.count());
    kernel =
        new Kernel(
            count,
            listener.steers() ? 1 : lanes,
            threads.eventsMin(),
            network.delayNanosMin(),
            options.queue(),
            new NodesBehaviour());
    hosts = new LaneHost[kernel.lanes()];
    for (int i = 0; i < hosts.length; i++)
      hosts[i] =
          new LaneHost(
              this,
              new ReadAhead(program),
              kernel.lane(i),
              network,
              listener,
              options,
              new Stages(program, options.code()));
    List<Relation> relations = program.plan().program().relations();
    watched = new boolean[relations.size()];
    hashes = new boolean[relations.size()];
    reliable = new boolean[relations.size()];
    carried = new boolean[relations.size()];
    mayBeTooLarge = new boolean[relations.size()];
    carriesReliable = !network.orderly();
    for (Relation relation : relations) {
      hashes[relation.id()] = options.digest() && History.takesIn(relation);
      reliable[relation.id()] = relation.transport().equals("reliable");
      carried[relation.id()] = reliable[relation.id()] && carriesReliable;
      mayBeTooLarge[relation.id()] = isUnbounded(relation);
    }
    places = new Place[count];
    for (int i = 0; i < count; i++) {
      places[i] = new Place(i, options.addresses().get(i));
      if (program.keepsRows()) places[i].disk = new MemoryStore();
      fill(places[i], options.addresses().getFirst());
    }
    carrier = new ReliableCarrier(this, program, count, options.seed());
  }

  /**
   * Lets guests live in the nodes, whose program should be no more than their {@link
   * Guest.Kind#relations}; before the run starts. Without a digest or a recording: they know
   * nothing of what guests do.
   */
  public void settle(Guest.Kind kind) {
    if (begun || options.digest()) throw new IllegalStateException("too late, or a digest is kept");
    guests = kind;
    for (Place place : places) watchFor(place);
  }

  /** A guest hears of events as a watch does. */
  private void watchFor(Place place) {
    for (Relation relation : program.plan().program().relations())
      if (!relation.isTable() && !relation.system()) place.node.watch(relation.id());
  }

  /** The guest of a node that starts, or null. */
  Guest guest(Place place) {
    return guests == null ? null : guests.settle(new GuestSeat(this, place, program));
  }

  long seed() {
    return options.seed();
  }

  /** What events do to nodes: the lane's host knows. */
  private final class NodesBehaviour implements Behaviour {
    @Override
    public void handle(Lane lane, Event event) {
      hosts[lane.index()].handle((NodeEvent) event);
    }

    @Override
    public long foresee(Event[] events, int from, int to) {
      if (places.length < READ_AHEAD_MIN) return 0;
      long sum = 0;
      for (int i = from; i < to; i++) {
        Place place = places[events[i].actor()];
        sum += place.life + place.lastStepNanos; // each in a cache line of its own
        if (events[i] instanceof NodeEvent.Delivery delivery) sum += delivery.foresee();
      }
      ReadAhead ahead = hostOf(events[from].actor()).ahead;
      for (int i = from; i < to; i++) {
        Node node = places[events[i].actor()].node;
        switch ((NodeEvent) events[i]) {
          case NodeEvent.Delivery delivery -> ahead.receive(node, delivery.relation);
          case NodeEvent.Firing firing -> ahead.fire(node, firing.timer.id());
          case NodeEvent.Injection _,
              NodeEvent.Wake _,
              NodeEvent.Boot _,
              NodeEvent.GoOn _,
              NodeEvent.Task _ -> {}
        }
      }
      return sum + ahead.read();
    }
  }

  /** Puts a new node into a place. */
  private void fill(Place place, String landmark) {
    place.node = new Node(program, config(place, landmark), hostOf(place.index));
    for (int relation = 0; relation < watched.length; relation++)
      if (watched[relation] || hashes[relation]) place.node.watch(relation);
    hostOf(place.index).stages().watch(place.node);
    place.guest = null;
    if (guests != null) watchFor(place);
    place.wakeAtNanos = Long.MAX_VALUE;
    place.watchWakeAtNanos = Long.MAX_VALUE;
  }

  private NodeConfig config(Place place, String landmark) {
    RandomStream ids = RandomStream.of(options.seed(), place.index, "node id");
    Id id = Id.of((int) ids.nextLong(), ids.nextLong(), ids.nextLong());
    return new NodeConfig(
        place.address,
        id,
        landmark,
        place.index,
        places.length,
        RandomStream.of(options.seed(), place.index, "rules" + lives(place)).nextLong(),
        options.budget().rounds(),
        options.budget().derivations());
  }

  /** What tells the random streams of a node's later lives from those of its first. */
  private static String lives(Place place) {
    int before = place.life / 2;
    return before == 0 ? "" : " of life " + (before + 1);
  }

  /** The nodes, by index; a view. */
  public List<Node> nodes() {
    return new AbstractList<>() {
      @Override
      public Node get(int index) {
        return places[index].node;
      }

      @Override
      public int size() {
        return places.length;
      }
    };
  }

  /** The index of the node with this address. */
  public OptionalInt indexOf(String address) {
    int index = addresses.indexOf(address);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** The address of a node. */
  public String address(int node) {
    return places[node].address;
  }

  /**
   * Adds a row to a node before the start, after the program's own facts; it is there again when
   * the node restarts.
   */
  public void load(int node, Tuple row) {
    places[node].load(row);
  }

  /**
   * Keeps a node off until {@code atNanos}, or for {@link #NEVER} until it is restarted; before the
   * run starts. At that time it boots before what is scheduled after this call.
   */
  public void bootAt(int node, long atNanos) {
    places[node].bootAtNanos = atNanos;
    if (atNanos > 0 && atNanos != NEVER)
      kernel.schedule(node, atNanos, new NodeEvent.Boot(atNanos));
  }

  /** The same with another contact than the first node; before the run starts. */
  public void bootAt(int node, long atNanos, String landmark) {
    Place place = places[node];
    fill(place, landmark);
    place.loaded.forEach(place.node::load);
    bootAt(node, atNanos);
  }

  /** The time at which a node does not boot by itself. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Whether a node has booted and not crashed since. */
  public boolean running(int node) {
    return places[node].running();
  }

  /** Whether a node can be restarted: it crashed, left, or never boots by itself. */
  public boolean restartable(int node) {
    Place place = places[node];
    return !place.running() && (place.life > 0 || place.bootAtNanos == NEVER);
  }

  /** Whether a node is paused. */
  public boolean paused(int node) {
    return places[node].paused();
  }

  /** Does something at a time, between two events. Its place is that of an event scheduled now. */
  public void at(long atNanos, Runnable action) {
    kernel.at(atNanos, action);
  }

  /**
   * Ends a node as a power cut would: without a last step, with all that it holds but the rows of
   * durable tables. What reaches it from now on is lost, until it is restarted.
   */
  public void crash(int node) {
    Place place = requireRunning(node);
    place.life++;
    if (place.backlog != null) hostOf(node).deliveriesLost += place.backlog.messages();
    place.backlog = null;
    place.busyUntilNanos = Long.MIN_VALUE;
    ended.add(place.node.stats());
    if (place.disk != null) place.disk.crash();
    carrier.crash(node);
    hostOf(node).tape(place, EntryKind.CRASH);
    if (options.digest()) place.history.add(History.CRASH, kernel.nowNanos());
  }

  /**
   * From now on the disk of a node acknowledges what durable tables write and loses it: a crash
   * leaves what they hold now.
   */
  public void freezeDisk(int node) {
    if (places[node].disk != null) places[node].disk.freeze();
  }

  /** The disk of a node writes again, and what it owed too. */
  public void thawDisk(int node) {
    if (places[node].disk != null) places[node].disk.thaw();
  }

  private Place requireRunning(int node) {
    if (!running(node)) throw new IllegalStateException(address(node) + " does not run");
    return places[node];
  }

  /** Ends a node cleanly: the step of {@code sysStop} runs and what it sends leaves. */
  public void leave(int node) {
    resume(node);
    hostOf(node).sysStop(requireRunning(node));
    crash(node);
  }

  /** Boots a crashed node now, without what its durable tables held. */
  public void restart(int node, String landmark) {
    restart(node, landmark, false);
  }

  /**
   * Boots a node that crashed, left or was kept off, under its old address and id, with its facts;
   * {@code landmark} is its contact.
   *
   * @param durable whether its durable tables are as they were, or lost as well
   */
  public void restart(int node, String landmark, boolean durable) {
    Place place = places[node];
    if (!restartable(node)) throw new IllegalStateException(address(node) + " has not crashed");
    if (!durable && place.disk != null) place.disk.wipe();
    fill(place, landmark);
    place.loaded.forEach(place.node::load);
    if (begun) hosts[0].start(node);
    else kernel.schedule(node, 0, new NodeEvent.Boot(place.bootAtNanos));
  }

  /**
   * From now on a node's disk refuses what durable tables write, or no longer; a step that writes
   * is undone while it does. Nothing happens to a node without durable tables.
   */
  public void refuseWrites(int node, boolean refuse) {
    if (places[node].disk != null) places[node].disk.refuse(refuse);
  }

  /** Stops a node as a stopped process is: what arrives waits, timers are late. */
  public void pause(int node) {
    Place place = requireRunning(node);
    if (place.backlog == null) place.backlog = new Backlog();
    place.backlog.paused = true;
  }

  /** Lets a paused node go on: what has waited happens now, in order. */
  public void resume(int node) {
    Place place = places[node];
    if (!place.paused()) return;
    place.backlog.paused = false;
    hostOf(node).goOnLater(place);
  }

  /**
   * From now on the clock of a node is {@code skewNanos} ahead of true time, and gains {@code
   * driftShare} of each second. One that is set back stands still until it has caught up.
   */
  public void setClock(int node, long skewNanos, double driftShare) {
    long now = kernel.nowNanos();
    long shown = places[node].local(now);
    places[node].clock = new SkewedClock(now, skewNanos, driftShare, shown);
    hostOf(node).tapeClock(places[node]);
  }

  /** From now on each step keeps a node busy for that long; what arrives meanwhile waits. */
  public void setStepTime(int node, long stepNanos) {
    places[node].stepNanos = stepNanos;
  }

  /** Schedules a tuple, not before now; it is lost if the node is off then. */
  public void inject(long atNanos, int node, Tuple tuple) {
    hostOf(node).inject(node, atNanos, tuple);
  }

  /** Makes the listener hear of a relation; before the run starts. */
  public void watch(Relation relation) {
    watched[relation.id()] = true;
    watchesAnything = true;
    for (Place place : places) place.node.watch(relation.id());
  }

  /** Tells of every step at its end; only with a digest and one thread, and before the start. */
  void onStep(Consumer<SelfCheck.Taken> taker) {
    if (!options.digest() || kernel.lanes() > 1)
      throw new IllegalStateException("steps are told of with a digest and one thread only");
    hosts[0].onStep(taker);
  }

  /** When something happens next, or Long.MAX_VALUE. */
  long nextNanos() {
    return kernel.nextNanos();
  }

  /** Records the run; before it starts. {@link #endRecording} ends it. */
  public void record(Recorder recorder) {
    for (LaneHost host : hosts) host.record(recorder.stream());
  }

  /**
   * Measures what strands do; before the run starts, and only for a program that names {@code
   * sysElement}. A life that a crash has ended counts too.
   *
   * @param clockNanos a clock that moves steadily; several threads read it
   * @return at any time between two calls of {@link #runUntil}, what all nodes did so far
   */
  public Supplier<Profile> profile(LongSupplier clockNanos) {
    var measured = new ArrayList<Profile>();
    for (LaneHost host : hosts) {
      measured.add(new Profile(program.plan(), clockNanos));
      host.profile(measured.getLast());
    }
    return () -> {
      var sum = new Profile(program.plan(), clockNanos);
      measured.forEach(sum::add);
      return sum;
    };
  }

  /** Says when the recording of each node ends: now. */
  public void endRecording() {
    for (Place place : places) if (place.recorded) hostOf(place.index).tape(place, EntryKind.END);
  }

  /** Tells a meter what leaves nodes; before the run starts, and only with one thread. */
  public void meter(WireMeter meter) {
    if (kernel.lanes() > 1)
      throw new IllegalStateException("a run is measured with one thread only");
    hosts[0].departures.meter(meter);
  }

  /** How many octets a tuple takes as the wire encodes it; 0 for what cannot be sent. */
  public static int octets(Tuple tuple) {
    return MessageSize.of(new Message("", Message.Kind.DELIVER, tuple, -1));
  }

  /** What its nodes run. */
  Program program() {
    return program.plan().program();
  }

  /** Ends the run after the step that is being taken. */
  public void stop() {
    kernel.stop();
  }

  /** The virtual time, in nanoseconds from the start. */
  public long nowNanos() {
    return kernel.nowNanos();
  }

  /** The rows of a relation that are live now; none at a node that is off. */
  public Iterable<Tuple> rows(int node, Relation relation) {
    Place place = places[node];
    return running(node) ? place.node.rows(relation, place.local(kernel.nowNanos())) : List.of();
  }

  /**
   * Runs until nothing more can happen: no message is under way, no timer is left, every row of a
   * user's table with a lifetime has expired.
   *
   * @throws RunFailedException if a node does not start, or an instant does not end
   */
  public void run() {
    begin();
    kernel.runUntilQuiet(this::quietNanos);
  }

  /**
   * Runs everything that is due at {@code untilNanos} or before; the clock then stands there.
   *
   * @throws RunFailedException if a node does not start, or an instant does not end
   */
  public void runUntil(long untilNanos) {
    begin();
    kernel.runUntil(untilNanos);
  }

  /** The first time at which every row of a user's table with a lifetime has expired. */
  private long quietNanos() {
    long quiet = Long.MIN_VALUE;
    for (Place place : places)
      if (place.running()) quiet = Math.max(quiet, place.real(place.node.quietNanos()));
    return quiet;
  }

  private void begin() {
    if (begun) return;
    begun = true;
    hosts[0].start(
        IntStream.range(0, places.length).filter(i -> places[i].bootAtNanos <= 0).toArray());
  }

  /**
   * What made the last step: {@code receive e("n0", 1) from n3}, {@code timer r1}, {@code wake}.
   */
  public String stepTitle() {
    return hosts[0].stepTitle();
  }

  Place place(int node) {
    return places[node];
  }

  LaneHost hostOf(int node) {
    return hosts[kernel.laneOf(node).index()];
  }

  Addresses addresses() {
    return addresses;
  }

  boolean stopped() {
    return kernel.stopped();
  }

  boolean watches(int relation) {
    return watched[relation];
  }

  private static Relation relation(Node node, Tuple tuple) {
    return node.program().plan().program().relations().get(tuple.relation());
  }

  boolean watchesAnything() {
    return watchesAnything;
  }

  /** Whether the digest takes in what happens to a relation. */
  boolean hashes(Node node, Tuple tuple) {
    if (node.program() == program) return hashes[tuple.relation()];
    return options.digest() && History.takesIn(relation(node, tuple));
  }

  /** Whether a relation is sent over {@code reliable}, carried by it or not. */
  boolean reliable(Node node, Tuple tuple) {
    if (node.program() == program) return reliable[tuple.relation()];
    return relation(node, tuple).transport().equals("reliable");
  }

  /** Whether a tuple of the relation may be larger than what can be sent; addresses are short. */
  boolean mayBeTooLarge(Node node, Tuple tuple) {
    if (node.program() == program) return mayBeTooLarge[tuple.relation()];
    return isUnbounded(relation(node, tuple));
  }

  private static boolean isUnbounded(Relation relation) {
    return relation.columns().stream()
        .anyMatch(
            column ->
                switch (column.type()) {
                  case STRING, LIST, SET, BYTES, TUPLE, ANY -> true;
                  case NULL, BOOL, INT, DOUBLE, ID, ADDR, TIME, DURATION -> false;
                });
  }

  /** Whether the reliable transport carries a relation. */
  boolean carried(Node node, Tuple tuple) {
    if (!carriesReliable) return false;
    if (node.program() == program) return carried[tuple.relation()];
    return reliable(node, tuple);
  }

  ReliableCarrier carrier() {
    return carrier;
  }

  /** Figures of the run so far. */
  public RunTotals totals() {
    var sum = new RunTotals.Sum();
    sum.add(ended);
    for (Place place : places) if (place.running()) sum.add(place.node.stats());
    long lost = 0;
    long bytes = 0;
    long failed = 0;
    for (LaneHost host : hosts) {
      lost += host.departures.datagramsLost + host.deliveriesLost;
      bytes += host.departures.bytesSent;
      failed += host.stepsFailed;
    }
    return new RunTotals(
        kernel.nowNanos(),
        places.length,
        sum.steps,
        sum.derivations,
        sum.rowsInserted,
        sum.messagesSent,
        sum.messagesDropped + lost,
        bytes,
        sum.errors,
        failed,
        sum.perRelation);
  }

  /** How many events have been handled: messages and timers, steps or not. */
  public long events() {
    return kernel.handled();
  }

  /**
   * A SHA-256 over the histories of all nodes so far and their rows as they stand; only if the
   * options ask for it.
   */
  public String digest() {
    if (!options.digest()) throw new IllegalStateException("this run keeps no digest");
    var digest = new RunDigest();
    for (Place place : places) {
      digest.add(place.history.steps());
      digest.add(place.history.network());
      for (Relation relation : program.plan().program().relations()) {
        if (!relation.isTable() || relation.system()) continue;
        // Summed up: the order of rows in a table means nothing.
        long rows = 0;
        for (Tuple row : rows(place.index, relation)) rows += History.of(row);
        digest.add(rows);
      }
    }
    return digest.hex();
  }
}
