package dev.p2.engine;

import dev.p2.engine.host.Message.Kind;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.RandomStream;
import dev.p2.engine.host.StateSink;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Id;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The side of a node that generated code sees while a step runs: tables to read, constants and
 * functions of the node, and the sinks that take what a strand derives. Strands name themselves by
 * their id.
 */
abstract sealed class StrandSide permits Node {
  /** Changes, with all that follows from it, when programs are installed and uninstalled. */
  CompiledProgram program;

  final NodeConfig config;

  // Copies of what every step reads of it.
  final String address;
  final Id nodeId;
  final int roundsMax;
  final long derivationsMax;

  final Host host;
  Layout layout;

  /** By relation; null while a table has never held a row. */
  Table[] tables;

  /** Never less than in the step before. */
  long now = Long.MIN_VALUE;

  /** The running step, or null. */
  Step step;

  private final RandomStream random;
  private long lastId;

  /** Null unless the program traces. */
  Tracer tracer;

  /** Relations that are watched; null while none is. */
  boolean[] watched;

  /**
   * Whether {@link #ruleExpiryNanos} must be found anew: such rows were refreshed, or the oldest of
   * a table went.
   */
  boolean ruleAgesMoved;

  /** When the first row expires whose expiry a rule can see. */
  long ruleExpiryNanos = Long.MAX_VALUE;

  /**
   * No row expires before whose expiry no rule can see. Rows that are refreshed or go leave it as
   * it is: too early does no harm.
   */
  private long quietExpiryNanos = Long.MAX_VALUE;

  /** What aggregate views last made of each group; null while there is none. */
  private GroupStates groupStates;

  StrandSide(CompiledProgram program, NodeConfig config, Host host) {
    this.program = program;
    this.config = config;
    address = config.address();
    nodeId = config.nodeId();
    roundsMax = config.roundsMax();
    derivationsMax = config.derivationsMax();
    this.host = host;
    layout = program.layout();
    tables = new Table[layout.program.relations().size()];
    tracer = Tracer.of((Node) this).orElse(null);
    random = RandomStream.of(config.seed(), config.index(), config.address());
  }

  /** The rows of a relation. */
  public final Table table(int relation) {
    Table table = tables[relation];
    return table != null ? table : layout.emptyTable(relation);
  }

  /** The step's time, in nanoseconds since 1970-01-01T00:00Z. */
  public final long now() {
    return now;
  }

  public final String address() {
    return address;
  }

  public final Id nodeId() {
    return nodeId;
  }

  public final String landmark() {
    return config.landmark();
  }

  public final long nodeIndex() {
    return config.index();
  }

  public final long nodeCount() {
    return config.count();
  }

  /** {@code f_rand}: 0 … 2^63 - 1. */
  public final long rand() {
    return drawing().nextLong() >>> 1;
  }

  /** {@code f_drand}: in [0,1). */
  public final double drand() {
    return drawing().nextDouble();
  }

  /** {@code f_coinFlip}: true with probability {@code p}. */
  public final boolean coinFlip(double p) {
    return drawing().nextDouble() < p;
  }

  /** {@code f_randID}: any id. */
  public final Id randomId() {
    RandomStream random = drawing();
    int high = (int) random.nextLong();
    long mid = random.nextLong();
    return Id.of(high, mid, random.nextLong());
  }

  /** {@code f_idgen}: 1, 2, 3, … */
  public final long idgen() {
    return ++lastId;
  }

  /** The node's generator, for aggregates that draw. */
  public final RandomGenerator random() {
    return drawing();
  }

  /** Before a step's first draw its state is kept. Most steps draw nothing, and read nothing. */
  private RandomStream drawing() {
    if (step != null && !step.drawn) {
      step.drawn = true;
      step.randomState = random.state();
    }
    return random;
  }

