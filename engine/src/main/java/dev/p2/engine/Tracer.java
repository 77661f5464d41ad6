package dev.p2.engine;

import dev.p2.engine.host.Observation;
import dev.p2.engine.host.Passage;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Time;
import dev.p2.plan.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Writes down what a node derives from what, for the rules and relations that the program traces
 * (overlog.md 11.3, and the tables of the original in 11.1). Rows are collected while a step runs
 * and inserted by a step of their own after it, which is not traced; a step that is undone leaves
 * none.
 *
 * <p>A tuple has a number, unique at its node, from the first time it is written down for as long
 * as it is in use: the row that a rule reads later is the tuple that another one derived. A message
 * carries its tuple's number.
 */
final class Tracer {
  private static final String EVENT = "EVENT";
  private static final String PRECONDITION = "PRECOND";

  private final Node node;

  /** Tuples are equal only if they are the same object, so this map goes by identity. */
  private final Map<Tuple, Long> ids = new WeakHashMap<>();

  private final boolean elements;
  private final boolean passages;
  private long lastId;
  private final List<Tuple> rows = new ArrayList<>();

  private Tuple trigger;

  /** By position in the body: what the running strand's match has read. */
  private Tuple[] taken = new Tuple[4];

  Tracer(Node node) {
    this.node = node;
    Layout layout = node.program().layout();
    elements = layout.relation("elementExec") >= 0;
    passages = layout.relation("queueExec") >= 0 || layout.relation("roundRobinExec") >= 0;
  }

  /** A strand begins to run. */
  void begin(Tuple trigger) {
    this.trigger = trigger;
    Arrays.fill(taken, null);
  }

  /** The running match has read a row. */
  void took(int position, Tuple row) {
    if (position >= taken.length) taken = Arrays.copyOf(taken, position + 4);
    taken[position] = row;
  }

  /** The running strand has made a tuple, for {@code destination}. */
  void derived(StrandLayout strand, Tuple head, String destination) {
    if (!strand.traced) return;
    long in = triggerId(strand);
    long out = id(head);
    if (elements) element(strand, strand.lastRead.length + 1, actionIn(strand), out);
    row("ruleExec", strand.label, in, out, destination, time());
    row("ruleExecTable", strand.label, in, out, destination, time(), time(), EVENT);
    if (strand.aggregates) return; // its tuple comes from all matches of a group
    for (int position = 0; position < taken.length; position++) {
      if (taken[position] == null) continue;
      long pre = id(taken[position]);
      row("rulePre", strand.label, pre, out, (long) position, time());
      row("ruleExecTable", strand.label, pre, out, destination, time(), time(), PRECONDITION);
    }
    for (int position : strand.negatedPositions)
      row("rulePre", strand.label, null, out, (long) position, time());
  }

  private long triggerId(StrandLayout strand) {
    // A group's tuple only names it.
    return trigger == null || strand.trigger instanceof Trigger.OnGroup ? 0 : id(trigger);
  }

  /** What an aggregate makes comes from all matches. */
  private long actionIn(StrandLayout strand) {
    return strand.aggregates ? triggerId(strand) : after(strand, strand.lastRead.length - 1);
  }

  /**
   * The running match has come to operator {@code operator}: what stands before has let it on. A
   * read does it with the row that it found, any other operator with what came to it.
   */
  void passed(StrandLayout strand, int operator) {
    if (!elements || !strand.traced) return;
    long in = operator < 2 ? triggerId(strand) : after(strand, operator - 2);
    element(strand, operator, in, operator == 0 ? in : after(strand, operator - 1));
  }

  /** The number of the tuple with which a match leaves an operator; -1 is the trigger. */
  private long after(StrandLayout strand, int operator) {
    int position = operator < 0 ? -1 : strand.lastRead[operator];
    Tuple read = position < 0 || position >= taken.length ? null : taken[position];
    return read == null ? triggerId(strand) : id(read);
  }

  private void element(StrandLayout strand, int place, long in, long out) {
    row("elementExec", strand.name + "." + place, 0L, in, out, time());
  }

