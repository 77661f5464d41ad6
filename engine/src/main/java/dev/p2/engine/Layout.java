package dev.p2.engine;

import dev.p2.engine.host.Timer;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Source;
import dev.p2.plan.Action;
import dev.p2.plan.Plan;
import dev.p2.plan.Strand;
import dev.p2.plan.Traced;
import dev.p2.plan.Trigger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A program seen from the engine: who is triggered by what, worked out once and shared by all of
 * its nodes.
 */
final class Layout {
  private static final int[] NONE = {};

  final Plan plan;
  final Program program;
  final Tables tables;
  final RuleKeys ruleKeys;
  final StrandLayout[] strands;

  /** By relation: whether it is a table. */
  final boolean[] isTable;

  /** By relation: the strands that an event of it triggers. */
  final int[][] onEvent;

  final List<Readers> readers;

  /** By relation: ids of the readers that its changes concern. */
  final int[][] readersOf;

  /** By relation: the kinds of {@link Changes} that a strand goes on with, a bit each. */
  final int[] heard;

  final int[] facts;
  final int[] boots;

  /** By relation: the strands that look for a derivation by a recursive rule. */
  final int[][] rederive;

  /** By timer: what it does when it fires. */
  final Timers.Firing[] timers;

  /** What {@link ArmedTimers} of nodes share: those of the last that armed others than before. */
  volatile Timer.Rhythm[] rhythms = {};

  /** By rule index: aggregate views; null for other rules. */
  final AggregateLayout[] aggregates;

  final int componentCount;

  /** By component: whether it has a table of which rows live out their lifetime. */
  final boolean[] softComponents;

  /** By relation: whether a rule of such a component reads it. */
  final boolean[] feedsSoftComponent;

  /** Soft tables. */
  final int[] softRelations;

  /** By relation: whether it is a soft table whose expiry a rule can see. */
  final boolean[] expiryRead;

  /**
   * By relation: whether it is a table with one row a key whose changes no rule waits for, and
   * where a row that comes takes no other one's place.
   */
  final boolean[] unread;

  final int[] userSoftRelations;

  /** Tables whose rows survive a restart. */
  final int[] durableRelations;

  final int positionsMax;

  /** What the program traces. */
  final Traced traced;

  /** What the program reads of itself. */
  final Optional<Introspection> introspection;

  final Foresight foresight;

  /** What installs and uninstalls programs, -1 if the program does not know it. */
  final int installs;

  final int uninstalls;

  /** The sources of installed programs that are part of this one. */
  final Set<String> installed;

  /** By relation: whether an installed text watches it by itself; null if none does. */
  final boolean[] watchedByInstalled;

  private final Table[] empty;