  /**
   * Calls a function of the host.
   *
   * @throws EvalException P2-R09 if it throws
   */
  public final Object callExtern(String name, Object[] arguments) {
    try {
      return host.callExtern(name, arguments);
    } catch (EvalException e) {
      throw e;
    } catch (RuntimeException e) { // the host's code may throw anything: it costs one derivation
      throw new EvalException("P2-R09", name + " failed: " + e);
    }
  }

  /** An event at this node, in this round. */
  public final void emit(int strand, Tuple head) {
    step.emit(strand, head);
  }

  /** An event at another node; a null destination is counted and nothing sent. */
  public final void send(int strand, Object destination, Tuple head) {
    step.send(layout.strands[strand], destination, Kind.DELIVER, head);
  }

  /** A row at the end of the round. */
  public final void insert(int strand, Tuple head) {
    step.derivedBy(strand, head);
    step.inserts.add(Ops.INSERT, strand, head);
  }

  public final void sendInsert(int strand, Object destination, Tuple head) {
    step.send(layout.strands[strand], destination, Kind.DELIVER, head);
  }

  /** The row of that key goes at the end of the round. */
  public final void delete(int strand, Tuple head) {
    step.derivedBy(strand, head);
    // Tables change at the end of rounds only, and deletes come first then.
    if (table(head.relation()).size() > 0) step.deletes.add(Ops.DELETE, strand, head);
  }

  public final void sendDelete(int strand, Object destination, Tuple head) {
    step.send(layout.strands[strand], destination, Kind.DELETE, head);
  }

  /** One derivation of a view's row more or fewer, by what made the strand run. */
  public final void support(int strand, Tuple head) {
    step.derivedBy(strand, head);
    step.views.support(layout.strands[strand], head);
  }

  public final void sendSupport(int strand, Object destination, Tuple head) {
    step.views.sendSupport(layout.strands[strand], destination, head);
  }

  /**
   * Which version of a table a view strand reads, for {@link Table#first(int, int, int)} and its
   * like; valid until the next call for the relation.
   *
   * @param after the predicate stands behind the trigger's
   */
  public final int version(int relation, boolean after) {
    return step.views.version(relation, after);
  }

  /** The same for a negated predicate. */
  public final int absentVersion(int relation, boolean after) {
    return step.views.absentVersion(relation, after);
  }

  /**
   * The version of a table before the pending changes: what a change of a negated predicate is
   * judged by.
   */
  public final int oldVersion(int relation) {
    return step.views.oldVersion(relation);
  }

  /** Tells which row a view strand's body predicate has matched, before what follows from it. */
  public final void matched(int position, int relation, int row) {
    step.views.matched(position, relation, row);
  }

  /** One row of a group of an aggregate view. */
  public final void groupRow(int strand, Tuple head) {
    if (step.tally != null) step.tally.derivations[layout.strands[strand].rule]++;
    step.groups.row(head);
  }

  /** The empty values of a group of an aggregate view that has no match. */
  public final void emptyGroup(int strand, Tuple head) {
    step.groups.empty(head);
  }

  /** A group of an aggregate view has to be evaluated again. */
  public final void touchGroup(int strand, Tuple group) {
    step.groups.touch(layout.strands[strand], group);
  }

  /**
   * A row of a negated predicate's table came or went.
   *
   * @param existedBefore whether a row matched before the pending changes
   * @param existsNow whether one matches now
   * @param key the values that the predicate is matched with; the strand goes on once for each and
   *     each direction
   * @return whether the strand goes on
   */
  public final boolean flip(int strand, boolean existedBefore, boolean existsNow, Object[] key) {
    return step.views.flip(layout.strands[strand], existedBefore, existsNow, key);
  }

  /**
   * A match has reached an operator, or the action behind the last one. Called only where the
   * program reads {@code sysElement} or {@code sysIndex}, or traces the strand's operators.
   */
  public final void passed(int strand, int operator) {
    if (step.tally != null) step.tally.passed[strand][operator]++;
    if (step.profile != null) step.profile.reached(operator);
    if (tracer != null) step.traceElement(layout.strands[strand], operator);
  }

