package dev.p2.engine;

import dev.p2.engine.host.DurableException;
import dev.p2.engine.host.DurableStore;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.Message.Kind;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.RowKey;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.EvalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One step of a node, a transaction: expiry, the external event, rounds until nothing is left to
 * do, and the end, at which everything that it sends and shows appears together; or nothing of all
 * that (overlog.md 9.1).
 *
 * <p>Holds whatever a node needs only while it runs. Steps are lent to nodes, so that a crowd of
 * idle nodes carries none of it.
 */
final class Step {
  final Layout layout;
  final Ops deletes = new Ops();
  final Ops inserts = new Ops();
  final Candidates candidates = new Candidates(inserts);
  final EventQueue events = new EventQueue();
  final Outbox outbox;
  final Journal journal = new Journal();
  final DeltaLog[] logs;
  final Views views;
  final Groups groups;
  final Recursion recursion;
  final Commit commit;
  final Strata strata;
  final ComponentTaps taps;

  /** Null unless the program reads counters. */
  final Tally tally;

  /** Null unless the host wants to know where time goes. */
  Profile profile;

  /** By rule: it does not run in this step any more; null where all do. */
  boolean[] inert;

  private final UndoLog undoLog = new UndoLog();

  /** Of the boot step: stored rows that have ended while the node was down. */
  private final List<RowKey> lapsed = new ArrayList<>();

  /** Tables that lost most of their rows. */
  final List<Table> wasteful = new ArrayList<>();

  Node node;

  /** The step of rows that a node makes about itself: it is not traced. */
  private boolean followsUp;

  /** Number of the timer that fires, where that is the cause. */
  int timer;

  /** What arrives, and from whom; null where the cause is something else. */
  Message message;

  String source;

  /** Whether the step has drawn random numbers, and the generator's state before. */
  boolean drawn;

  long randomState;

  /** Whether a log of changes may hold something. */
  boolean hasChanges;

  /** Null where nothing needs to be undone: a node that fails to boot does not start. */
  UndoLog undo;

  long now;
  private long rounds;
  private long derivations;
  private long derivationsMax;
  private long eventCount;
  private long eventsMax;

  /** The strand of the timer that made the first event of the queue, or -1. */
  private int timerStrand;

  /** Whether there was nothing left to do in the end. */
  private boolean wentWell;

  Step(Layout layout) {
    this.layout = layout;
    outbox = new Outbox(layout);
    logs = new DeltaLog[layout.readers.size()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = new DeltaLog(layout.program.relations().size(), layout.tables.bags());
    }
    views = new Views(this, layout);
    groups = new Groups(this);
    recursion = new Recursion(this, layout.componentCount);
    commit = new Commit(this, layout);
    strata = new Strata(this, layout);
    taps = new ComponentTaps(this, layout.componentCount);
    tally = layout.introspection.isPresent() ? new Tally(layout.plan) : null;
  }

  /**
   * What starts a step, after expiry: puts events into the queue, or inserts and deletes into its
   * tables.
   */
  interface Cause {
    void arrive(Step step);
  }

  /**
   * Runs a step.
   *
   * @param boot the step is not undone and has no budget for derivations but of events
   * @return why it was undone; empty if it went well
   */
  Optional<String> run(Node node, long now, boolean boot, Cause cause) {
    this.node = node;
    this.now = now;
    undo = boot && layout.durableRelations.length == 0 ? null : undoLog;
    derivationsMax = boot ? Long.MAX_VALUE : node.derivationsMax;
    eventsMax = node.derivationsMax;
    timerStrand = -1;
    wentWell = false;
    profile =
        tally == null || node.installation() != null ? null : node.host.profile().orElse(null);
    long lastId = node.lastId();
    try {
      if (!node.nothingExpires(now)) commit.expire(now);
      cause.arrive(this);
      commit.runExternal();
      runRounds();
      if (layout.durableRelations.length > 0) keepDurable();
      wentWell = true;
      return Optional.empty();
    } catch (StepAborted | DurableException e) {
      undo(lastId);
      return Optional.of(e.getMessage());
    } catch (RuntimeException
        | StackOverflowError e) { // a broken invariant undoes the step, never half of it
      undo(lastId);
      return Optional.of("the step failed: " + e);
    }
  }

  /** Brings back what durable tables held; rows whose lifetime has ended since then are gone. */
  void loadDurable() {
    Optional<DurableStore> store = node.host.durable(node);
    if (store.isEmpty()) return;
    for (DurableStore.StoredRow stored : store.get().rows()) {
      // A clock that was set back makes no row younger than new.
      long time = Math.min(stored.timeNanos(), now);
      Relation relation = layout.program.relations().get(stored.tuple().relation());
      Relation.TableSpec spec = relation.table().orElseThrow();
      boolean ended = spec.soft() && now - time > spec.lifetimeNanos();
      if (ended) lapsed.add(new RowKey(stored.tuple()));
      else commit.load(stored.tuple(), time);
    }
  }

