package dev.p2.sim;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Host;
import dev.p2.engine.Node;
import dev.p2.engine.Programs;
import dev.p2.engine.StepPool;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.host.DurableException;
import dev.p2.engine.host.DurableStore;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.HostFigures;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.Observation;
import dev.p2.engine.host.Passage;
import dev.p2.engine.host.Timer;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.net.record.Entry;
import dev.p2.net.record.EntryKind;
import dev.p2.net.record.History;
import dev.p2.net.record.Recording;
import dev.p2.net.record.RunDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs recorded nodes again, step by step: each gets at the same times what it got then, and so
 * does the same. What they send goes nowhere; what arrived is in the recording.
 */
public final class Replay {
  private final CompiledProgram program;
  private final Recording.Entries entries;
  private final long fromNanos;
  private final HostCode code;
  private final boolean simulated;
  private final List<String> addresses;
  private final Set<String> known;
  private final boolean digest;
  private final Predicate<String> wanted;
  private final Set<Integer> skipped = new HashSet<>();
  private final RunListener listener;
  private final boolean[] watched;
  private boolean watchesExpiry;
  private final TreeMap<Integer, Again> nodes = new TreeMap<>();

  /** Nodes with rows that a watch is to see going, the next one first. */
  private final TreeSet<Again> waiting =
      new TreeSet<>(
          Comparator.<Again>comparingLong(node -> node.expiryNanos)
              .thenComparingInt(node -> node.index));

  /** For all nodes: they live one after the other. */
  private final StepPool pool = new StepPool();

  private long nowNanos;
  private long steps;
  private String title = "";
  private boolean stopped;

  /**
   * A replay of all that was recorded.
   *
   * @param digest whether to hash the nodes' histories
   * @param wanted which nodes to run, by their address
   */
  public Replay(
      CompiledProgram program,
      Recording recording,
      boolean digest,
      Predicate<String> wanted,
      RunListener listener) {
    this(program, HostCode.BUILT_IN, recording, Long.MIN_VALUE, digest, wanted, listener);
  }

  /**
   * A replay that tells only what happened from a time on. It begins at the last snapshots at that
   * time or before.
   *
   * @param code what makes the programs that rules install, if it was recorded
   * @param digest whether to hash the nodes' histories; if it does not begin at the start, the
   *     snapshots must {@linkplain Recording#histories have them}
   */
  public Replay(
      CompiledProgram program,
      HostCode code,
      Recording recording,
      long fromNanos,
      boolean digest,
      Predicate<String> wanted,
      RunListener listener) {
    this.program = program;
    this.entries = recording.entries(program, fromNanos);
    this.fromNanos = fromNanos;
    this.code = code;
    this.simulated = recording.header().simulated();
    this.addresses = recording.header().addresses();
    this.known = new HashSet<>(addresses);
    this.digest = digest;
    this.wanted = wanted;
    this.listener = listener;
    watched = new boolean[program.plan().program().relations().size()];
  }

  /** Makes the listener hear of a relation; before the replay begins. */
  public void watch(Relation relation) {
    watched[relation.id()] = true;
    watchesExpiry |= relation.table().filter(Relation.TableSpec::soft).isPresent();
  }

  /** Ends the replay after the step that is being taken. */
  public void stop() {
    stopped = true;
  }

  /** Runs all that was recorded up to a time, that included. */
  public void runUntil(long untilNanos) {
    while (!stopped && entries.hasNext() && entries.nextNanos() <= untilNanos) {
      Entry entry = entries.next();
      if (entry.kind() != EntryKind.LOST) expireBefore(entry.timeNanos()); // losses are told late
      if (!stopped) take(entry);
    }
    if (stopped) return;
    if (entries.hasNext()) nowNanos = Math.max(nowNanos, untilNanos);
    expireBefore(nowNanos == Long.MAX_VALUE ? nowNanos : nowNanos + 1);
  }

  /**
   * Shows what has gone by then. Of nodes that were watched in the run a wake-up was recorded;
   * others that had no step at that time get one, which changes nothing but what is heard.
   */
  private void expireBefore(long nanos) {
    while (!waiting.isEmpty() && waiting.first().expiryNanos < nanos && !stopped)
      waiting.pollFirst().expire();
  }

  private void take(Entry entry) {
    if (skipped.contains(entry.node())) return;
    nowNanos = Math.max(nowNanos, entry.timeNanos());
    Again before = nodes.get(entry.node());
    if (before != null) waiting.remove(before);
    play(entry);
    Again after = nodes.get(entry.node());
    if (after != null) after.awaitExpiry();
  }

  private void play(Entry entry) {
    if (entry.detail() instanceof Entry.Detail.Made made) {
      if (!wanted.test(made.config().address())) {
        skipped.add(entry.node());
        return;
      }
      nodes.computeIfAbsent(entry.node(), Again::new).make(made);
      return;
    }
    if (entry.detail() instanceof Entry.Detail.Held held) {
      if (!wanted.test(held.config().address())) skipped.add(entry.node());
      else nodes.computeIfAbsent(entry.node(), Again::new).goOn(entry, held);
      return;
    }
    Again node = nodes.get(entry.node());
    if (node == null)
      throw new RunFailedException(
          "the recording tells of node " + entry.node() + " before it was made");
    node.take(entry);
  }

