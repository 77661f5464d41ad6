package dev.p2.plan;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Variable;
import dev.p2.lang.syntax.Span;
import dev.p2.plan.Draft.Start;
import dev.p2.plan.Draft.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a draft into operators: walks its steps in order, decides for every column whether it
 * binds, is compared or is looked up, and takes an index for each read that may use one.
 *
 * <p>A column whose expression needs variables that are bound later is read into a variable of the
 * planner's own, and compared as soon as that is possible.
 */
final class Binder {
  /** What a draft became; the last two as in {@link Action.Aggregate}. */
  record Bound(
      List<Variable> variables,
      List<ColumnUse> trigger,
      List<Operator> operators,
      List<Action.Suppressor> suppressors,
      List<Integer> fixedColumns) {}

  private record Pending(Span span, Variable column, Expr value) {}

  private final Draft draft;
  private final CheckedRule rule;
  private final IndexBook indexes;
  private final Uses uses;
  private final Set<Variable> locations;
  private final Set<Variable> bindable;
  private final Set<Variable> bound = new HashSet<>();
  private final List<Operator> operators = new ArrayList<>();
  private final List<Action.Suppressor> suppressors = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private final List<Integer> fixedColumns = new ArrayList<>();
  private boolean suppressing;
  private final List<Variable> variables;

  private Binder(Draft draft, IndexBook indexes, List<Expr> outputs) {
    this.draft = draft;
    this.rule = draft.rule();
    this.indexes = indexes;
    this.variables = new ArrayList<>(rule.variables());
    this.uses = new Uses(rule, draft.start(), outputs);
    this.locations = Draft.locations(rule);
    this.bindable = Draft.bindable(rule);
  }

  /**
   * @param outputs the expressions that the strand's action evaluates
   */
  static Bound bind(Draft draft, IndexBook indexes, List<Expr> outputs) {
    return new Binder(draft, indexes, outputs).bind();
  }

  private Bound bind() {
    suppressing = draft.start() instanceof Start.Event && rule.head().aggregating();
    List<ColumnUse> trigger = trigger();
    bindLocations();
    if (draft.start() instanceof Start.Change c && c.predicate().negated()) flip(c, trigger);
    compare(suppressing);
    boolean late = false;
    for (int i = 0; i < draft.steps().size(); i++) {
      Step step = draft.steps().get(i);
      if (i >= draft.fixed()) fixedPartEnds();
      if (!late && late(step)) compare(late = true);
      add(step);
      compare(late || suppressing);
    }
    fixedPartEnds();
    compare(true);
    if (!pending.isEmpty())
      throw new AssertionError(rule + ": variables are never bound: " + pending);
    return new Bound(variables, trigger, operators, suppressors, fixedColumns);
  }