  private void keepDurable() {
    Set<RowKey> keys = undoLog.durableKeys();
    keys.addAll(lapsed);
    if (keys.isEmpty()) return;
    var rows = new DurableRows(node);
    node.host.durable(node).ifPresent(store -> store.write(rows.of(keys), rows::everything));
  }

  private void undo(long lastId) {
    undoLog.rollBack();
    node.restore(this, lastId);
  }

  /**
   * Commits what the cause has brought, never to be undone, nor what had expired in those tables.
   */
  void commitForGood() {
    followsUp = true;
    undoLog.settle(inserts);
    undo = null;
    commit.runExternal();
    undo = undoLog;
  }

  private void runRounds() {
    while (true) {
      taps.endRound();
      boolean pending = strata.select();
      if (!pending && events.isEmpty()) return;
      passRound();
      if (pending) strata.run();
      candidates.flush();
      runEvents();
      commit.run();
      outbox.endRound();
      views.endRound();
    }
  }

  /** Counts a round. */
  void passRound() {
    if (++rounds > node.roundsMax) {
      throw new StepAborted("the step took more than " + node.roundsMax + " rounds");
    }
  }

  private void runEvents() {
    if (timerStrand >= 0 && !events.isEmpty()) {
      int strand = timerStrand;
      timerStrand = -1;
      runStrand(strand, events.take());
    }
    while (!events.isEmpty()) {
      Tuple event = events.take();
      for (int strand : layout.onEvent[event.relation()]) runStrand(strand, event);
    }
  }

  void runStrand(int strand, Tuple trigger) {
    if (inert != null && isInert(strand)) return;
    if (tally != null) prepare(strand);
    if (node.tracer != null && !followsUp) node.tracer.begin(trigger);
    if (profile == null) {
      node.program.run(strand, node, trigger);
      return;
    }
    profile.begin(strand);
    node.program.run(strand, node, trigger);
    profile.end();
  }

  private boolean isInert(int strand) {
    int rule = layout.strands[strand].rule;
    return rule >= 0 && inert[rule];
  }

  /** A program to install or to uninstall, when the step is over. */
  private void request(int relation, Tuple event) {
    if (relation == layout.installs || relation == layout.uninstalls) journal.requests.add(event);
  }

  /** Before a strand of a program that reads about itself. */
  private void prepare(int strand) {
    int rule = layout.strands[strand].rule;
    if (rule >= 0) tally.firings[rule]++;
    node.readBy(strand);
  }

  /** An external event: it joins the queue of round 1. */
  void arriveEvent(Tuple event) {
    int relation = event.relation();
    events.add(event);
    if (layout.installs >= 0 || layout.uninstalls >= 0) request(relation, event);
    if (node.watches(relation)) observe(Observation.Kind.EVENT, event);
  }

  /** The event of the {@link #timer}, which triggers its own rule only. */
  void arriveTimer() {
    Timers.Firing firing = layout.timers[timer];
    timerStrand = firing.strand();
    arriveEvent(Timers.event(node.program, node, firing, timer));
  }

  void emit(int strand, Tuple event) {
    derivedBy(strand, event);
    if (++eventCount > eventsMax) throw overBudget(eventsMax);
    int relation = layout.strands[strand].head;
    events.add(event);
    if (layout.installs >= 0 || layout.uninstalls >= 0) request(relation, event);
    if (node.watches(relation)) observe(Observation.Kind.EVENT, event, layout.strands[strand].rule);
  }

  /** Counts a derivation. */
  void derived() {
    if (++derivations > derivationsMax) throw overBudget(derivationsMax);
  }

  /** Counts a derivation of a strand, for this node. */
  void derivedBy(int strand, Tuple head) {
    derivedBy(strand, head, node.address());
  }

  private void derivedBy(int strand, Tuple head, String destination) {
    derived();
    trace(layout.strands[strand], head, destination);
    if (tally != null && layout.strands[strand].rule >= 0)
      tally.derivations[layout.strands[strand].rule]++;
  }

  /** Writes down a row of this node that an aggregate view has made. */
  void trace(StrandLayout strand, Tuple row) {
    trace(strand, row, node.address());
  }

  /** Writes a derivation down, if the rule is traced. What a view withdraws was written before. */
  private void trace(StrandLayout strand, Tuple head, String destination) {
    if (node.tracer == null || followsUp) return;
    if (views.mode() == Views.Mode.EVENT || views.mode() == Views.Mode.SUPPORT)
      node.tracer.derived(strand, head, destination);
  }

  /** Writes down that a match has come to an operator. Nobody traces what a view withdraws. */
  void traceElement(StrandLayout strand, int operator) {
    if (followsUp) return;
    switch (views.mode()) {
      case EVENT, SUPPORT, GROUP -> node.tracer.passed(strand, operator);
      case WITHDRAW, REFRESH, REDERIVE -> {}
    }
  }