  /** There is a derivation of the row that the strand was asked about. */
  public final void rederived(int strand) {
    step.recursion.found();
  }

  /** A fact of this node. */
  public final void install(int strand, Tuple fact) {
    if (layout.isTable[fact.relation()]) step.inserts.add(Ops.INSERT, strand, fact);
    else step.arriveEvent(fact);
  }

  /**
   * A match failed.
   *
   * @param term the term's position in the body; the body's size or more for the head and its
   *     aggregates
   * @param trigger what the strand ran for, or null
   */
  public final void error(int strand, int term, EvalException e, Tuple trigger) {
    step.error(layout.strands[strand], term, e, Optional.ofNullable(trigger));
  }

  /** Whether the host, or the program's own trace, wants to know what happens to a relation. */
  final boolean watches(int relation) {
    return (watched != null && watched[relation])
        || (tracer != null && layout.traced.relation(relation));
  }

  /** The running match has read a row. Called by traced strands only. */
  public final void took(int position, Tuple row) {
    if (tracer != null) tracer.took(position, row);
  }

  final Table tableToFill(int relation) {
    if (tables[relation] == null) tables[relation] = layout.tables.make(relation);
    return tables[relation];
  }

  /** Takes another program, and the state in terms of it. */
  final void become(CompiledProgram next, Table[] moved, GroupStates groups) {
    Installation installation = ((Node) this).installation();
    if (installation != null) watched = installation.watched(watched, layout, next.layout());
    program = next;
    layout = next.layout();
    tables = moved;
    groupStates = groups.size() == 0 ? null : groups;
    long traced = tracer == null ? 0 : tracer.lastId();
    tracer = Tracer.of((Node) this).orElse(null);
    if (tracer != null) tracer.restore(traced);
    findExpiries();
  }

  final GroupStates groupStates() {
    if (groupStates == null) groupStates = new GroupStates();
    return groupStates;
  }

  /** Whether no row has passed its lifetime: what a step asks first, mostly in vain. */
  final boolean nothingExpires(long at) {
    if (ruleAgesMoved) findRuleExpiry();
    return at < quietExpiryNanos && at < ruleExpiryNanos;
  }

  /** Rows came into a table, whose first one expires then. */
  final void expires(int relation, long firstNanos) {
    if (layout.expiryRead[relation]) ruleExpiryNanos = Math.min(ruleExpiryNanos, firstNanos);
    else quietExpiryNanos = Math.min(quietExpiryNanos, firstNanos);
  }

  /** Rows of a table were refreshed, or its oldest one went. */
  final void agesMoved(int relation) {
    ruleAgesMoved |= layout.expiryRead[relation];
  }

  final void findExpiries() {
    findRuleExpiry();
    quietExpiryNanos = Long.MAX_VALUE;
    for (int relation : layout.softRelations)
      if (!layout.expiryRead[relation]) findExpiry(relation);
  }

  final void findRuleExpiry() {
    ruleAgesMoved = false;
    ruleExpiryNanos = Long.MAX_VALUE;
    for (int relation : layout.softRelations) if (layout.expiryRead[relation]) findExpiry(relation);
  }

  private void findExpiry(int relation) {
    if (tables[relation] != null) expires(relation, tables[relation].firstExpiryNanos());
  }

  /** Tells where the generator and the counters stand. */
  final void writeSequences(StateSink out) {
    out.number(now);
    out.number(random.state());
    out.number(lastId);
    if (tracer != null) out.number(tracer.lastId());
  }

  final void readSequences(StateSource in) {
    now = in.number();
    random.restore(in.number());
    lastId = in.number();
    if (tracer != null) tracer.restore(in.number());
  }

  /** The counter of {@code f_idgen}, for {@link #restore}. */
  final long lastId() {
    return lastId;
  }

  /** Takes back what a step drew and counted. */
  final void restore(Step undone, long id) {
    if (undone.drawn) random.restore(undone.randomState);
    lastId = id;
    findExpiries();
  }
}