  Layout(Plan plan) {
    this.plan = plan;
    program = plan.program();
    tables = new Tables(plan);
    traced = Traced.of(program);
    ruleKeys = new RuleKeys(program);
    strands =
        plan.strands().stream()
            .map(s -> new StrandLayout(s, tables, traced.strand(s), ruleKeys))
            .toArray(StrandLayout[]::new);
    readers = Readers.of(plan, tables);
    int count = program.relations().size();
    isTable = new boolean[count];
    onEvent = new int[count][];
    readersOf = new int[count][];
    heard = new int[count];
    rederive = new int[count][];
    empty = new Table[count];
    for (Relation relation : program.relations()) {
      int id = relation.id();
      onEvent[id] =
          strands(s -> s.trigger() instanceof Trigger.OnEvent e && e.relation() == relation);
      rederive[id] =
          strands(
              s ->
                  s.trigger() instanceof Trigger.OnRederive r
                      && r.relation() == relation
                      && recursive(s));
      readersOf[id] =
          readers.stream().filter(r -> r.strands()[id].length > 0).mapToInt(Readers::id).toArray();
      for (int reader : readersOf[id])
        for (int strand : readers.get(reader).strands()[id]) heard[id] |= strands[strand].heard();
      isTable[id] = relation.isTable();
      if (relation.isTable()) empty[id] = tables.make(id);
    }
    facts = strands(s -> s.trigger() instanceof Trigger.OnFact);
    boots = strands(s -> s.trigger() instanceof Trigger.OnBoot);
    timers = Timers.Firing.of(plan);
    aggregates = new AggregateLayout[program.rules().size()];
    for (Strand strand : plan.strands()) {
      if (strand.trigger() instanceof Trigger.OnGroup
          && strand.action() instanceof Action.Aggregate a) {
        CheckedRule rule = strand.rule().orElseThrow();
        aggregates[rule.index()] = AggregateLayout.of(rule, strand.id(), a.verb());
      }
    }
    componentCount = program.rules().stream().mapToInt(CheckedRule::component).max().orElse(-1) + 1;
    softComponents = new boolean[componentCount];
    feedsSoftComponent = new boolean[count];
    for (CheckedRule rule : program.rules())
      if (rule.component() >= 0 && tables.soft(rule.head().relation().id()))
        softComponents[rule.component()] = true;
    for (CheckedRule rule : program.rules()) {
      if (rule.component() < 0 || !softComponents[rule.component()]) continue;
      for (BodyTerm term : rule.body())
        if (term instanceof BodyTerm.Predicate p) feedsSoftComponent[p.relation().id()] = true;
    }
    softRelations = relations(r -> r.table().get().soft());
    expiryRead = new boolean[count];
    for (int id : softRelations) expiryRead[id] = tables.endsSeen(id);
    unread = new boolean[count];
    for (int id : relations(r -> !r.table().get().bag() && !r.table().get().sized()))
      unread[id] = readersOf[id].length == 0 && tables.component(id) < 0;
    userSoftRelations = relations(r -> r.table().get().soft() && !r.system());
    durableRelations = relations(r -> r.table().get().durable());
    positionsMax = positions();
    introspection = Introspection.of(plan);
    foresight = new Foresight(plan);
    installs = relation("sysInstall");
    uninstalls = relation("sysUninstall");
    installed = installed(program);
    watchedByInstalled = watchedByInstalled(program);
  }

  private static boolean[] watchedByInstalled(Program program) {
    boolean[] watched = null;
    for (Program.Watch watch : program.watches()) {
      Optional<Relation> relation = program.relation(watch.name());
      if (!watch.shows() || relation.isEmpty() || !Installed.is(watch.span().source())) continue;
      if (watched == null) watched = new boolean[program.relations().size()];
      watched[relation.get().id()] = true;
    }
    return watched;
  }

  private static Set<String> installed(Program program) {
    var sources = new HashSet<String>();
    for (CheckedRule rule : program.rules()) note(rule.span().source(), sources);
    for (Program.Fact fact : program.facts()) note(fact.span().source(), sources);
    return sources;
  }

  private static void note(Source source, Set<String> installed) {
    if (Installed.is(source)) installed.add(Installed.identity(source));
  }

  private static boolean recursive(Strand strand) {
    return strand.rule().orElseThrow().component() >= 0;
  }

  private int[] strands(Predicate<Strand> wanted) {
    int[] ids = plan.strands().stream().filter(wanted).mapToInt(Strand::id).toArray();
    return ids.length == 0 ? NONE : ids;
  }

  private int[] relations(Predicate<Relation> wanted) {
    return program.relations().stream()
        .filter(Relation::isTable)
        .filter(wanted)
        .mapToInt(Relation::id)
        .toArray();
  }

  private int positions() {
    int max = 0;
    for (StrandLayout strand : strands) {
      max = Math.max(max, strand.triggerPosition + 1);
      for (int position : strand.positions) max = Math.max(max, position + 1);
    }
    return max;
  }

  /** A table without rows, for nodes that have none of that relation. */
  Table emptyTable(int relation) {
    return empty[relation];
  }

  /** The id of a relation, or -1 if the program does not know it. */
  int relation(String name) {
    return program.relation(name).map(Relation::id).orElse(-1);
  }
}