  private static StepAborted overBudget(long max) {
    return new StepAborted("the step made more than " + max + " derivations");
  }

  void send(StrandLayout strand, Object destination, Kind kind, Tuple head) {
    derivedBy(strand.id, head, destination instanceof String address ? address : "");
    if (destination == null) {
      journal.nullLocation(strand.rule);
    } else if (!(destination instanceof String address)) {
      error(strand, "P2-R08", destination + " is no address", Optional.of(head));
    } else {
      outbox.add(address, kind, head, strand.rule, traceId(head));
      if (node.watches(strand.head)) observe(Observation.Kind.SEND, head, strand.rule);
    }
  }

  /** The number that a message carries. */
  private long traceId(Tuple head) {
    return node.tracer != null && !followsUp && layout.traced.relation(head.relation())
        ? node.tracer.id(head)
        : 0;
  }

  void observe(Observation.Kind kind, Tuple tuple) {
    observe(kind, tuple, -1);
  }

  private void observe(Observation.Kind kind, Tuple tuple, int rule) {
    journal.observations.add(Observation.of(kind, tuple, rule));
  }

  /** A net change of a watched table; {@code strand} made it, or -1. */
  void watched(byte kind, int relation, Tuple before, Tuple after, int strand) {
    int rule = strand < 0 ? -1 : layout.strands[strand].rule;
    switch (kind) {
      case Changes.INSERTED -> observe(Observation.Kind.INSERT, after, rule);
      case Changes.REPLACED ->
          journal.observations.add(
              new Observation(Observation.Kind.REPLACE, after, Optional.of(before), rule));
      case Changes.REFRESHED -> observe(Observation.Kind.REFRESH, after, rule);
      case Changes.DEAD -> observe(Observation.Kind.DELETE, before);
      case Changes.EXPIRED -> observe(Observation.Kind.EXPIRE, before);
      case Changes.EVICTED -> observe(Observation.Kind.EVICT, before);
      default -> throw new AssertionError("change of kind " + kind + " of relation " + relation);
    }
  }

  /** A match that failed: reported where the match is new (4.6). */
  void error(StrandLayout strand, int term, EvalException e, Optional<Tuple> trigger) {
    if (tally != null && strand.rule >= 0) tally.errors[strand.rule]++;
    switch (views.mode()) {
      case EVENT, SUPPORT -> error(strand, e.code(), e.getMessage(), trigger);
      case WITHDRAW, REFRESH, REDERIVE -> {}
      case GROUP -> {
        // Conditions and assignments were reported by the strand that touched the group.
        if (term < strand.bodySize) return;
        ErrorReport report = report(strand, e.code(), e.getMessage(), trigger);
        if (term == strand.bodySize) groups.failure(views.matchPrint(strand), report);
        else groups.failure(Groups.RESULT, report);
      }
    }
  }

  private void error(StrandLayout strand, String code, String message, Optional<Tuple> trigger) {
    journal.error(report(strand, code, message, trigger));
  }

  private ErrorReport report(
      StrandLayout strand, String code, String message, Optional<Tuple> trigger) {
    if (strand.rule < 0) return new ErrorReport(now, code, "", "", 0, message, trigger);
    CheckedRule rule = layout.program.rules().get(strand.rule);
    Span span = rule.span();
    return new ErrorReport(
        now, code, rule.label(), span.source().name(), span.line(), message, trigger);
  }

  long rounds() {
    return rounds;
  }

  long derivations() {
    return derivations;
  }

  List<Message> messages() {
    return outbox.messages();
  }

  /** Forgets everything, for the next node. */
  void clear() {
    if (!wentWell) dropWork();
    node = null;
    message = null;
    source = null;
    profile = null;
    drawn = false;
    undo = null;
    undoLog.clear();
    lapsed.clear();
    deletes.trim();
    inserts.trim();
    outbox.clear();
    journal.clear();
    if (hasChanges) clearLogs();
    groups.clear();
    recursion.clear();
    commit.clear();
    if (tally != null) tally.clear();
    if (!wasteful.isEmpty()) compact();
    followsUp = false;
    inert = null;
    rounds = 0;
    derivations = 0;
    eventCount = 0;
  }

  /** Gives memory of tables back, when no log names a row of them any more. */
  private void compact() {
    for (Table table : wasteful) if (table.wasteful()) table.compact();
    wasteful.clear();
  }

  private void clearLogs() {
    for (DeltaLog log : logs) {
      log.clear();
      log.trim();
    }
    views.hide();
    hasChanges = false;
  }

  /** Forgets what was still to be done; a step that went well has done it all. */
  private void dropWork() {
    deletes.clear();
    candidates.clear();
    inserts.clear();
    events.clear();
    views.clear();
    taps.clear();
  }
}