  /** The time to which all was taken: that of the last entry, if there is no other. */
  public long nowNanos() {
    return nowNanos;
  }

  /** How many steps were taken. */
  public long steps() {
    return steps;
  }

  /** What made the last step. */
  public String stepTitle() {
    return title;
  }

  /** The indexes of the nodes so far, ascending. */
  public List<Integer> nodes() {
    return List.copyOf(nodes.keySet());
  }

  /** The address of a node. */
  public String address(int node) {
    return nodes.get(node).node.config().address();
  }

  /**
   * The rows of a relation that are live now; none at a node that is off. A real node that stopped
   * has what it had after its last step.
   */
  public Iterable<Tuple> rows(int node, Relation relation) {
    Again again = nodes.get(node);
    return again.running || again.stopped ? again.node.rows(relation, again.localNow()) : List.of();
  }

  /** The digest of the run so far, as the recorded run would have told it. */
  public String digest() {
    var sum = new RunDigest();
    var indexes = new TreeSet<>(nodes.keySet());
    if (simulated) { // of real nodes only those that ran are in a digest
      for (int i = 0; i < addresses.size(); i++) if (wanted.test(addresses.get(i))) indexes.add(i);
    }
    for (int index : indexes) {
      Again again = nodes.get(index); // null if nothing ever happened to a simulated node
      History history = again == null ? new History() : again.history;
      sum.add(history.steps());
      sum.add(history.network());
      for (Relation relation : program.plan().program().relations()) {
        if (!relation.isTable() || relation.system()) continue;
        long rows = 0;
        if (again != null && again.running)
          for (Tuple row : rows(index, relation)) rows += History.of(row);
        sum.add(rows);
      }
    }
    return sum.hex();
  }

  /** A node that lives again. */
  private final class Again implements Host {
    private final int index;
    private final History history = new History();
    private Node node;
    private boolean running;

    /** Whether it is a real node that stopped. */
    private boolean stopped;

    private long timeNanos;
    private long localNanos;

    /** When the next row goes that a watch is to see. */
    private long expiryNanos = Long.MAX_VALUE;

    /** How its clock goes; null: as the run's. */
    private SkewedClock clock;

    Again(int index) {
      this.index = index;
    }

    void make(Entry.Detail.Made made) {
      make(made.config());
      made.loads().forEach(node::load);
    }

    /** The node as a snapshot has it. */
    void goOn(Entry entry, Entry.Detail.Held held) {
      timeNanos = entry.timeNanos();
      localNanos = entry.localNanos();
      make(held.config());
      history.restore(held.steps(), held.network());
      running = held.running();
      if (running) node.restore(entries.state(held));
      if (running && digest) History.watch(node);
    }

    private void make(NodeConfig config) {
      node = new Node(program, config, this);
      for (Relation relation : program.plan().program().relations())
        if (watched[relation.id()] || digest && History.takesIn(relation))
          node.watch(relation.id());
    }

    /** Waits for the next expiry of a watched relation. */
    void awaitExpiry() {
      boolean watches = watchesExpiry || (node != null && node.installedWatch());
      if (!watches || !running) return;
      expiryNanos = real(node.nextWatchedExpiryNanos());
      // What a rule sees going was a step of the run too, and has an entry.
      if (expiryNanos > timeNanos && expiryNanos < real(node.nextRuleExpiryNanos()))
        waiting.add(this);
    }

    private long real(long local) {
      return clock == null || local == Long.MAX_VALUE ? local : clock.real(local);
    }

    private long local(long nanos) {
      return clock == null ? nanos : clock.local(nanos);
    }

    /** What its clock shows at the time to which all was taken. */
    long localNow() {
      return Math.max(localNanos, local(nowNanos));
    }

    /** Lets rows go when their time comes, without an entry. */
    void expire() {
      timeNanos = expiryNanos;
      localNanos = local(expiryNanos);
      node.wakeForWatch(localNanos);
      awaitExpiry();
    }

    void take(Entry entry) {
      timeNanos = entry.timeNanos();
      localNanos = clock == null ? entry.localNanos() : clock.local(timeNanos);
      switch (entry.kind()) {
        case BOOT -> {
          running = true;
          step("boot", entry);
          ended(node.boot(localNanos));
        }
        case START -> {
          step("start", entry);
          ended(node.start(localNanos));
        }
        case STOP -> {
          step("stop", entry);
          ended(node.stop(localNanos));
          stopped = !simulated;
          running = simulated;
        }
        case WAKE -> {
          step("wake", entry);
          ended(node.wake(localNanos));
        }
        case WATCH_WAKE -> node.wakeForWatch(localNanos);
        case FOLLOW_UP -> node.followUp(localNanos);
        case OFF -> history.add(History.OFF, timeNanos);
        case CRASH -> {
          history.add(History.CRASH, timeNanos);
          running = false;
        }
        case RECEIVE, INJECT, TIMER, UNDELIVERABLE, REPORT, PASSAGE, LOST, CLOCK -> detailed(entry);
        case NODE, HELD, FIGURES, SAMPLE, STORED, REFUSED, END -> {}
      }
    }

