package dev.p2.oracle;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Variable;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The matches of a rule's body (4.6, 7.5, 8.1, 8.3): nested loops over the positive predicates in
 * text order, then the rest.
 */
final class Body {
  private final CheckedRule rule;
  private final ReferenceNode node;
  private final Evaluator evaluator;
  private final Function<Relation, List<Row>> tables;
  private final List<BodyTerm.Predicate> positive = new ArrayList<>();

  /** Variables that a positive predicate or an assignment binds; others are existential (8.1). */
  private final Set<Variable> bindable = new HashSet<>();

  private final List<Match> matches = new ArrayList<>();

  /**
   * @param tables the rows as the rule sees them
   */
  Body(CheckedRule rule, ReferenceNode node, Function<Relation, List<Row>> tables) {
    this.rule = rule;
    this.node = node;
    this.evaluator = new Evaluator(node);
    this.tables = tables;
    rule.event().ifPresent(this::bindsAll);
    for (BodyTerm term : rule.body()) {
      switch (term) {
        case BodyTerm.Predicate p when !p.negated() -> {
          positive.add(p);
          bindsAll(p);
        }
        case BodyTerm.Predicate _, BodyTerm.Condition _ -> {}
        case BodyTerm.Assign a -> bindable.add(a.variable());
      }
    }
  }

  private void bindsAll(BodyTerm.Predicate p) {
    for (Argument a : p.arguments()) if (a instanceof Argument.Var v) bindable.add(v.variable());
  }

  /** The matches for an event, or of a view. */
  List<Match> matches(Optional<Fact> event) {
    var bound = new HashMap<Variable, Object>();
    if (event.isPresent() && !unify(rule.event().orElseThrow(), event.get(), bound))
      return List.of();
    join(0, event, bound, new ArrayList<>());
    return matches;
  }

  private void join(int next, Optional<Fact> event, Map<Variable, Object> bound, List<Row> chosen) {
    if (next == positive.size()) {
      complete(event, bound, chosen);
      return;
    }
    BodyTerm.Predicate p = positive.get(next);
    for (Row row : tables.apply(p.relation())) {
      node.visit();
      var further = new HashMap<>(bound);
      if (!unify(p, row.fact, further)) continue;
      var rows = new ArrayList<>(chosen);
      rows.add(row);
      join(next + 1, event, further, rows);
    }
  }

  /**
   * Whether the constants and expressions of the event's predicate that these variables decide fit
   * the event.
   */
  boolean fitsEvent(Fact event, Map<Variable, Object> bound) {
    return fits(rule.event().orElseThrow(), event, bound);
  }

  /**
   * Binds and tests a predicate's variables; its expressions wait until all variables are bound.
   */
  boolean unify(BodyTerm.Predicate p, Fact fact, Map<Variable, Object> bound) {
    if (p.locationColumn() >= 0 && !Values.equal(fact.get(p.locationColumn()), node.address))
      return false; // 7.5
    for (int column = 0; column < p.arguments().size(); column++) {
      if (!(p.arguments().get(column) instanceof Argument.Var(Variable v)) || !bindable.contains(v))
        continue;
      Object value = converted(fact.get(column), v);
      if (!bound.containsKey(v)) bound.put(v, value);
      else if (!Values.equal(bound.get(v), value)) return false;
    }
    return true;
  }

  /** 3.4: values of declared columns are converted to the variable's type as they are read. */
  private static Object converted(Object value, Variable v) {
    return Values.convert(value, v.type());
  }

  /**
   * All positive predicates match: now assignments, expressions in predicates, conditions, negated
   * predicates.
   */
  private void complete(Optional<Fact> event, Map<Variable, Object> bound, List<Row> chosen) {
    var errors = new TreeMap<Integer, EvalException>(); // by place in the text
    if (!assign(bound, errors)) return;
    if (event.isPresent() && !fits(rule.event().orElseThrow(), event.get(), bound)) return;
    for (int i = 0; i < positive.size(); i++) {
      if (!fits(positive.get(i), chosen.get(i).fact, bound)) return;
    }
    for (BodyTerm term : rule.body()) {
      switch (term) {
        case BodyTerm.Condition c -> {
          if (!ready(c.condition(), bound))
            continue; // a variable's assignment has failed: reported there
          try {
            if (!evaluator.holds(c.condition(), bound)) return;
          } catch (EvalException e) {
            errors.putIfAbsent(c.span().start(), e);
          }
        }
        case BodyTerm.Predicate p when p.negated() -> {
          if (matchesSome(p, bound, errors)) return;
        }
        case BodyTerm.Predicate _, BodyTerm.Assign _ -> {}
      }
    }
    matches.add(
        new Match(
            List.copyOf(chosen),
            bound,
            errors.isEmpty() ? Optional.empty() : Optional.of(errors.firstEntry().getValue())));
  }

