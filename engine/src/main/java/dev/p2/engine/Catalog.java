package dev.p2.engine;

import dev.p2.engine.host.HostFigures;
import dev.p2.engine.host.NodeStats;
import dev.p2.engine.host.Timer;
import dev.p2.engine.tuple.RowKey;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.Time;
import dev.p2.plan.Operator;
import dev.p2.plan.Plan;
import dev.p2.plan.PlanPrinter;
import dev.p2.plan.Strand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node tells of itself as rows (overlog.md 11.1 and 11.2): its program, rules, tables,
 * indexes, operators, timers, and what its host knows of queues and peers. Stored relations are
 * filled in the boot step; sampled ones, and counters, are computed when a rule or the host reads
 * them, once a step, and nobody is told that they changed.
 */
final class Catalog {
  private static final long NEVER = -1;

  private final Node node;
  private final Introspection what;
  private final Plan plan;
  private final Program program;
  private final Tally tally;

  /** By relation: number of the step it was computed in. */
  private final long[] computedIn;

  private Time since = new Time(0);

  Catalog(Node node, Introspection what, Tally tally) {
    this.node = node;
    this.what = what;
    this.tally = tally;
    plan = node.program().plan();
    program = plan.program();
    computedIn = new long[program.relations().size()];
    Arrays.fill(computedIn, NEVER);
  }

  /** The rows that the boot step inserts before the facts. */
  List<Tuple> stored(long now) {
    since = new Time(now);
    List<Tuple> rows = new ArrayList<>();
    for (int relation : what.stored) rows.addAll(compute(relation));
    return rows;
  }

  /**
   * After another program was installed or uninstalled: rows that are new come, rows of what is
   * gone go. Counters are no news.
   */
  void change(Step step) {
    for (int id : what.stored) {
      Table table = node.table(id);
      var keys = new HashSet<RowKey>();
      boolean counts = what.computed(id);
      for (Tuple row : compute(id)) {
        keys.add(new RowKey(row));
        boolean known = table.size() > 0 && table.find(row, row.hash(0)) >= 0;
        if (!counts || !known) step.inserts.add(Ops.INSERT, -1, row);
      }
      for (Tuple row : table.live(node.now()))
        if (!keys.contains(new RowKey(row))) step.deletes.add(Ops.DELETE, -1, row);
    }
  }

  /** When the node booted. */
  long sinceNanos() {
    return since.nanos();
  }

  void restore(long sinceNanos) {
    since = new Time(sinceNanos);
  }

  /** Before a strand runs: computes what it reads. */
  void before(int strand, long step) {
    for (int relation : what.readBy(strand)) refresh(relation, step);
  }

  /** Computes a relation, unless that was done in this step. */
  void refresh(int relation, long step) {
    if (!what.computed(relation) || computedIn[relation] == step) return;
    computedIn[relation] = step;
    Table table = node.tableToFill(relation);
    table.recompute(compute(relation), what.whole(relation), node.now());
    if (table.soft()) node.findExpiries();
  }

  private List<Tuple> compute(int id) {
    Relation relation = program.relations().get(id);
    List<Object[]> rows =
        switch (relation.name()) {
          case "sysProgram" -> programs();
          case "sysRule" -> program.rules().stream().map(this::rule).toList();
          case "sysTable" -> tables().map(this::table).toList();
          case "sysColumn" -> program.relations().stream().flatMap(this::columns).toList();
          case "sysIndex" -> tables().flatMap(this::indexes).toList();
          case "sysElement" -> plan.strands().stream().flatMap(this::elements).toList();
          case "sysTimer" -> node.timers().stream().map(this::timer).toList();
          case "sysNode" -> List.<Object[]>of(figures());
          case "sys::program" ->
              List.<Object[]>of(new Object[] {0L, program.name(), "", "installed", "", "", "", ""});
          case "sys::error" -> oldErrors();
          case "sys::table" -> tables().map(this::oldTable).toList();
          case "sys::rule" -> program.rules().stream().map(this::oldRule).toList();
          case "sys::predicate" -> program.rules().stream().flatMap(this::oldPredicates).toList();
          default -> node.host.sample(node, relation.name());
        };
    return rows.stream().map(row -> tuple(relation, row)).toList();
  }

  private Tuple tuple(Relation relation, Object[] row) {
    Object[] values = new Object[row.length + 1];
    values[0] = node.address();
    System.arraycopy(row, 0, values, 1, row.length);
    return node.program().make(relation.id(), values);
  }

  private Stream<Relation> tables() {
    return program.relations().stream().filter(Relation::isTable);
  }

  // ---- ours ----

  /** The program that the node was made of, and those installed since. */
  private List<Object[]> programs() {
    List<Object[]> rows = new ArrayList<>();
    rows.add(program(program.name(), version(node.made().plan()), "", since));
    for (Installed one : installed()) {
      String version = Integer.toHexString(one.text().hashCode());
      rows.add(program(one.name(), version, one.source(), new Time(one.sinceNanos())));
    }
    return rows;
  }

