package dev.p2.engine;

import dev.p2.engine.host.Timer;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.BodyTerm.Modifier;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.EvalException;
import dev.p2.plan.Action;
import dev.p2.plan.Plan.TimerPlan;
import dev.p2.plan.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes a node from one program to another that has some programs more or fewer installed
 * (overlog.md 11.2).
 *
 * <p>Three parts, in this order. A step of the old program withdraws what the rules that go have
 * derived and that counts. Then the state is moved: rows with their numbers, times and supports,
 * results of groups, counters; timers keep their phase. Then a step of the new program shows the
 * rules that come all rows there are, as those of the boot step are shown, and installs their
 * facts; {@code t#kind} rules see none of that, for nothing has changed.
 *
 * <p>A derivation is known by the text of its rule, so supports move as they are. Where the new
 * program counts derivations in another way than the old one (a table whose rows can go now, a rule
 * that has become part of a recursive component) they are counted anew, which nobody is told.
 */
final class ProgramChange {
  private static final int NONE = -1;

  private final Node node;
  private final Layout from;
  private final Layout to;

  /** By old relation: the new one of that name, or -1. */
  private final int[] relations;

  /** By old rule: the same in the new program, or -1; and whether a new rule was there. */
  private final int[] rules;

  private final boolean[] fresh;

  /** New relations whose derivations are counted anew. */
  private final Set<Integer> recounted = new TreeSet<>();

  ProgramChange(Node node, CompiledProgram next) {
    this.node = node;
    from = node.layout;
    to = next.layout();
    relations = new int[from.program.relations().size()];
    for (Relation relation : from.program.relations())
      relations[relation.id()] = to.relation(relation.name());
    rules = new int[from.program.rules().size()];
    fresh = new boolean[to.program.rules().size()];
    Arrays.fill(fresh, true);
    for (int rule = 0; rule < rules.length; rule++) {
      rules[rule] = to.ruleKeys.index(from.ruleKeys.key(rule));
      if (rules[rule] != NONE) fresh[rules[rule]] = false;
    }
    for (int rule = 0; rule < rules.length; rule++) {
      if (rules[rule] == NONE) continue;
      StrandLayout before = derives(from, rule);
      StrandLayout after = derives(to, rules[rule]);
      if (before == null || after == null) continue;
      if (before.recursive != after.recursive || (!before.identified && after.identified))
        recounted.add(after.head);
    }
  }

  /** Whether the old program has rules that the new one has not. */
  boolean removes() {
    for (int rule : rules) if (rule == NONE) return true;
    return false;
  }

  /** The strand that finds all derivations of a view if it runs for every row; null if none is. */
  private static StrandLayout derives(Layout layout, int rule) {
    StrandLayout first = null;
    for (StrandLayout strand : layout.strands) {
      if (strand.rule != rule || strand.negated || strand.aggregates) continue;
      if (!(strand.trigger instanceof Trigger.OnView)) continue;
      if (!layout.isTable[strand.head] || layout.program.rules().get(rule).head().delete())
        continue;
      if (first == null || strand.triggerPosition < first.triggerPosition) first = strand;
    }
    return first;
  }

  private static void runAll(Step step, StrandLayout strand, Views.Mode mode) {
    if (!(strand.trigger instanceof Trigger.OnView view)) throw new AssertionError(strand.label);
    Table table = step.node.table(view.relation().id());
    for (int row = table.firstRow(); row != NONE; row = table.nextRow(row))
      step.views.runIn(mode, strand.id, table.row(row));
  }

  // ---- the step of the old program

  /** Withdraws what the rules that go have derived; they do not run in the rest of the step. */
  void withdraw(Step step) {
    var inert = new boolean[rules.length];
    for (int rule = 0; rule < rules.length; rule++) {
      if (rules[rule] != NONE) continue;
      inert[rule] = true;
      StrandLayout strand = derives(from, rule);
      if (strand != null && from.program.rules().get(rule).maintained())
        runAll(step, strand, Views.Mode.WITHDRAW);
    }
    step.groups.withdraw(key -> inert[key.rule().rule()]);
    step.inert = inert;
  }

  // ---- the state

  /**
   * The node's rows in terms of the new program.
   *
   * @throws EvalException if a value does not fit a column, whose type has changed
   */
  Table[] tables(CompiledProgram next) {
    Table[] tables = new Table[to.program.relations().size()];
    for (int relation = 0; relation < relations.length; relation++) {
      Table table = node.tables[relation];
      int as = relations[relation];
      if (table != null && as != NONE && to.isTable[as]) tables[as] = move(table, as, next);
    }
    return tables;
  }

  private Tuple remade(Tuple tuple, CompiledProgram next) {
    return next.remake(relations[tuple.relation()], tuple.values());
  }

  private Table move(Table table, int as, CompiledProgram next) {
    Table made = to.tables.make(as);
    Supports had = table.supports();
    if (had != null && had.identified() && made.supports() == null) made.keepSupports();
    Supports has = made.supports();
    boolean carries = had != null && !recounted.contains(as);
    made.restore(table.size(), table.freeRows(), table.inserted());
    boolean byAge = table.aged() && table.size() > 0;
    int row = byAge ? table.oldest() : table.firstRow();
    while (row != NONE) {
      Tuple moved = remade(table.row(row), next);
      if (made.bag()) moved.born(table.row(row).birth());
      made.restoreRow(row, moved, table.aged() ? table.time(row) : 0);
      if (has != null) {
        if (had == null || had.isBase(row)) has.setBase(row);
        if (carries) has.take(row, had);
      }
      row = byAge ? table.newer(row) : table.nextRow(row);
    }
    return made;
  }

  /** The last results of the node's groups in terms of the new program. */
  GroupStates groups(CompiledProgram next) {
    var moved = new GroupStates();
    node.groupStates()
        .forEach(
            (key, state) -> {
              int rule = rules[key.rule().rule()];
              if (rule == NONE) return;
              var rows = new ArrayList<Tuple>();
              for (Tuple row : state.rows()) rows.add(remade(row, next));
              moved.put(
                  new AggregateLayout.Key(to.aggregates[rule], remade(key.group, next)),
                  new Groups.State(List.copyOf(rows), state.errors()));
            });
    return moved;
  }

  /**
   * The timers of the new program: those that were there under their ids and with their phase, new
   * ones armed now.
   *
   * @param planned by id of the node: its number in the new program, to be filled in
   * @throws EvalException if a period, count or phase has no value that a timer can have
   */
  List<Timer> timers(CompiledProgram next, int[] planned, long now) {
    var byRule = new HashMap<Integer, Timer>();
    for (Timer timer : node.timers()) {
      int rule = from.plan.timers().get(node.planned(timer.id())).rule().index();
      byRule.put(rules[rule], timer);
    }
    var timers = new ArrayList<Timer>();
    int id = planned.length - to.plan.timers().size();
    for (TimerPlan plan : to.plan.timers()) {
      Timer had = byRule.get(plan.rule().index());
      Timer has =
          had == null
              ? Timers.arm(next, plan, id++, node, now)
              : new Timer(
                  had.id(), plan.rule().label(), had.periodNanos(), had.count(), had.firstNanos());
      timers.add(has);
      planned[has.id()] = plan.id();
    }
    return timers;
  }

  /** The new index of an old rule, or -1. */
  int rule(int old) {
    return rules[old];
  }

  /** The new id of an old relation, or -1. */
  int relation(int old) {
    return relations[old];
  }

  // ---- the step of the new program

  /** Shows the rules that come what there is, and installs their facts. */
  void arrive(Step step) {
    recount(step);
    stand(step);
    for (int strand : to.boots)
      if (fresh[to.strands[strand].rule]) step.views.runIn(Views.Mode.SUPPORT, strand, null);
    for (int i = 0; i < to.facts.length; i++)
      if (isNew(to.program.facts().get(i).span().source())) step.runStrand(to.facts[i], null);
    step.commit.run();
  }

  /** Whether a source of the new program is none of the old one. */
  private boolean isNew(Source source) {
    return Installed.is(source) && !from.installed.contains(Installed.identity(source));
  }

  private void stand(Step step) {
    int order = Integer.MIN_VALUE;
    for (Readers readers : to.readers) {
      for (Relation relation : to.program.relations()) {
        if (!readsFresh(readers, relation.id())) continue;
        Table table = step.node.table(relation.id());
        for (int row = table.firstRow(); row != NONE; row = table.nextRow(row))
          step.logs[readers.id()].add(
              relation.id(), null, table.row(row), row, DeltaLog.STANDING, order++);
        if (table.size() > 0) step.hasChanges = true;
      }
    }
  }

  private boolean readsFresh(Readers readers, int relation) {
    for (int strand : readers.strands()[relation])
      if (to.strands[strand].change == Modifier.NONE && fresh[to.strands[strand].rule]) return true;
    return false;
  }

  /** Counts derivations of rules that were there before; nobody is told. */
  private void recount(Step step) {
    if (recounted.isEmpty()) return;
    for (CheckedRule rule : to.program.rules()) {
      StrandLayout strand = derives(to, rule.index());
      if (fresh[rule.index()] || strand == null || strand.recursive || !rule.maintained()) continue;
      if (rule.head().remote() || !recounted.contains(strand.head)) continue;
      runAll(step, strand, Views.Mode.REFRESH);
    }
    Ops found = step.inserts;
    for (int op = 0; op < found.size; op++) count(found.tuples[op], found.print(op));
    found.clear();
    node.groupStates()
        .forEach(
            (key, state) -> {
              StrandLayout strand = to.strands[key.rule().strand()];
              if (key.rule().verb() != Action.Verb.SUPPORT || !recounted.contains(strand.head))
                return;
              for (Tuple row : state.rows())
                count(row, strand.identified ? Fingerprints.notZero(strand.rulePrint) : 0);
            });
  }

  private void count(Tuple tuple, long print) {
    Table table = node.table(tuple.relation());
    if (table.bag() || table.size() == 0) return;
    int row = table.find(tuple, tuple.hash(0));
    if (row != NONE && table.same(row, tuple)) table.supports().addDerivation(row, print);
  }
}