    private void detailed(Entry entry) {
      switch (entry.detail()) {
        case Entry.Detail.Received(Message message, String source) -> {
          title = "receive " + message.tuple() + " from " + source;
          count();
          history.begin(EntryKind.RECEIVE, timeNanos, message.tuple());
          ended(node.receive(message, source, localNanos));
        }
        case Entry.Detail.Fired(int timer) -> {
          title = "timer " + label(timer);
          count();
          history.fire(timer, timeNanos);
          ended(node.fire(timer, localNanos));
        }
        case Entry.Detail.Carried(Tuple tuple) -> {
          if (entry.kind() == EntryKind.LOST) {
            history.lost(timeNanos, tuple);
            tell(node.shown(Observation.of(Observation.Kind.DROP, tuple)));
            return;
          }
          title = "inject " + tuple;
          count();
          history.begin(EntryKind.INJECT, timeNanos, tuple);
          ended(node.inject(tuple, localNanos));
        }
        case Entry.Detail.Undelivered(Message message, String code, String why) ->
            node.undeliverable(message, code, why);
        case Entry.Detail.Passed(Passage passage) -> node.passed(passage);
        case Entry.Detail.Reported(String code, String why) -> node.reportError(code, why);
        case Entry.Detail.Clock set -> clock = SkewedClock.of(set);
        case Entry.Detail.None _,
            Entry.Detail.Made _,
            Entry.Detail.Held _,
            Entry.Detail.Figures _,
            Entry.Detail.Sample _,
            Entry.Detail.Stored _,
            Entry.Detail.Refused _ ->
            throw new AssertionError(entry);
      }
    }

    private String label(int timer) {
      for (Timer one : node.timers()) if (one.id() == timer) return one.rule();
      throw new RunFailedException("the node has no timer " + timer);
    }

    private void step(String what, Entry entry) {
      title = what;
      count();
      history.begin(entry.kind(), timeNanos);
    }

    private void count() {
      if (tells()) steps++;
    }

    private boolean tells() {
      return timeNanos >= fromNanos;
    }

    private void ended(boolean committed) {
      if (!committed) history.add(History.UNDONE);
    }

    @Override
    public StepPool steps() {
      return pool;
    }

    @Override
    public void send(Node from, Message message) {
      history.sent(message);
      if (simulated && !known.contains(message.destination()))
        from.undeliverable(message, "P2-R08", "there is no node " + message.destination());
    }

    @Override
    public void observe(Node at, Observation what) {
      history.observed(at.program(), what);
      Optional<Observation> shown = at.shown(what);
      if (tells() && at.installedWatches(what))
        listener.observedInstalled(timeNanos, index, at.program(), what);
      tell(shown);
    }

    private void tell(Optional<Observation> shown) {
      if (tells() && shown.isPresent() && watched[shown.get().tuple().relation()])
        listener.observed(timeNanos, index, shown.get());
    }

    @Override
    public Optional<Programs> programs(Node of) {
      return code.programs();
    }

    @Override
    public void changed(Node of, List<Timer> armed) {
      if (digest) History.watch(of);
    }

    @Override
    public void report(Node at, ErrorReport report) {
      history.add(History.ERROR, report.code());
      if (tells()) listener.reported(index, report);
    }

    @Override
    public HostFigures figures(Node of) {
      Optional<Entry> answer =
          simulated ? Optional.empty() : entries.answer(index, EntryKind.FIGURES);
      return answer.isPresent() && answer.get().detail() instanceof Entry.Detail.Figures told
          ? told.figures()
          : HostFigures.UNKNOWN;
    }

    @Override
    public List<Object[]> sample(Node of, String relation) {
      Optional<Entry> answer =
          simulated ? Optional.empty() : entries.answer(index, EntryKind.SAMPLE);
      return answer.isPresent() && answer.get().detail() instanceof Entry.Detail.Sample told
          ? told.rows()
          : List.of();
    }

    @Override
    public Optional<DurableStore> durable(Node of) {
      return Optional.of(new RecordedStore());
    }

    /** Gives back and refuses what the recorded store did. */
    private final class RecordedStore implements DurableStore {
      @Override
      public List<StoredRow> rows() {
        var rows = new ArrayList<StoredRow>();
        boolean last = false;
        while (!last) {
          Optional<Entry> answer = entries.answer(index, EntryKind.STORED);
          if (answer.isEmpty() || !(answer.get().detail() instanceof Entry.Detail.Stored stored))
            return rows;
          rows.addAll(stored.rows());
          last = stored.last();
        }
        return rows;
      }

      @Override
      public void write(List<Change> changes, Supplier<List<Change>> everything) {
        Optional<Entry> answer = entries.answer(index, EntryKind.REFUSED);
        if (answer.isPresent() && answer.get().detail() instanceof Entry.Detail.Refused refused)
          throw new DurableException(refused.why());
      }
    }

    @Override
    public Object callExtern(String name, Object[] arguments) {
      throw new IllegalStateException("no function " + name + " is registered with this host");
    }
  }
}