  private List<Installed> installed() {
    Installation installation = node.installation();
    return installation == null ? List.of() : installation.installedNow();
  }

  /** Equal for programs whose plans are equal. */
  private static String version(Plan plan) {
    return Integer.toHexString(PlanPrinter.of(plan, Optional.empty()).text().hashCode());
  }

  private Object[] program(String name, String version, String source, Time since) {
    return new Object[] {
      name,
      version,
      program.rules().stream().filter(r -> from(r.span(), source)).count(),
      tables().filter(r -> !r.system() && !r.hidden() && from(r.span(), source)).count(),
      since
    };
  }

  /**
   * Whether a place is in the text of an installed program, or, if it is empty, in no such text.
   */
  private static boolean from(Span span, String source) {
    return source.isEmpty() ? !Installed.is(span.source()) : span.source().name().equals(source);
  }

  private String programOf(CheckedRule rule) {
    String source = rule.span().source().name();
    return Installed.is(rule.span().source())
        ? source.substring(Installed.SOURCE.length())
        : program.name();
  }

  private Object[] rule(CheckedRule rule) {
    int index = rule.index();
    return new Object[] {
      programOf(rule),
      rule.label(),
      kind(rule),
      trigger(rule),
      rule.head().relation().name(),
      (long) rule.span().line(),
      counted(t -> t.firings[index]),
      counted(t -> t.derivations[index]),
      counted(t -> t.errors[index]),
      node.nullLocations(index),
      0L
    };
  }

  private static String kind(CheckedRule rule) {
    if (rule.head().delete()) return "delete";
    if (rule.head().relation().hidden()) return "hop";
    if (rule.head().aggregating()) return "aggregate";
    return rule.isView() ? "view" : "event";
  }

