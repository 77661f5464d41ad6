package dev.p2.engine;

import dev.p2.engine.Message.Kind;
import dev.p2.lang.check.CheckedRule;
import dev.p2.lang.check.Program;
import dev.p2.lang.check.Relation;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /** Null while there never was an error or a conflict. */
  private SystemRows system;

  private final NodeCounters counters = new NodeCounters();

  /** Of a program that reads about itself; null for others. */
  private Tally tally;

  private Catalog catalog;

  /** Rows to load at boot. */
  private List<Tuple> loads = new ArrayList<>();

  private List<Timer> timers = List.of();

  /** By timer id: its number in the program, -1 if it went; null while these are the same. */
  private int[] planned;

  /** What the node was made of; null while that is its program. */
  private CompiledProgram base;

  private List<Installed> installed = List.of();

  /** What they are about to become; null between changes. */
  private List<Installed> changing;

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
      timers = Timers.arm(program, this, now);
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
    if (sequence > 0) system().restore(sequence);
    counters.read(in);
    if (tally != null) tally.read(in);
    if (catalog != null) catalog.restore(in.number());
  }

  void timers(List<Timer> armed, int[] numbers) {
    timers = armed;
    planned = numbers;
  }

  /** How many timers the node has ever had. */
  int timersEver() {
    return planned == null ? timers.size() : planned.length;
  }

  /** A timer's number in the program, -1 if it is gone. */
  int planned(int timer) {
    return planned == null ? timer : planned[timer];
  }

  /** Whether a timer is there still: its rule may have been uninstalled. */
  public boolean ticks(int timer) {
    return planned(timer) >= 0;
  }

  /** Programs that were installed while the node ran, in order. */
  public List<Installed> installed() {
    return installed;
  }

  /** The same while they are being changed. */
  List<Installed> installedNow() {
    return changing == null ? installed : changing;
  }

  /**
   * What was observed as the program has it that the node was made of, which hosts know; empty if
   * it is of a relation that came with another one.
   */
  public Optional<Observation> shown(Observation what) {
    if (base == null) return Optional.of(what);
    Optional<Tuple> tuple = asMade(what.tuple());
    if (tuple.isEmpty()) return Optional.empty();
    int rule =
        what.rule() < 0 ? -1 : base.layout().ruleKeys.index(layout.ruleKeys.key(what.rule()));
    return Optional.of(
        new Observation(what.kind(), tuple.get(), what.replaced().flatMap(this::asMade), rule));
  }

  /** A tuple of the program that the node was made of. */
  Optional<Tuple> asMade(Tuple tuple) {
    if (base == null || base.owns(tuple)) return Optional.of(tuple);
    int relation = base.layout().relation(tuple.relationName());
    if (relation < 0 || base.layout().program.relations().get(relation).arity() != tuple.arity())
      return Optional.empty();
    Object[] values = new Object[tuple.arity()];
    for (int i = 0; i < values.length; i++) values[i] = tuple.get(i);
    try {
      return Optional.of(base.remake(relation, values));
    } catch (EvalException misfit) { // a column takes more now
      return Optional.empty();
    }
  }

  /** Whether it has, or once had, another program than the one it was made of. */
  boolean changed() {
    return base != null;
  }

  /** What the node was made of. */
  CompiledProgram base() {
    return base == null ? program : base;
  }

  /** The timers to fire, in program order; empty before boot. */
  public List<Timer> timers() {
    return timers;
  }

  /** Fires a timer that {@link #ticks} once. */
  public boolean fire(int timer, long now) {
    int number = planned(timer);
    int strand = program.plan().timers().get(number).strand();
    begin(now);
    return run(false, null, s -> s.arriveTimer(strand, Timers.event(program, this, number)));
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
    int relation = layout.relation(tuple.relationName());
    if (relation < 0 || layout.program.relations().get(relation).arity() != tuple.arity())
      return Optional.empty();
    Object[] values = new Object[tuple.arity()];
    for (int i = 0; i < values.length; i++) values[i] = tuple.get(i);
    try {
      return Optional.of(program.make(relation, values));
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
    boolean mine = message.destination().equals(address);
    if (watches(tuple.relation()))
      step.observe(mine ? Observation.Kind.RECEIVE : Observation.Kind.DROP, tuple);
    if (tracer != null && layout.traced.relation(tuple.relation()))
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
    if (!layout.isTable[tuple.relation()]
        && layout.onEvent[tuple.relation()].length == 0
        && tuple.relation() != layout.installs
        && tuple.relation() != layout.uninstalls
        && !watches(tuple.relation())) {
      counters.messagesDropped++;
      return;
    }
    switch (message.kind()) {
      case DELIVER, DELETE -> put(step, message.kind(), tuple);
      case SUPPORT, WITHDRAW, LAPSE, REFRESH -> {
        Table table = tableToFill(tuple.relation());
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

  /** How many passes of {@link #foresee} there are. */
  public static final int FORESEEN_PASSES = 4;

  /**
   * Reads some of what a step will need, and returns anything made of it; changes nothing. A host
   * that has several steps of different nodes before it calls pass 0 for each of them, then pass 1,
   * and so on: each pass reads what the one before has found, so that the cache misses of one pass
   * overlap.
   *
   * @param message what will arrive
   * @param pass from 0, below {@link #FORESEEN_PASSES}
   */
  public long foresee(Message message, int pass) {
    if (!program.owns(message.tuple())) return 0;
    return foresee(layout.foresight.onArrival(message.tuple().relation()), pass);
  }

  /** The same for a timer that will fire. */
  public long foresee(int timer, int pass) {
    return ticks(timer) ? foresee(layout.foresight.onTimer(planned(timer)), pass) : 0;
  }

  private long foresee(int[] relations, int pass) {
    final Table[] tables = this.tables;
    long sum = pass == 0 ? counters.steps : pass == 1 ? nodeId.low() : 0;
    for (int relation : relations) {
      Table table = tables[relation];
      if (table != null) sum += table.foresee(pass);
    }
    return sum;
  }

  /** A step without event: rows past their lifetime go. */
  public boolean wake(long now) {
    begin(now);
    return run(false, null, s -> {});
  }

  /** Whether {@link #followUp} has something to do. */
  public boolean hasFollowUp() {
    return system != null && !system.isEmpty();
  }

  /**
   * Installs or uninstalls a program that the last step has asked for, or runs the step that the
   * last one's {@code sysError} or {@code sysConflict} rows trigger, if there is one.
   *
   * @return false if there was none
   */
  public boolean followUp(long now) {
    if (system == null) return false;
    Optional<Tuple> request = system.takeRequest();
    if (request.isPresent()) {
      change(request.get(), now);
      return true;
    }
    List<Tuple> rows = system.take();
    if (rows.isEmpty()) return false;
    begin(now);
    Step running = step;
    // The rows stand even if what they trigger fails, so they are in before there is anything to
    // undo.
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
    String name = String.valueOf(request.get(1));
    try {
      if (request.relationName().equals("sysUninstall")) uninstall(name);
      else install(new Installed(name, String.valueOf(request.get(2)), now));
    } catch (InstallException e) {
      String why = name + ": " + e.getMessage();
      fail(new ErrorReport(now, e.code(), "", "", e.line(), why, Optional.of(request)));
    } catch (EvalException e) {
      String why = name + ": " + e.getMessage();
      fail(new ErrorReport(now, e.code(), "", "", 0, why, Optional.of(request)));
    }
  }

  private Programs programs() throws InstallException {
    Optional<Programs> programs = host.programs(this);
    if (programs.isEmpty())
      throw new InstallException("P2-R14", 0, "this host lets no programs be installed");
    return programs.get();
  }

  private void install(Installed one) throws InstallException {
    Programs programs = programs();
    for (Installed other : installed)
      if (other.name().equals(one.name()) && other.text().equals(one.text())) return;
    List<Installed> all = one.after(installed);
    change(programs.with(all), all);
  }

  private void uninstall(String name) throws InstallException {
    Programs programs = programs();
    List<Installed> rest = installed.stream().filter(i -> !i.name().equals(name)).toList();
    if (rest.size() == installed.size())
      throw new InstallException("P2-R14", 0, "no program of that name is installed");
    change(rest.isEmpty() ? base() : programs.with(rest), rest);
  }

  /** Two steps with the state's move between them; if the second is undone, the move is too. */
  private void change(CompiledProgram next, List<Installed> all) {
    var change = new ProgramChange(this, next);
    int[] numbers = Arrays.copyOf(numbers(), timersEver() + next.plan().timers().size());
    Arrays.fill(numbers, -1);
    List<Timer> armed = change.timers(next, numbers, now);
    change.tables(next); // what does not fit is found before anything happens
    if (change.removes()) {
      begin(now);
      if (!run(false, null, change::withdraw)) return;
    }
    var before = new Before(program, tables, groupStates(), tally, catalog, tracer, watched);
    boolean first = base == null;
    if (first) base = program;
    changing = all;
    become(next, change);
    begin(now);
    boolean went = run(false, null, s -> arrive(s, change));
    changing = null;
    if (!went) {
      goBack(before);
      if (first) base = null;
      return;
    }
    installed = all;
    Set<Integer> had = new HashSet<>();
    for (Timer timer : timers) had.add(timer.id());
    timers(armed, numbers);
    host.changed(this, armed.stream().filter(timer -> !had.contains(timer.id())).toList());
  }

  private int[] numbers() {
    return planned == null ? new int[timers.size()] : planned;
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
      boolean[] watched) {}

  private void goBack(Before before) {
    become(before.program, before.tables, before.groups);
    tally = before.tally;
    catalog = before.catalog;
    tracer = before.tracer;
    watched = before.watched;
  }

  private void become(CompiledProgram next, ProgramChange change) {
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

  /** Before the state is read: the program that it is of. */
  void reinstall(List<Installed> all) {
    try {
      CompiledProgram made = base();
      CompiledProgram next = programs().with(all);
      become(next, new ProgramChange(this, next));
      base = made;
      installed = all;
    } catch (InstallException e) {
      throw new IllegalStateException("what was installed cannot be installed: " + e, e);
    }
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
    system().addTraces(tracer.take());
  }

  /** Counts a tuple for this node that its host has dropped. */
  public void countDropped() {
    counters.messagesDropped++;
  }

  private void fail(ErrorReport report) {
    counters.errors++;
    system().add(report);
    host.report(this, report);
  }

  private SystemRows system() {
    if (system == null) system = new SystemRows(this);
    return system;
  }

  private void begin(long time) {
    if (step != null)
      throw new IllegalStateException("a step of " + config.address() + " is running");
    now = Math.max(now, time);
    step = layout.takeStep();
  }

  /** Runs the step that has begun, for {@code trigger}, which may be null. */
  private boolean run(boolean boot, Tuple trigger, Step.Cause cause) {
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
      if (makesRows) system().add(running.journal);
      for (Observation what : running.journal.observations) show(what, makesRows);
    }
    if (tracer != null) {
      if (failure.isPresent()) tracer.forget();
      else if (makesRows) system().addTraces(tracer.take());
    }
    List<Message> messages = running.messages();
    for (int i = 0; i < messages.size(); i++) host.send(this, messages.get(i));
    if (!running.journal.isEmpty())
      for (ErrorReport report : running.journal.errors) host.report(this, report);
    running.clear();
    layout.giveBack(running);
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
    if (agesMoved) findExpiries();
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
    if (base == null) return rows(relation.id(), now);
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