  /** Assignments as soon as they can be evaluated; one whose variable has a value is a test. */
  private boolean assign(Map<Variable, Object> bound, Map<Integer, EvalException> errors) {
    var waiting = new ArrayList<BodyTerm.Assign>();
    for (BodyTerm term : rule.body()) if (term instanceof BodyTerm.Assign a) waiting.add(a);
    boolean again = true;
    while (again) {
      again = false;
      for (var each = waiting.iterator(); each.hasNext(); ) {
        BodyTerm.Assign a = each.next();
        if (!ready(a.value(), bound)) continue;
        each.remove();
        again = true;
        try {
          Object value = evaluator.value(a.value(), bound);
          if (!bound.containsKey(a.variable())) bound.put(a.variable(), value);
          else if (!Values.equal(bound.get(a.variable()), value)) return false;
        } catch (EvalException e) {
          if (bound.containsKey(a.variable())) return false; // no row has what is no value
          errors.putIfAbsent(a.span().start(), e);
        }
      }
    }
    return waiting.stream().noneMatch(a -> bound.containsKey(a.variable()));
  }

  /**
   * Constants and expressions among a predicate's arguments are tests (8.1); no row has what cannot
   * be computed, so that is no complete match (4.6).
   */
  private boolean fits(BodyTerm.Predicate p, Fact fact, Map<Variable, Object> bound) {
    for (int column = 0; column < p.arguments().size(); column++) {
      if (!(p.arguments().get(column) instanceof Argument.Match(Expr value))) continue;
      if (!ready(value, bound)) return false;
      try {
        if (!Values.equal(evaluator.value(value, bound), fact.get(column))) return false;
      } catch (EvalException e) {
        return false;
      }
    }
    return true;
  }

  /** Whether a row matches a negated predicate (8.3). */
  private boolean matchesSome(
      BodyTerm.Predicate p, Map<Variable, Object> bound, Map<Integer, EvalException> errors) {
    for (Argument a : p.arguments()) {
      if (a instanceof Argument.Var(Variable v) && bindable.contains(v) && !bound.containsKey(v))
        return false;
      if (a instanceof Argument.Match(Expr e) && !ready(e, bound)) return false;
    }
    for (Argument a : p.arguments()) {
      if (!(a instanceof Argument.Match(Expr e))) continue;
      try {
        evaluator.value(e, bound);
      } catch (EvalException error) {
        errors.putIfAbsent(p.span().start(), error);
        return false;
      }
    }
    for (Row row : tables.apply(p.relation())) if (matches(p, row.fact, bound)) return true;
    return false;
  }

  private boolean matches(BodyTerm.Predicate p, Fact fact, Map<Variable, Object> outer) {
    if (p.locationColumn() >= 0 && !Values.equal(fact.get(p.locationColumn()), node.address))
      return false;
    var bound = new HashMap<>(outer);
    for (int column = 0; column < p.arguments().size(); column++) {
      Object value = fact.get(column);
      switch (p.arguments().get(column)) {
        case Argument.Any _ -> {}
        case Argument.Match(Expr e) -> {
          if (!Values.equal(evaluator.value(e, bound), value)) return false;
        }
        case Argument.Var(Variable v) -> {
          if (!bound.containsKey(v)) bound.put(v, value); // existential, but the same throughout
          else if (!Values.equal(bound.get(v), value)) return false;
        }
      }
    }
    return true;
  }

  private static boolean ready(Expr expr, Map<Variable, Object> bound) {
    return bound.keySet().containsAll(variables(expr));
  }

  /** The variables of an expression. */
  static Set<Variable> variables(Expr expr) {
    var all = new HashSet<Variable>();
    collect(expr, all);
    return all;
  }

  private static void collect(Expr expr, Set<Variable> into) {
    if (expr instanceof Expr.Var v) into.add(v.variable());
    for (Expr part : parts(expr)) collect(part, into);
  }

  static List<Expr> parts(Expr expr) {
    return switch (expr) {
      case Expr.Const _, Expr.Var _, Expr.NodeConstant _ -> List.of();
      case Expr.Convert e -> List.of(e.operand());
      case Expr.Unary e -> List.of(e.operand());
      case Expr.Binary e -> List.of(e.left(), e.right());
      case Expr.Conditional e -> List.of(e.condition(), e.then(), e.otherwise());
      case Expr.Interval e -> List.of(e.value(), e.low(), e.high());
      case Expr.Contains e -> List.of(e.value(), e.collection());
      case Expr.Element e -> List.of(e.list(), e.index());
      case Expr.ListOf e -> e.elements();
      case Expr.Call e -> e.arguments();
    };
  }
}