  /** The event; of a view the tables that it reads. */
  private static String trigger(CheckedRule rule) {
    if (rule.timer().isPresent()) return "periodic";
    if (rule.event().isPresent()) {
      BodyTerm.Predicate event = rule.event().get();
      String name = event.relation().name();
      return event.modifier() == BodyTerm.Modifier.NONE
          ? name
          : name + "#" + event.modifier().name().toLowerCase(Locale.ROOT);
    }
    return rule.body().stream()
        .filter(BodyTerm.Predicate.class::isInstance)
        .map(term -> ((BodyTerm.Predicate) term).relation().name())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private Object[] table(Relation relation) {
    TableSpec spec = relation.table().orElseThrow();
    Table rows = node.table(relation.id());
    return new Object[] {
      relation.name(),
      spec.soft() ? new Duration(spec.lifetimeNanos()) : (Object) Double.POSITIVE_INFINITY,
      spec.sized() ? spec.sizeMax() : (Object) Double.POSITIVE_INFINITY,
      keys(spec),
      rows.liveCount(node.now()),
      rows.bytes(),
      changes(relation, Changes.INSERTED),
      changes(relation, Changes.REPLACED),
      changes(relation, Changes.REFRESHED),
      changes(relation, Changes.DEAD),
      changes(relation, Changes.EXPIRED),
      changes(relation, Changes.EVICTED)
    };
  }

  private long changes(Relation relation, byte kind) {
    return counted(t -> t.changes[relation.id()][kind]);
  }

  /** A count up to now, the running step with it. */
  private long counted(ToLongFunction<Tally> count) {
    long running = node.step == null ? 0 : count.applyAsLong(node.step.tally);
    return count.applyAsLong(tally) + running;
  }

  /** Columns from 1, as programs write them; none for a bag. */
  private static ListValue keys(TableSpec spec) {
    return positions(spec.bag() ? List.of() : spec.keys());
  }

  private static ListValue positions(List<Integer> columns) {
    return ListValue.of(columns.stream().map(c -> (Object) (c + 1L)).toList());
  }

  private Stream<Object[]> columns(Relation relation) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < relation.arity(); i++) {
      Relation.Column column = relation.columns().get(i);
      rows.add(
          new Object[] {
            relation.name(), i + 1L, column.name(), column.type().name().toLowerCase(Locale.ROOT)
          });
    }
    return rows.stream();
  }

  private Stream<Object[]> indexes(Relation relation) {
    List<Plan.IndexKey> keys = plan.indexes().get(relation.id());
    long size = node.table(relation.id()).size();
    Map<Integer, Long> ranges = new TreeMap<>();
    long[] probes = new long[keys.size()];
    for (Strand strand : plan.strands()) {
      for (int at = 0; at < strand.operators().size(); at++) {
        long reached = passed(strand, at);
        switch (strand.operators().get(at)) {
          case Operator.Probe p when p.relation() == relation -> probes[p.index()] += reached;
          case Operator.Absent a when a.relation() == relation && a.index() >= 0 ->
              probes[a.index()] += reached;
          case Operator.Flip f when f.relation() == relation && f.index() >= 0 ->
              probes[f.index()] += reached;
          case Operator.Range r when r.relation() == relation ->
              ranges.merge(r.bounds().column(), reached, Long::sum);
          default -> {}
        }
      }
    }
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Object columns = positions(keys.get(i).columns());
      rows.add(new Object[] {relation.name(), columns, i == 0 ? "key" : "hash", probes[i], size});
    }
    ranges.forEach(
        (column, reached) ->
            rows.add(
                new Object[] {
                  relation.name(), positions(List.of(column)), "ordered", reached, size
                }));
    return rows.stream();
  }

  /** The trigger, the operators, the action; In and Out are how often a match reached and left. */
  private Stream<Object[]> elements(Strand strand) {
    List<String> texts = PlanPrinter.lines(plan, strand);
    String rule = strand.rule().map(CheckedRule::label).orElse("");
    List<Object[]> rows = new ArrayList<>();
    for (int at = 0; at < texts.size(); at++) {
      String op =
          at == 0
              ? "trigger"
              : at == texts.size() - 1
                  ? "action"
                  : strand
                      .operators()
                      .get(at - 1)
                      .getClass()
                      .getSimpleName()
                      .toLowerCase(Locale.ROOT);
      long in = passed(strand, Math.max(0, at - 1));
      long out = at == texts.size() - 1 ? in : passed(strand, at);
      rows.add(
          new Object[] {strand.name() + "." + at, rule, (long) at, op, texts.get(at), in, out});
    }
    return rows.stream();
  }

  private long passed(Strand strand, int operator) {
    return counted(t -> t.passed[strand.id()][operator]);
  }

  private Object[] timer(Timer timer) {
    long now = node.now();
    long fired =
        now < timer.firstNanos()
            ? 0
            : timer.periodNanos() == 0
                ? timer.count()
                : (now - timer.firstNanos()) / timer.periodNanos() + 1;
    boolean ever = timer.count() == Timer.FOREVER;
    if (!ever) fired = Math.min(fired, timer.count());
    return new Object[] {
      timer.rule(),
      new Duration(timer.periodNanos()),
      ever ? (Object) Double.POSITIVE_INFINITY : timer.count() - fired,
      new Time(timer.firstNanos() + fired * timer.periodNanos())
    };
  }

  private Object[] figures() {
    HostFigures host = node.host.figures(node);
    NodeStats stats = node.stats();
    long bytes = tables().mapToLong(r -> node.table(r.id()).bytes()).sum();
    return new Object[] {
      host.cpuNanos(),
      host.heapBytes(),
      bytes,
      host.bytesOut(),
      host.bytesIn(),
      stats.steps(),
      stats.rounds(),
      stats.derivations(),
      new Duration(host.stepNanosP99())
    };
  }

  // ---- the original's ----

  private Object[] oldTable(Relation relation) {
    TableSpec spec = relation.table().orElseThrow();
    return new Object[] {
      (long) relation.id(),
      relation.name(),
      spec.soft() ? spec.lifetimeNanos() / 1e9 : Double.POSITIVE_INFINITY,
      spec.sized() ? spec.sizeMax() : (Object) Double.POSITIVE_INFINITY,
      keys(spec),
      (long) node.table(relation.id()).size(),
      "",
      0L
    };
  }

  /** The last error of each code that is still kept. */
  private List<Object[]> oldErrors() {
    var rows = new LinkedHashMap<Object, Object[]>();
    Relation errors = program.relation("sysError").orElseThrow();
    for (Tuple error : node.table(errors.id()).live(node.now())) {
      Object code = error.get(3);
      rows.put(code, new Object[] {0L, program.name(), node.address(), code, error.get(6)});
    }
    return List.copyOf(rows.values());
  }

  private Object[] oldRule(CheckedRule rule) {
    return new Object[] {
      (long) rule.index(),
      0L,
      rule.label(),
      predicateId(rule, 0),
      "",
      rule.head().delete(),
      (long) rule.body().size() + (rule.event().isPresent() ? 1 : 0),
      true
    };
  }

  private Stream<Object[]> oldPredicates(CheckedRule rule) {
    List<Object[]> rows = new ArrayList<>();
    Relation head = rule.head().relation();
    rows.add(predicate(rule, 0, false, head, rule.head().delete() ? "DELETE" : "ADD"));
    rule.event()
        .ifPresent(e -> rows.add(predicate(rule, rows.size(), false, e.relation(), "EVENT")));
    for (BodyTerm term : rule.body()) {
      if (term instanceof BodyTerm.Predicate p)
        rows.add(predicate(rule, rows.size(), p.negated(), p.relation(), ""));
    }
    return rows.stream();
  }

  private Object[] predicate(
      CheckedRule rule, int position, boolean negated, Relation relation, String eca) {
    Object tid = relation.isTable() ? (Object) (long) relation.id() : (Object) "";
    ListValue names =
        ListValue.of(relation.columns().stream().map(c -> (Object) c.name()).toList());
    return new Object[] {
      predicateId(rule, position),
      (long) rule.index(),
      negated,
      relation.name(),
      tid,
      eca,
      names,
      (long) position,
      "",
      true
    };
  }

  /** Unique among the predicates of a program: no rule has a thousand. */
  private static long predicateId(CheckedRule rule, int position) {
    return rule.index() * 1000L + position;
  }
}
