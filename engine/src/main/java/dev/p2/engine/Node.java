package dev.p2.engine;

import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.Message.Kind;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.NodeStats;
import dev.p2.engine.host.Observation;
import dev.p2.engine.host.Passage;
import dev.p2.engine.host.StateSink;
import dev.p2.engine.host.Timer;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Time;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A node: an address, a compiled program, and state. It has no thread: a {@link Host} gives it the
 * time and one thing at a time to do, each of which is a step and a transaction, and takes what it
 * sends. Not thread-safe; a host keeps a node on one thread at a time.
 *
 * <p>What is declared here is for hosts; what is inherited is for generated code, while a step
 * runs. Times are nanoseconds since 1970-01-01T00:00Z. Methods that run a step return whether it
 * went well; after each the host calls {@link #followUp} until that returns false. A node at rest
 * takes little more than its rows.
 */
public final class Node extends StrandSide {
  private static final Step.Cause ARRIVAL = s -> s.node.arrive(s);
  private static final Step.Cause TIMER = Step::arriveTimer;

  /** Null while there never was an error or a conflict. */
  private SystemRows system;

  /** Whether {@link #system} may hold something; a step that adds nothing does not look into it. */
  private boolean mayFollowUp;

  private final NodeCounters counters = new NodeCounters();

  /** Of a program that reads about itself; null for others. */
  private Tally tally;

  private Catalog catalog;

  /** Rows to load at boot. */
  private List<Tuple> loads = new ArrayList<>();

  private ArmedTimers timers = ArmedTimers.NONE;

  /** Null while the node has never had another program than the one it was made of. */
  private Installation installation;

  /** Makes a node that has not booted. */
  public Node(CompiledProgram program, NodeConfig config, Host host) {
    super(program, config, host);
    Optional<Introspection> what = program.layout().introspection;
    tally = what.map(w -> new Tally(program.plan())).orElse(null);
    catalog = what.map(w -> new Catalog(this, w, tally)).orElse(null);
  }

  public CompiledProgram program() {
    return program;
  }

  public NodeConfig config() {
    return config;
  }

  /**
   * Adds a row, or an event, to those that {@link #boot} installs after the program's own facts.
   */
  public void load(Tuple fact) {
    loads.add(fact);
  }

  /** What was loaded and not yet installed. */
  public List<Tuple> loads() {
    return List.copyOf(loads);
  }

  /**
   * The boot step: brings durable tables back, installs facts and what was loaded, builds the views
   * over them, and arms the timers. It loads in bulk: derivations of rows have no budget, those of
   * events and the number of rounds have.
   *
   * @return false if it failed: the node has no row then, and is of no use
   */
  public boolean boot(long now) {
    begin(now);
    boolean booted = run(true, null, this::installAll);
    loads = List.of();
    if (!booted) {
      // A boot step keeps no log of what to undo: before it there was nothing.
      become(program, new Table[tables.length], new GroupStates());
      return false;
    }
    try {
      timers(Timers.arm(program, this, now));
      return true;
    } catch (EvalException e) {
      host.report(
          this, new ErrorReport(now, e.code(), "", "", 0, e.getMessage(), Optional.empty()));
      return false;
    }
  }

  private void installAll(Step step) {
    if (layout.durableRelations.length > 0) step.loadDurable();
    if (catalog != null) for (Tuple row : catalog.stored(now)) put(step, Kind.DELIVER, row);
    for (int strand : layout.facts) step.runStrand(strand, null);
    for (int strand : layout.boots) step.views.runIn(Views.Mode.SUPPORT, strand, null);
    for (Tuple tuple : loads) put(step, Kind.DELIVER, tuple);
  }

  /** The step of {@code sysStart}. */
  public boolean start(long now) {
    begin(now);
    return run(false, null, s -> s.arriveEvent(systemEvent("sysStart")));
  }

  /** The step of {@code sysStop}, the last one; its sends still leave. */
  public boolean stop(long now) {
    begin(now);
    return run(false, null, s -> s.arriveEvent(systemEvent("sysStop")));
  }

  private Tuple systemEvent(String name) {
    return program.make(layout.relation(name), new Object[] {config.address(), new Time(now)});
  }

  /**
   * Tells the node's state: all that its later steps depend on, but for its program and config.
   *
   * @throws IllegalStateException in a step, or if {@link #followUp} has something to do
   */
  public void save(StateSink out) {
    NodeState.write(this, out);
  }

  /**
   * Makes a new node one that goes on where another one of the same program and config was saved.
   * It does not boot again; its host watches what it wants to watch.
   */
  public void restore(StateSource in) {
    NodeState.read(this, in);
  }

  void writeScalars(StateSink out) {
    writeSequences(out);
    out.number(system == null ? 0 : system.sequence());
    counters.write(out);
    if (tally != null) tally.write(out);
    if (catalog != null) out.number(catalog.sinceNanos());
  }

  void readScalars(StateSource in) {
    readSequences(in);
    long sequence = in.number();
    if (sequence > 0) toSystem().restore(sequence);
    counters.read(in);
    if (tally != null) tally.read(in);
    if (catalog != null) catalog.restore(in.number());
  }

  /** The timers to fire, in program order; empty before boot. */
  public List<Timer> timers() {
    return timers.list();
  }

  void timers(List<Timer> armed) {
    timers = ArmedTimers.of(armed, layout);
  }

  int timerCount() {
    return timers.count();
  }

  /** Whether a timer is there still: its rule may have been uninstalled. */
  public boolean ticks(int timer) {
    return planned(timer) >= 0;
  }

  /** A timer's number in the program, -1 if it is gone. */
  int planned(int timer) {
    return installation == null ? timer : installation.planned(timer);
  }

  /** Programs that were installed while the node ran, in order. */
  public List<Installed> installed() {
    return installation == null ? List.of() : installation.installed();
  }

  /** Null while the node has never had another program than the one it was made of. */
  Installation installation() {
    return installation;
  }

  void installation(Installation of) {
    installation = of;
  }

  /** What the node was made of. */
  CompiledProgram made() {
    return installation == null ? program : installation.made();
  }

  /**
   * What was observed as the program has it that the node was made of, which hosts know; empty if
   * it is of a relation that came with another one.
   */
  public Optional<Observation> shown(Observation what) {
    return installation == null ? Optional.of(what) : installation.shown(what);
  }

  /** Whether a program that was installed watches anything by its own {@code watch}. */
  public boolean installedWatch() {
    return layout.watchedByInstalled != null;
  }

  /**
   * Whether a program that was installed watches this by its own {@code watch}. Its host then shows
   * it in terms of {@link #program}: the node was perhaps made of one that has no such relation.
   */
  public boolean installedWatches(Observation what) {
    return layout.watchedByInstalled != null && layout.watchedByInstalled[what.tuple().relation()];
  }

  /** A tuple of the program that the node was made of; empty if that has none like it. */
  Optional<Tuple> asMade(Tuple tuple) {
    return installation == null ? Optional.of(tuple) : installation.asMade(tuple);
  }

  /** Fires a timer that {@link #ticks} once. */
  public boolean fire(int timer, long now) {
    begin(now);
    step.timer = planned(timer);
    return run(false, null, TIMER);
  }

  /** An event, or a row to insert, from the host. */
  public boolean inject(Tuple tuple, long now) {
    Optional<Tuple> own = own(tuple);
    begin(now);
    if (own.isEmpty()) return run(false, tuple, s -> unknown(s, tuple));
    return run(false, tuple, s -> put(s, Kind.DELIVER, own.get()));
  }

  /**
   * The tuple as one of this node's program, which others may not have; empty if that has no such
   * relation, or the values do not fit.
   */
  private Optional<Tuple> own(Tuple tuple) {
    if (program.owns(tuple)) return Optional.of(tuple);
    int relation = program.relationLike(tuple);
    if (relation < 0) return Optional.empty();
    try {
      return Optional.of(program.make(relation, tuple.values()));
    } catch (EvalException misfit) {
      return Optional.empty();
    }
  }

  private void unknown(Step step, Tuple tuple) {
    counters.messagesDropped++;
    String why = "there is no relation for " + tuple.relationName() + "/" + tuple.arity();
    step.journal.error(new ErrorReport(now, "P2-R12", "", "", 0, why, Optional.empty()));
  }

  /**
   * A message for this node from the node {@code source}; one for another address is dropped
   * (P2-R13).
   */
  public boolean receive(Message message, String source, long now) {
    if (!program.owns(message.tuple())) return receiveOther(message, source, now);
    begin(now);
    step.message = message;
    step.source = source;
    return run(false, message.tuple(), ARRIVAL);
  }

  private boolean receiveOther(Message message, String source, long now) {
    Tuple tuple = message.tuple();
    Optional<Tuple> own = own(tuple);
    if (own.isPresent()) {
      var mine =
          new Message(message.destination(), message.kind(), own.get(), -1, message.traceId());
      return receive(mine, source, now);
    }
    begin(now);
    return run(false, tuple, s -> unknown(s, tuple));
  }

  private void arrive(Step step) {
    Message message = step.message;
    Tuple tuple = message.tuple();
    int relation = tuple.relation();
    boolean mine = message.destination().equals(address);
    if (watches(relation))
      step.observe(mine ? Observation.Kind.RECEIVE : Observation.Kind.DROP, tuple);
    if (tracer != null && layout.traced.relation(relation))
      tracer.received(tuple, step.source, message.traceId());
    if (mine) {
      accept(step, message, step.source);
    } else {
      counters.messagesDropped++;
      String why = "received a tuple for " + message.destination();
      step.journal.error(new ErrorReport(now, "P2-R13", "", "", 0, why, Optional.of(tuple)));
    }
  }

  private void accept(Step step, Message message, String source) {
    Tuple tuple = message.tuple();
    int relation = tuple.relation();
    if (!layout.isTable[relation]
        && layout.onEvent[relation].length == 0
        && relation != layout.installs
        && relation != layout.uninstalls
        && !watches(relation)) {
      counters.messagesDropped++;
      return;
    }
    switch (message.kind()) {
      case DELIVER, DELETE -> put(step, message.kind(), tuple);
      case SUPPORT, WITHDRAW, LAPSE, REFRESH -> {
        Table table = tableToFill(relation);
        if (table.supports() == null) table.keepSupports();
        long print = Fingerprints.of(source);
        switch (message.kind()) {
          case SUPPORT -> step.inserts.add(Ops.SUPPORT, -1, tuple, print);
          case REFRESH -> step.inserts.add(Ops.REFRESH, -1, tuple, print);
          case WITHDRAW -> step.deletes.add(Ops.WITHDRAW, -1, tuple, print);
          case LAPSE -> step.deletes.add(table.soft() ? Ops.LAPSE : Ops.WITHDRAW, -1, tuple, print);
          case DELIVER, DELETE -> throw new AssertionError(message);
        }
      }
    }
  }

  private void put(Step step, Kind kind, Tuple tuple) {
    if (!layout.isTable[tuple.relation()]) step.arriveEvent(tuple);
    else if (kind == Kind.DELETE) step.deletes.add(Ops.DELETE, -1, tuple);
    else step.inserts.add(Ops.INSERT, -1, tuple);
  }

  /** Reads what every step reads of it: the second pass of {@link ReadAhead}. */
  long foresee() {
    return counters.foresee() + nodeId.low() + tables.length;
  }

  /** A step without event: rows past their lifetime go. */
  public boolean wake(long now) {
    begin(now);
    return run(false, null, s -> {});
  }

  /**
   * The same where only a watch sees them go. It counts as no step: what a node tells of itself
   * must not depend on who looks.
   */
  public boolean wakeForWatch(long now) {
    long steps = counters.steps;
    long rounds = counters.rounds;
    boolean committed = wake(now);
    counters.steps = steps;
    counters.rounds = rounds;
    return committed;
  }

  /** Whether {@link #followUp} has something to do. */
  public boolean hasFollowUp() {
    if (mayFollowUp) mayFollowUp = !system.isEmpty();
    return mayFollowUp;
  }

  /**
   * Installs or uninstalls a program that the last step has asked for, or runs the step that the
   * last one's {@code sysError} or {@code sysConflict} rows trigger, if there is one.
   *
   * @return false if there was none
   */
  public boolean followUp(long now) {
    if (!hasFollowUp()) return false;
    Optional<Tuple> request = system.takeRequest();
    if (request.isPresent()) {
      change(request.get(), now);
      return true;
    }
    List<Tuple> rows = system.take();
    if (rows.isEmpty()) return false;
    begin(now);
    Step running = step;
    // The rows stand even if what they trigger fails.
    Optional<String> failure =
        running.run(
            this,
            this.now,
            false,
            s -> {
              for (Tuple row : rows)
                if (layout.isTable[row.relation()]) s.inserts.add(Ops.INSERT, -1, row);
              s.commitForGood();
              for (Tuple row : rows) if (!layout.isTable[row.relation()]) s.arriveEvent(row);
            });
    end(running, failure, null, false);
    return true;
  }

  private void change(Tuple request, long time) {
    now = Math.max(now, time);
    Installation before = installation;
    if (before == null) installation = new Installation(this);
    if (!installation.carryOut(request)) installation = before;
  }

  /**
   * Goes on with another program: its first step shows the rules that came what there is.
   *
   * @return false if that step failed: the node is as before then
   */
  boolean become(CompiledProgram next, ProgramChange change) {
    var before =
        new Before(
            program,
            tables,
            groupStates(),
            tally,
            catalog,
            tracer,
            watched,
            installation.watchedByHost());
    move(next, change);
    begin(now);
    boolean went = run(false, null, step -> arrive(step, change));
    if (!went) goBack(before);
    return went;
  }

  private void arrive(Step step, ProgramChange change) {
    change.arrive(step);
    if (catalog == null) return;
    catalog.change(step);
    step.commit.run();
  }

  /** What a change of the program that is undone puts back. */
  private record Before(
      CompiledProgram program,
      Table[] tables,
      GroupStates groups,
      Tally tally,
      Catalog catalog,
      Tracer tracer,
      boolean[] watched,
      boolean[] watchedByHost) {}

  private void goBack(Before before) {
    become(before.program, before.tables, before.groups);
    tally = before.tally;
    catalog = before.catalog;
    tracer = before.tracer;
    watched = before.watched;
    installation.watchedByHost(before.watchedByHost);
  }

  /** Takes another program, and the state in terms of it. */
  void move(CompiledProgram next, ProgramChange change) {
    Table[] moved = change.tables(next);
    become(next, moved, change.groups(next));
    counters.rename(change);
    Optional<Introspection> what = layout.introspection;
    Tally counted = tally;
    tally = what.map(w -> new Tally(next.plan())).orElse(null);
    if (tally != null && counted != null) tally.take(counted, change);
    long since = catalog == null ? now : catalog.sinceNanos();
    catalog = what.map(w -> new Catalog(this, w, tally)).orElse(null);
    if (catalog != null) catalog.restore(since);
  }

  /**
   * The event that tells rules of a tuple which was not delivered, {@code name#failed}: this node,
   * then the tuple's columns. Empty if no rule reads it.
   */
  public Optional<Tuple> failed(Tuple tuple) {
    Relation reader = layout.program.relation(tuple.relationName() + "#failed").orElse(null);
    if (reader == null || reader.arity() != tuple.arity() + 1) return Optional.empty();
    var values = new Object[reader.arity()];
    values[0] = address;
    for (int i = 0; i < tuple.arity(); i++) values[i + 1] = tuple.get(i);
    return Optional.of(program.make(reader.id(), values));
  }

  /**
   * Reports what became of a message after its step: the row of {@code sysError} is made by the
   * next follow-up.
   */
  public void undeliverable(Message message, String code, String why) {
    boolean ofRule = message.rule() >= 0;
    var rule =
        ofRule
            ? Optional.of(layout.program.rules().get(message.rule()))
            : Optional.<CheckedRule>empty();
    fail(
        new ErrorReport(
            now,
            code,
            rule.map(r -> r.label()).orElse(""),
            rule.map(r -> r.span().source().name()).orElse(""),
            rule.map(r -> r.span().line()).orElse(0),
            why,
            Optional.of(message.tuple())));
  }

  /** Reports an error that the host has met, such as P2-R12; the follow-up makes its row. */
  public void reportError(String code, String why) {
    fail(new ErrorReport(now, code, "", "", 0, why, Optional.empty()));
  }

  /** Whether the program reads what the host's queues and schedulers do with traced messages. */
  public boolean tracesPassages() {
    return tracer != null && tracer.passages();
  }

  /**
   * Tells what a queue or a scheduler has done with a message whose {@link Message#traceId} is not
   * 0; the follow-up makes its row. Between steps only.
   */
  public void passed(Passage what) {
    if (tracer == null) return;
    tracer.passed(what);
    toSystem().addTraces(tracer.take());
  }

  /** Counts a tuple for this node that its host has dropped. */
  public void countDropped() {
    counters.messagesDropped++;
  }

  void fail(ErrorReport report) {
    counters.errors++;
    toSystem().add(report);
    host.report(this, report);
  }

  /** Where to add rows. */
  private SystemRows toSystem() {
    if (system == null) system = new SystemRows(this);
    mayFollowUp = true;
    return system;
  }

  void begin(long time) {
    if (step != null)
      throw new IllegalStateException("a step of " + config.address() + " is running");
    now = Math.max(now, time);
    step = host.steps().take(layout);
  }

  /** Runs the step that has begun, for {@code trigger}, which may be null. */
  boolean run(boolean boot, Tuple trigger, Step.Cause cause) {
    Step running = step;
    Optional<String> failure = running.run(this, now, boot, cause);
    end(running, failure, trigger, true);
    return failure.isEmpty();
  }

  /** Everything that the step has to tell appears here, or only that it failed. */
  private void end(Step running, Optional<String> failure, Tuple trigger, boolean makesRows) {
    step = null;
    counters.steps++;
    if (failure.isPresent()) {
      running.journal.clear();
      running.outbox.clear();
      Optional<Tuple> what = Optional.ofNullable(trigger);
      running.journal.error(new ErrorReport(now, "P2-R10", "", "", 0, failure.get(), what));
    } else {
      counters.add(running);
      if (tally != null) tally.add(running.tally);
      if (running.profile != null) running.profile.add(running.tally);
    }
    if (!running.journal.isEmpty()) {
      counters.errors += running.journal.errorCount;
      if (makesRows && running.journal.makesRows()) toSystem().add(running.journal);
      for (Observation what : running.journal.observations) show(what, makesRows);
    }
    if (tracer != null) {
      if (failure.isPresent()) tracer.forget();
      else if (makesRows) toSystem().addTraces(tracer.take());
    }
    List<Message> messages = running.messages();
    host.sending(messages);
    for (int i = 0; i < messages.size(); i++) host.send(this, messages.get(i));
    if (!running.journal.isEmpty())
      for (ErrorReport report : running.journal.errors) host.report(this, report);
    running.clear();
    host.steps().giveBack(running);
  }

  private void show(Observation what, boolean traces) {
    if (tracer == null || hostWatches(what.tuple().relation())) host.observe(this, what);
    if (tracer != null && traces && layout.traced.relation(what.tuple().relation()))
      tracer.happened(what);
  }

  private boolean hostWatches(int relation) {
    return watched != null && watched[relation];
  }

  /**
   * When the node wants {@link #wake}: the next expiry that a rule or a watch can see; {@link
   * Long#MAX_VALUE} if none.
   */
  public long nextExpiryNanos() {
    return Math.min(nextRuleExpiryNanos(), nextWatchedExpiryNanos());
  }

  /** The next expiry that a rule can see; {@link Long#MAX_VALUE} if none. */
  public long nextRuleExpiryNanos() {
    if (ruleAgesMoved) findRuleExpiry();
    return ruleExpiryNanos;
  }

  /** The next expiry that a watch can see; {@link Long#MAX_VALUE} if none. */
  public long nextWatchedExpiryNanos() {
    long next = Long.MAX_VALUE;
    if (watched == null) return next;
    for (int relation : layout.softRelations) {
      if (watched[relation] && tables[relation] != null) {
        next = Math.min(next, tables[relation].firstExpiryNanos());
      }
    }
    return next;
  }

  /**
   * From when on every row of a user's table with a lifetime has expired; {@link Long#MIN_VALUE} if
   * none is left.
   */
  public long quietNanos() {
    long quiet = Long.MIN_VALUE;
    for (int relation : layout.userSoftRelations) {
      if (tables[relation] != null) quiet = Math.max(quiet, tables[relation].lastExpiryNanos());
    }
    return quiet;
  }

  /** From now on the host observes all that happens to a relation. */
  public void watch(int relation) {
    if (watched == null) watched = new boolean[tables.length];
    watched[relation] = true;
    if (installation != null) installation.watch(relation);
  }

  /**
   * The rows of a table that are live at a time, in no order that means anything; valid until the
   * next step.
   */
  public Iterable<Tuple> rows(int relation, long now) {
    if (catalog != null && step == null) catalog.refresh(relation, counters.steps);
    return tables[relation] == null ? List.of() : tables[relation].live(now);
  }

  /** The same of a relation that the node's program has under that name, if it has one. */
  public Iterable<Tuple> rows(Relation relation, long now) {
    if (installation == null) return rows(relation.id(), now);
    int as = layout.relation(relation.name());
    return as < 0 ? List.of() : rows(as, now);
  }

  /** Computes what a strand is about to read of the node itself. */
  void readBy(int strand) {
    catalog.before(strand, counters.steps);
  }

  /** How often a rule has derived for a null location. */
  long nullLocations(int rule) {
    return counters.nullLocations(rule);
  }

  public NodeStats stats() {
    Program p = layout.program;
    var nulls = new LinkedHashMap<String, Long>();
    counters.nullLocations.forEach((rule, count) -> nulls.put(p.rules().get(rule).label(), count));
    var inserted = new LinkedHashMap<String, Long>();
    for (Relation relation : p.relations()) {
      Table table = tables[relation.id()];
      if (table != null && table.inserted() > 0) inserted.put(relation.name(), table.inserted());
    }
    return counters.stats(nulls, inserted);
  }
}