  /** Whether the program reads what queues and schedulers do. */
  boolean passages() {
    return passages;
  }

  /** A queue or a scheduler of the host has done something with a message of this node. */
  void passed(Passage what) {
    Time time = new Time(what.timeNanos());
    switch (what.op()) {
      case IN, OUT, DROP, RETRY ->
          row(
              "queueExec",
              what.element(),
              what.op().name().toLowerCase(Locale.ROOT),
              what.tuple(),
              what.number(),
              time);
      case TURN -> row("roundRobinExec", what.element(), what.number(), what.tuple(), time);
    }
  }

  /** Something has happened to a tuple of a traced relation. */
  void happened(Observation what) {
    String kind = what.kind().name().toLowerCase(Locale.ROOT);
    if (what.kind() != Observation.Kind.RECEIVE) log(what.tuple(), node.address(), kind);
    switch (what.kind()) {
      case EVENT, INSERT, REPLACE -> arrived(what.tuple());
      default -> {}
    }
  }

  /** A message with a tuple of a traced relation has arrived. */
  void received(Tuple tuple, String source, long idAtSource) {
    // What the node has sent to itself is the same tuple, though a replay brings another object.
    if (idAtSource != 0 && source.equals(node.address())) ids.putIfAbsent(tuple, idAtSource);
    log(tuple, source, idAtSource, "receive");
    row("tupleTable", id(tuple), source, idAtSource);
  }

  private void log(Tuple tuple, String source, String kind) {
    log(tuple, source, id(tuple), kind);
  }

  private void log(Tuple tuple, String source, long idAtSource, String kind) {
    row("tupleLog", id(tuple), tuple, source, idAtSource, kind, time());
  }

  /** {@code inTraceX}: the tuple's fields without its location, and its number. */
  private void arrived(Tuple tuple) {
    Relation relation = node.program().plan().program().relations().get(tuple.relation());
    int target = relationFor(relation.name());
    if (target < 0) return;
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < tuple.arity(); i++) {
      if (i != relation.homeColumn()) values.add(tuple.get(i));
    }
    values.add(id(tuple));
    add(target, values.toArray());
  }

  private int relationFor(String name) {
    Layout layout = node.program().layout();
    int as = layout.relation("inTrace" + name);
    String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return as >= 0 ? as : layout.relation("inTrace" + capital);
  }

  /** The number of a tuple at this node. */
  long id(Tuple tuple) {
    Long known = ids.get(tuple);
    if (known != null) return known;
    ids.put(tuple, ++lastId);
    return lastId;
  }

  /** The number of a tuple that has one, or 0. */
  long known(Tuple tuple) {
    return ids.getOrDefault(tuple, 0L);
  }

  void know(Tuple tuple, long id) {
    if (id != 0) ids.put(tuple, id);
  }

  long lastId() {
    return lastId;
  }

  void restore(long id) {
    lastId = id;
  }

  private Time time() {
    return new Time(node.now());
  }

  private void row(String relation, Object... values) {
    int id = node.program().layout().relation(relation);
    if (id >= 0) add(id, values);
  }

  /** A relation of that name that the program has given other columns is its own business. */
  private void add(int relation, Object[] values) {
    Relation target = node.program().plan().program().relations().get(relation);
    if (target.arity() != values.length + 1) return;
    Object[] all = new Object[values.length + 1];
    all[0] = node.address();
    System.arraycopy(values, 0, all, 1, values.length);
    rows.add(node.program().make(relation, all));
  }

  /** The rows since the last call. */
  List<Tuple> take() {
    if (rows.isEmpty()) return List.of();
    List<Tuple> taken = List.copyOf(rows);
    rows.clear();
    return taken;
  }

  /** The step was undone. */
  void forget() {
    rows.clear();
  }

  /** What a node of the program needs, if it traces anything. */
  static Optional<Tracer> of(Node node) {
    return node.program().layout().traced.isEmpty()
        ? Optional.empty()
        : Optional.of(new Tracer(node));
  }
}
