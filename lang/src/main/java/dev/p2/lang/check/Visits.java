package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AssignForm;
import dev.p2.lang.check.RuleForm.ConditionForm;
import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.syntax.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * In which order a body's locations are visited, and what is evaluated at each (overlog.md 8.5):
 * all positive predicates of a location in one visit; assignments, conditions and negated
 * predicates at the first place where their variables are bound.
 */
final class Visits {
  /** One stay at a node; the terms stand in text order. */
  record Visit(String location, List<RuleForm.Term> terms) {
    Visit {
      terms = List.copyOf(terms);
    }
  }

  /** Where a plan ended too early. */
  record Stuck(String from, PredicateForm predicate) {}

  private final RuleForm form;
  private final Set<String> bindable;
  private final Map<String, Expression> constants;
  private final List<RuleForm.Term> waiting;
  private final Set<String> bound = new LinkedHashSet<>();
  private final List<Visit> visits = new ArrayList<>();

  private Visits(RuleForm form) {
    this.form = form;
    this.bindable = form.bindable();
    this.constants = constantLocations(form);
    this.waiting = new ArrayList<>(form.body());
  }

  /** The visits; empty if some location cannot be reached. */
  static Optional<List<Visit>> plan(RuleForm form) {
    for (String start : starts(form)) {
      var visits = new Visits(form);
      if (visits.run(start)) return Optional.of(visits.visits);
    }
    return Optional.empty();
  }

  /** Why there is no plan: the first predicate that cannot be reached from the first start. */
  static Stuck stuck(RuleForm form) {
    var visits = new Visits(form);
    String start = starts(form).iterator().next();
    visits.run(start);
    for (RuleForm.Term t : visits.waiting) {
      if (t instanceof PredicateForm p) return new Stuck(start, p);
    }
    throw new IllegalStateException("every predicate of " + form.label() + " is reached");
  }

  private static Set<String> starts(RuleForm form) {
    if (!form.isView())
      return Set.of(form.eventPredicate().flatMap(PredicateForm::location).orElseThrow());
    var starts = new LinkedHashSet<String>();
    for (PredicateForm p : form.predicates()) if (!p.negated()) p.location().ifPresent(starts::add);
    return starts;
  }

  /** Variables that stand for constant locations, with what they are. */
  static Map<String, Expression> constantLocations(RuleForm form) {
    var found = new HashMap<String, Expression>();
    for (RuleForm.Term t : form.body()) {
      if (t instanceof ConditionForm c) {
        constantLocation(c)
            .ifPresent(name -> found.put(name, ((Expression.Binary) c.condition()).right()));
      }
    }
    return found;
  }

  /** The location variable that a condition made by {@link Locations} fixes. */
  static Optional<String> constantLocation(ConditionForm c) {
    return c.condition() instanceof Expression.Binary b
            && b.left() instanceof Expression.Variable v
            && v.name().startsWith("@")
        ? Optional.of(v.name())
        : Optional.empty();
  }

  private boolean run(String start) {
    Optional<String> here = Optional.of(start);
    while (here.isPresent()) {
      visit(here.get());
      if (waiting.isEmpty()) return true;
      here = next();
    }
    return false;
  }

  private void visit(String location) {
    bound.add(location);
    Set<RuleForm.Term> done = Collections.newSetFromMap(new IdentityHashMap<>());
    for (RuleForm.Term t : waiting) {
      if (t instanceof PredicateForm p && !p.negated() && at(p, location)) {
        done.add(p);
        p.addVariablesTo(bound);
      }
    }
    waiting.removeIf(done::contains);
    boolean again = true;
    while (again) again = waiting.removeIf(t -> ready(t, location) && done.add(run(t)));
    visits.add(new Visit(location, form.body().stream().filter(done::contains).toList()));
  }

  private RuleForm.Term run(RuleForm.Term t) {
    if (t instanceof AssignForm a) bound.add(a.variable());
    return t;
  }

  private static boolean at(PredicateForm p, String location) {
    return p.location().filter(location::equals).isPresent();
  }

  private boolean ready(RuleForm.Term t, String location) {
    return switch (t) {
      case AssignForm a -> bound.containsAll(Expressions.names(a.value()));
      case ConditionForm c -> bound.containsAll(Expressions.names(c.condition()));
      case PredicateForm p -> p.negated() && at(p, location) && negatedReady(p);
    };
  }

  private boolean negatedReady(PredicateForm p) {
    Set<String> needs = p.variables();
    needs.retainAll(bindable);
    for (Expression e : p.needs()) needs.addAll(Expressions.names(e));
    p.location()
        .ifPresent(
            l -> {
              if (constants.containsKey(l)) needs.remove(l);
            });
    return bound.containsAll(needs);
  }

  /**
   * Where to go now: a location with positive predicates, or else one with a negated predicate that
   * had to wait.
   */
  private Optional<String> next() {
    boolean positive = waiting.stream().anyMatch(t -> t instanceof PredicateForm p && !p.negated());
    for (RuleForm.Term t : waiting) {
      if (!(t instanceof PredicateForm p) || p.negated() == positive) continue;
      Optional<String> location = p.location();
      boolean known =
          location.filter(l -> bound.contains(l) || constants.containsKey(l)).isPresent();
      if (known && (positive || negatedReady(p))) return location;
    }
    return Optional.empty();
  }
}
