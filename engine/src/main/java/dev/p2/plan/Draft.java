package dev.p2.plan;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Variable;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule on its way to a strand: what starts it, and the order in which its terms are evaluated.
 * What happens with each column is not decided yet, so steps can change places.
 *
 * @param fixed how many steps at the beginning are conditions and assignments that an aggregate's
 *     event fixes; they stay in front, since they decide whether there is any output
 */
record Draft(CheckedRule rule, Start start, int fixed, List<Step> steps) {
  Draft {
    steps = List.copyOf(steps);
  }

  /** What starts the strand. */
  sealed interface Start {
    /** The rule's event. */
    record Event(BodyTerm.Predicate predicate) implements Start {}

    /**
     * A change of a view's body predicate; {@code indexed} matters where it is negated, as in
     * {@link Step.Read}.
     */
    record Change(BodyTerm.Predicate predicate, int position, boolean indexed) implements Start {
      Change byIndex() {
        return new Change(predicate, position, true);
      }
    }

    /** A group of an aggregate view, or a head row to derive again. */
    record HeadRow(Head head, boolean group) implements Start {
      /** The variable that head column {@code column} gives back, if it holds one as it was. */
      Optional<Variable> variable(int column) {
        if (!(head.columns().get(column) instanceof Head.Column.Value v)) return Optional.empty();
        // A group's key was made from this rule's variables, so boxing can be undone; another
        // rule's head row may hold
        // what does not fit.
        Expr value =
            group && v.value() instanceof Expr.Convert c && c.type() == Type.ANY
                ? c.operand()
                : v.value();
        if (!(value instanceof Expr.Var var)) return Optional.empty();
        boolean fits = group || var.nullable() || !head.relation().columns().get(column).nullable();
        return fits ? Optional.of(var.variable()) : Optional.empty();
      }

      Set<Variable> bound() {
        var bound = new LinkedHashSet<Variable>();
        for (int i = 0; i < head.columns().size(); i++) variable(i).ifPresent(bound::add);
        return bound;
      }
    }

    /** The start of the node. */
    record Boot() implements Start {}
  }

  /** One term of the body; {@code term} is its position there. */
  sealed interface Step {
    int term();

    /**
     * A predicate, positive or negated; {@code indexed}: by an index where columns are bound;
     * {@code bounds}: else only rows with these values.
     */
    record Read(
        int term,
        int position,
        BodyTerm.Predicate predicate,
        Operator.Version version,
        boolean indexed,
        Optional<Bounds> bounds,
        boolean late)
        implements Step {
      Read byIndex() {
        return new Read(term, position, predicate, version, true, bounds, late);
      }

      Read within(Bounds values) {
        return new Read(term, position, predicate, version, indexed, Optional.of(values), late);
      }
    }

    /**
     * An assignment; {@code late}: it draws, or needs what is drawn, so it comes after everything
     * else.
     */
    record Let(int term, BodyTerm.Assign assign, boolean late) implements Step {}

    /** A condition; {@code late} as above. */
    record Check(int term, BodyTerm.Condition condition, boolean late) implements Step {}
  }

  Draft withSteps(List<Step> changed) {
    return changed.equals(steps) ? this : new Draft(rule, start, fixed, changed);
  }

  Draft withStart(Start changed) {
    return changed.equals(start) ? this : new Draft(rule, changed, fixed, steps);
  }

  /** The variables that have a value before the first step. */
  Set<Variable> boundAtStart() {
    var bound = new LinkedHashSet<>(locations(rule));
    switch (start) {
      case Start.Event e -> bound.addAll(variables(e.predicate()));
      case Start.Change c -> {
        var names = variables(c.predicate());
        if (c.predicate().negated()) names.retainAll(bindable(rule));
        bound.addAll(names);
      }
      case Start.HeadRow h -> bound.addAll(h.bound());
      case Start.Boot b -> {}
    }
    return bound;
  }

  /**
   * What a step must have before it runs. A positive read needs nothing: what is not bound it
   * binds.
   */
  Set<Variable> needs(Step step) {
    return switch (step) {
      case Step.Let let -> Exprs.variables(let.assign().value());
      case Step.Check check -> Exprs.variables(check.condition().condition());
      case Step.Read read -> {
        var needs = new LinkedHashSet<Variable>();
        if (!read.predicate().negated()) yield needs;
        needs.addAll(variables(read.predicate()));
        for (Argument argument : read.predicate().arguments()) {
          if (argument instanceof Argument.Match m) needs.addAll(Exprs.variables(m.value()));
        }
        needs.retainAll(bindable(rule));
        yield needs;
      }
    };
  }

  /** What a step gives a value to. */
  static Set<Variable> binds(Step step) {
    return switch (step) {
      case Step.Let let -> Set.of(let.assign().variable());
      case Step.Check check -> Set.of();
      case Step.Read read -> read.predicate().negated() ? Set.of() : variables(read.predicate());
    };
  }

  /**
   * The variables that stand for this node's address: they have a value before anything is read.
   */
  static Set<Variable> locations(CheckedRule rule) {
    var found = new LinkedHashSet<Variable>();
    rule.location().ifPresent(found::add);
    for (BodyTerm.Predicate p : predicates(rule)) {
      if (p.locationColumn() >= 0
          && p.arguments().get(p.locationColumn()) instanceof Argument.Var v) {
        found.add(v.variable());
      }
    }
    return found;
  }

  /** The variables that a rule binds, all but those that only negated predicates mention. */
  static Set<Variable> bindable(CheckedRule rule) {
    var found = locations(rule);
    for (BodyTerm.Predicate p : predicates(rule)) if (!p.negated()) found.addAll(variables(p));
    for (BodyTerm term : rule.body())
      if (term instanceof BodyTerm.Assign a) found.add(a.variable());
    return found;
  }

  /** The event, if there is one, and the body's predicates, in text order. */
  static List<BodyTerm.Predicate> predicates(CheckedRule rule) {
    var found = new ArrayList<BodyTerm.Predicate>();
    rule.event().ifPresent(found::add);
    for (BodyTerm term : rule.body()) if (term instanceof BodyTerm.Predicate p) found.add(p);
    return found;
  }

  /** The variable that stands alone in an argument. */
  static Optional<Variable> variable(BodyTerm.Predicate predicate, int column) {
    return predicate.arguments().get(column) instanceof Argument.Var v
        ? Optional.of(v.variable())
        : Optional.empty();
  }

  /** The variables that stand alone in an argument. */
  static Set<Variable> variables(BodyTerm.Predicate predicate) {
    var found = new LinkedHashSet<Variable>();
    for (Argument argument : predicate.arguments()) {
      if (argument instanceof Argument.Var v) found.add(v.variable());
    }
    return found;
  }
}