  /** What is bound now, of an aggregate's strand, the event alone has bound (6.1). */
  private void fixedPartEnds() {
    if (!suppressing) return;
    suppressing = false;
    List<Head.Column> columns = rule.head().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i) instanceof Head.Column.Value(Expr value)
          && !Exprs.draws(value)
          && bound.containsAll(Exprs.variables(value))) fixedColumns.add(i);
    }
  }

  private List<ColumnUse> trigger() {
    return switch (draft.start()) {
      case Start.Event e -> columns(e.predicate());
      case Start.Change c -> columns(c.predicate());
      case Start.HeadRow row -> columns(row);
      case Start.Boot b -> List.of();
    };
  }

  private List<ColumnUse> columns(BodyTerm.Predicate predicate) {
    var roles = new ArrayList<>(roles(predicate));
    boolean timer = draft.start() instanceof Start.Event && rule.timer().isPresent();
    for (int i = 0; timer && i < roles.size(); i++) {
      // The period and the count that a rule writes are the timer's, not a pattern.
      if (predicate.arguments().get(i) instanceof Argument.Match)
        roles.set(i, new Access.Role.Free());
    }
    int at = predicate.locationColumn();
    if (at >= 0
        && !predicate.testLocation()
        && predicate.arguments().get(at) instanceof Argument.Var v
        && uses.needsLocation(v.variable())) {
      roles.set(at, new Access.Role.First(v.variable()));
    }
    return uses(predicate, roles, List.of());
  }

  private List<ColumnUse> columns(Start.HeadRow row) {
    Head head = row.head();
    var found = new ArrayList<ColumnUse>();
    for (int i = 0; i < head.columns().size(); i++) {
      found.add(
          head.columns().get(i) instanceof Head.Column.Value v
              ? headColumn(row, i, v.value())
              : new ColumnUse.Skip());
    }
    return found;
  }

  private ColumnUse headColumn(Start.HeadRow row, int column, Expr value) {
    Relation relation = row.head().relation();
    boolean here = column == row.head().locationColumn() && !row.head().remote();
    boolean sure =
        row.group() || here && column == relation.homeColumn() && relation.everywhereLocal();
    Optional<Variable> variable = row.variable(column);
    if (variable.isPresent() && locations.contains(variable.get())) {
      if (sure && uses.needsLocation(variable.get()) && bound.add(variable.get()))
        return new ColumnUse.Bind(variable.get());
      return sure ? new ColumnUse.Skip() : test(relation, column, Exprs.localAddress(value.span()));
    }
    if (here && sure) return new ColumnUse.Skip();
    if (variable.isPresent() && bound.add(variable.get()))
      return new ColumnUse.Bind(variable.get());
    // A group's key was made by this rule, so what follows from other columns of it holds.
    if (row.group() && row.bound().containsAll(Exprs.variables(value))) return new ColumnUse.Skip();
    if (bound.containsAll(Exprs.variables(value))) return test(relation, column, value);
    return later(relation, column, value);
  }

  private static ColumnUse test(Relation relation, int column, Expr value) {
    return new ColumnUse.Test(Exprs.comparable(value, relation.columns().get(column).type()));
  }

  /**
   * Gives the location variables that the trigger did not bind their value, and holds a constant
   * location to it.
   */
  private void bindLocations() {
    for (Variable location : locations) {
      if (uses.needsLocation(location) && bound.add(location)) {
        add(
            new Operator.Assign(
                rule.span(), Operator.Select.SILENT, location, Exprs.localAddress(rule.span())));
      }
    }
    bound.addAll(locations);
    var constants = new HashSet<Object>();
    for (BodyTerm.Predicate p : Draft.predicates(rule)) {
      if (p.locationColumn() < 0
          || !(p.arguments().get(p.locationColumn()) instanceof Argument.Match m)) continue;
      if (m.value() instanceof Expr.NodeConstant n
          && n.kind() == Expr.NodeConstant.Kind.LOCALADDRESS) continue;
      Object same = m.value() instanceof Expr.Const c ? c.value() : m.value();
      if (!constants.add(same)) continue;
      Expr condition = Exprs.equal(p.span(), Exprs.localAddress(p.span()), m.value());
      add(new Operator.Select(p.span(), Operator.Select.SILENT, condition));
    }
  }

  private void add(Step step) {
    switch (step) {
      case Step.Check check ->
          add(
              new Operator.Select(
                  check.condition().span(), check.term(), check.condition().condition()));
      case Step.Let let -> {
        BodyTerm.Assign a = let.assign();
        // Where a predicate has bound the variable, what cannot be computed is no value that it
        // could have: no match, as when the assignment comes first and the predicate is looked up.
        add(
            bound.add(a.variable())
                ? new Operator.Assign(a.span(), let.term(), a.variable(), a.value())
                : new Operator.Select(
                    a.span(),
                    Operator.Select.SILENT,
                    Exprs.equal(a.span(), Exprs.var(a.span(), a.variable()), a.value())));
      }
      case Step.Read read -> add(read.predicate().negated() ? absent(read) : read(read));
    }
  }

  private Operator read(Step.Read step) {
    BodyTerm.Predicate p = step.predicate();
    Relation relation = p.relation();
    var roles = roles(p);
    int index = index(relation, roles, step.indexed());
    if (index < 0 && step.bounds().isPresent()) {
      return new Operator.Range(
          p.span(), relation, step.position(), step.bounds().get(), uses(p, roles, List.of()));
    }
    if (index < 0) {
      return new Operator.Scan(
          p.span(), relation, step.position(), uses(p, roles, List.of()), step.version());
    }
    List<Integer> key = indexes.key(relation, index).columns();
    boolean unique = IndexBook.unique(relation, key);
    return new Operator.Probe(
        p.span(),
        relation,
        step.position(),
        index,
        values(roles, key),
        uses(p, roles, key),
        step.version(),
        unique);
  }

  private Operator absent(Step.Read step) {
    BodyTerm.Predicate p = step.predicate();
    var roles = roles(p);
    if (roles.stream().anyMatch(Access.Role.Later.class::isInstance)) {
      throw new AssertionError(
          rule + ": a negated predicate compares with what is never bound: " + p);
    }
    int index = index(p.relation(), roles, step.indexed());
    List<Integer> key = index < 0 ? List.of() : indexes.key(p.relation(), index).columns();
    compute(step, roles);
    return new Operator.Absent(
        p.span(),
        p.relation(),
        step.position(),
        index,
        values(roles, key),
        uses(p, roles, key),
        step.version());
  }

  /**
   * Computes the expressions among a negated predicate's arguments before it is read: an error in
   * one is an error of the match (4.6), and not a row that is missing.
   */
  private void compute(Step.Read step, List<Access.Role> roles) {
    BodyTerm.Predicate p = step.predicate();
    for (int i = 0; i < roles.size(); i++) {
      if (!(roles.get(i) instanceof Access.Role.Known)
          || !(p.arguments().get(i) instanceof Argument.Match(Expr value))
          || value instanceof Expr.Const
          || value instanceof Expr.NodeConstant) continue;
      Relation.Column column = p.relation().columns().get(i);
      var computed =
          new Variable("?" + column.name(), variables.size(), value.type(), value.nullable());
      variables.add(computed);
      add(new Operator.Assign(p.span(), step.term(), computed, value));
      Expr known = Exprs.comparable(Exprs.var(p.span(), computed), column.type());
      roles.set(i, new Access.Role.Known(known));
    }
  }

  /**
   * Asks about the key that the trigger's row has, so its variables, and columns that wait, are
   * bound.
   */
  private void flip(Start.Change change, List<ColumnUse> trigger) {
    BodyTerm.Predicate p = change.predicate();
    var roles = roles(p);
    for (int i = 0; i < roles.size(); i++) {
      if (roles.get(i) instanceof Access.Role.Later && trigger.get(i) instanceof ColumnUse.Bind b) {
        roles.set(i, new Access.Role.Known(Exprs.var(p.span(), b.variable())));
      }
    }
    int index = index(p.relation(), roles, change.indexed());
    List<Integer> key = index < 0 ? List.of() : indexes.key(p.relation(), index).columns();
    add(
        new Operator.Flip(
            p.span(),
            p.relation(),
            change.position(),
            index,
            values(roles, key),
            uses(p, roles, key)));
  }

  private List<Access.Role> roles(BodyTerm.Predicate p) {
    return Access.roles(p, bound::contains, locations, v -> uses.alone(v, p));
  }

  private int index(Relation relation, List<Access.Role> roles, boolean indexed) {
    Set<Integer> known = Access.known(roles);
    boolean draws =
        roles.stream().anyMatch(r -> r instanceof Access.Role.Known k && Exprs.draws(k.value()));
    return (indexed || draws) && !known.isEmpty() ? indexes.choose(relation, known) : -1;
  }

  private static List<Expr> values(List<Access.Role> roles, List<Integer> key) {
    return key.stream().map(column -> ((Access.Role.Known) roles.get(column)).value()).toList();
  }

  private List<ColumnUse> uses(BodyTerm.Predicate p, List<Access.Role> roles, List<Integer> key) {
    var found = new ArrayList<ColumnUse>();
    for (int i = 0; i < roles.size(); i++) {
      found.add(
          switch (roles.get(i)) {
            case Access.Role.Free free -> new ColumnUse.Skip();
            case Access.Role.Known known ->
                key.contains(i) ? new ColumnUse.Skip() : new ColumnUse.Test(known.value());
            case Access.Role.Repeat repeat -> new ColumnUse.Test(repeat.value());
            case Access.Role.First first -> new ColumnUse.Bind(first.variable());
            case Access.Role.Later waiting -> later(p.relation(), i, waiting.value());
          });
    }
    for (Access.Role role : roles) {
      if (role instanceof Access.Role.First f && bindable.contains(f.variable()))
        bound.add(f.variable());
    }
    return found;
  }

  private ColumnUse later(Relation relation, int column, Expr value) {
    Relation.Column type = relation.columns().get(column);
    var variable = new Variable("?" + type.name(), variables.size(), type.type(), type.nullable());
    variables.add(variable);
    pending.add(new Pending(value.span(), variable, value));
    return new ColumnUse.Bind(variable);
  }

  /**
   * Compares the columns that waited for variables that are bound now; with what draws only if
   * {@code late}: once all reads are done, or where an aggregate's event is compared, which does
   * not start the rule if it does not match.
   */
  private void compare(boolean late) {
    for (var i = pending.iterator(); i.hasNext(); ) {
      Pending p = i.next();
      if (!bound.containsAll(Exprs.variables(p.value())) || Exprs.draws(p.value()) && !late)
        continue;
      i.remove();
      Expr condition = Exprs.equal(p.span(), Exprs.var(p.span(), p.column()), p.value());
      add(new Operator.Select(p.span(), Operator.Select.SILENT, condition));
    }
  }

  private void add(Operator operator) {
    if (suppressing) suppressors.add(new Action.Suppressor(operators.size()));
    operators.add(operator);
  }

  private static boolean late(Step step) {
    return switch (step) {
      case Step.Let let -> let.late();
      case Step.Check check -> check.late();
      case Step.Read read -> read.late();
    };
  }
}
