package dev.p2.plan;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.plan.Plan.TimerPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans a program: one strand for each rule and each thing that makes it run. */
public final class Planner {
  /** In the order in which they run; {@link Rewrite#after} is the reason. */
  static final List<Rewrite> REWRITES =
      List.of(
          new OrderJoins(),
          new PushSelections(),
          new UseIndexes(),
          new RangeProbes(),
          new NearestFirst());

  private final Program program;
  private final List<Rewrite> rewrites;
  private final IndexBook indexes;
  private final Set<Relation> recursive = new HashSet<>();
  private final List<Strand> strands = new ArrayList<>();
  private final List<TimerPlan> timers = new ArrayList<>();
  private final List<String> applied = new ArrayList<>();

  private Planner(Program program, PlanOptions options) {
    this.program = program;
    this.rewrites = REWRITES.stream().filter(r -> !options.without().contains(r.name())).toList();
    this.indexes = new IndexBook(program.relations());
    for (CheckedRule rule : program.rules()) {
      if (rule.isView() && rule.component() >= 0) recursive.add(rule.head().relation());
    }
  }

  /** Plans a program. Pure: the same program and options give an equal plan. */
  public static Plan plan(Program program, PlanOptions options) {
    return new Planner(program, options).plan();
  }

  /** What {@link PlanOptions#without} may name. */
  public static List<String> rewriteNames() {
    return REWRITES.stream().map(Rewrite::name).toList();
  }

  private Plan plan() {
    for (CheckedRule rule : program.rules()) {
      if (!rule.isView()) planEvent(rule);
      else if (rule.head().aggregating()) planAggregateView(rule);
      else planView(rule);
    }
    int number = 0;
    for (Program.Fact fact : program.facts()) {
      String name = "fact" + ++number + ":" + fact.relation().name();
      var trigger = new Trigger.OnFact(fact.span(), fact);
      strands.add(
          new Strand(
              strands.size(),
              Optional.empty(),
              name,
              trigger,
              List.of(),
              new Action.Install(fact)));
    }
    return new Plan(program, strands, indexes.all(), timers, applied);
  }

  private void planEvent(CheckedRule rule) {
    BodyTerm.Predicate event = rule.event().orElseThrow();
    var bound = bind(rule, rule.label(), new Draft.Start.Event(event), Exprs.of(rule.head()));
    Trigger trigger;
    if (rule.timer().isPresent()) {
      CheckedRule.Timer timer = rule.timer().get();
      trigger = new Trigger.OnTimer(event.span(), timers.size(), event.relation(), bound.trigger());
      timers.add(
          new TimerPlan(
              timers.size(), rule, strands.size(), timer.period(), timer.count(), timer.phase()));
    } else if (event.modifier() != BodyTerm.Modifier.NONE) {
      trigger =
          new Trigger.OnChange(event.span(), event.relation(), event.modifier(), bound.trigger());
    } else {
      trigger = new Trigger.OnEvent(event.span(), event.relation(), bound.trigger());
    }
    Action.Verb verb = verb(rule);
    Action action =
        rule.head().aggregating()
            ? new Action.Aggregate(
                rule.head(), verb, rule.fixedGroup(), bound.suppressors(), bound.fixedColumns())
            : new Action.Derive(rule.head(), verb);
    add(rule, rule.label(), trigger, bound, action);
  }

  private void planView(CheckedRule rule) {
    planChanges(rule, new Action.Derive(rule.head(), verb(rule)), Exprs.of(rule.head()));
    boolean here =
        rule.head().relation().isTable() && !rule.head().remote() && !rule.head().delete();
    if (here && rule.maintained() && recursive.contains(rule.head().relation())) {
      String name = rule.label() + ":rederive";
      var bound = bind(rule, name, new Draft.Start.HeadRow(rule.head(), false), List.of());
      var trigger = new Trigger.OnRederive(rule.span(), rule.head().relation(), bound.trigger());
      add(rule, name, trigger, bound, new Action.Rederived(rule.span(), rule.head().relation()));
    }
  }

  private void planAggregateView(CheckedRule rule) {
    var touch = new Action.TouchGroup(rule.head());
    planChanges(rule, touch, Exprs.columns(rule.head()));
    String name = rule.label() + ":group";
    var group = bind(rule, name, new Draft.Start.HeadRow(rule.head(), true), Exprs.of(rule.head()));
    var trigger = new Trigger.OnGroup(rule.span(), rule.head().relation(), group.trigger());
    add(
        rule,
        name,
        trigger,
        group,
        new Action.Aggregate(rule.head(), verb(rule), true, List.of(), List.of()));
    // An event head says nothing at the start (6.2), but has to know the empty value from then on.
    if (rule.fixedGroup()) {
      String boot = rule.label() + ":boot";
      add(rule, boot, new Trigger.OnBoot(rule.span()), bindBoot(rule), touch);
    }
  }

  /** One strand a body predicate, that runs when its table changes. */
  private void planChanges(CheckedRule rule, Action action, List<Expr> outputs) {
    List<BodyTerm.Predicate> predicates = Draft.predicates(rule);
    for (int position = 0; position < predicates.size(); position++) {
      BodyTerm.Predicate p = predicates.get(position);
      String name =
          predicates.size() == 1 ? rule.label() : rule.label() + ":" + unique(predicates, position);
      var bound = bind(rule, name, new Draft.Start.Change(p, position, false), outputs);
      var trigger =
          new Trigger.OnView(p.span(), p.relation(), position, p.negated(), bound.trigger());
      add(rule, name, trigger, bound, action);
    }
  }

  /** The relation's name, numbered from its second occurrence in a body on. */
  private static String unique(List<BodyTerm.Predicate> predicates, int position) {
    Relation relation = predicates.get(position).relation();
    long before =
        predicates.subList(0, position).stream().filter(p -> p.relation() == relation).count();
    return before == 0 ? relation.name() : relation.name() + (before + 1);
  }

  private Binder.Bound bind(CheckedRule rule, String name, Draft.Start start, List<Expr> outputs) {
    Draft draft = Drafts.of(rule, start);
    for (Rewrite rewrite : rewrites) {
      Draft better = rewrite.apply(draft);
      if (better != draft) applied.add(name + ": " + rewrite.name());
      draft = better;
    }
    return Binder.bind(draft, indexes, outputs);
  }

  /** The fixed group's columns are the node's address or constants, so there is nothing to read. */
  private Binder.Bound bindBoot(CheckedRule rule) {
    return Binder.bind(
        new Draft(rule, new Draft.Start.Boot(), 0, List.of()), indexes, Exprs.columns(rule.head()));
  }

  private void add(
      CheckedRule rule, String name, Trigger trigger, Binder.Bound bound, Action action) {
    strands.add(
        new Strand(
            strands.size(),
            Optional.of(rule),
            name,
            bound.variables(),
            trigger,
            bound.operators(),
            action));
  }

  private static Action.Verb verb(CheckedRule rule) {
    boolean remote = rule.head().remote();
    if (rule.head().delete()) return remote ? Action.Verb.SEND_DELETE : Action.Verb.DELETE;
    if (!rule.head().relation().isTable()) return remote ? Action.Verb.SEND : Action.Verb.EMIT;
    if (rule.isView()) return remote ? Action.Verb.SEND_SUPPORT : Action.Verb.SUPPORT;
    return remote ? Action.Verb.SEND_INSERT : Action.Verb.INSERT;
  }
}
