package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AssignForm;
import dev.p2.lang.check.RuleForm.Column;
import dev.p2.lang.check.RuleForm.HeadForm;
import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Requires that every variable that is read has a value (overlog.md 8.1): P2-021, P2-030, P2-031.
 * Each variable is reported once, and what only depends on it not at all. Variables that only a
 * negated predicate mentions become {@code _} there.
 */
final class Safety {
  private final RuleDraft rule;
  private final Report report;
  private final RuleForm form;
  private final Set<String> bound = new HashSet<>();
  private final Set<String> assigned = new HashSet<>();

  private Safety(RuleDraft rule, Report report) {
    this.rule = rule;
    this.report = report;
    this.form = rule.forms.getFirst();
  }

  static void check(RuleDraft rule, Report report) {
    var pass = new Safety(rule, report);
    int before = report.errors();
    pass.usedOnce();
    RuleForm changed = pass.form.withBody(pass.existentials());
    pass.check();
    rule.forms = List.of(changed);
    if (report.errors() > before) rule.broken = true;
  }

  private void check() {
    for (RuleForm.Term t : form.body()) {
      if (t instanceof PredicateForm p && !p.negated()) bound.addAll(p.variables());
      if (t instanceof AssignForm a) assigned.add(a.variable());
    }
    bound.addAll(Visits.constantLocations(form).keySet());
    close();
    head();
    // First what nothing assigns; what remains then are assignments in a circle.
    body(true);
    body(false);
  }

  /** Runs the assignments that can run. */
  private void close() {
    boolean again = true;
    while (again) {
      again = false;
      for (RuleForm.Term t : form.body()) {
        boolean ready =
            t instanceof AssignForm a && bound.containsAll(Expressions.names(a.value()));
        if (ready) again |= bound.add(((AssignForm) t).variable());
      }
    }
  }

  private void head() {
    HeadForm head = form.head();
    for (int i = 0; i < head.columns().size(); i++) {
      if (!(head.columns().get(i) instanceof Column.Value v)) continue;
      boolean location = i == head.locationColumn();
      for (Expression.Variable x : Expressions.occurrences(v.value()))
        inHead(x, location && x.equals(v.value()));
    }
    for (Column c : head.columns()) {
      if (c instanceof Column.Ignored ignored) ignored(ignored);
    }
    for (var aggregate : head.aggregates()) {
      for (Expression e : aggregate.arguments()) {
        for (Expression.Variable x : Expressions.occurrences(e)) inHead(x, false);
      }
    }
    close();
  }

  private void inHead(Expression.Variable x, boolean location) {
    if (!x.anonymous() && (bound.contains(x.name()) || assigned.contains(x.name()))) return;
    if (!x.anonymous()) bound.add(x.name());
    if (location) {
      Span at = rule.source.head().prefixLocation().map(Expression::span).orElse(x.span());
      report.add(
          Unbound.inRule(
              Diagnostic.error("P2-021", at, "location " + x.name() + " is not bound"), x));
      return;
    }
    var error =
        Diagnostic.error(
            "P2-030", x.span(), "head variable " + x.name() + " is not bound by the body");
    if (isTested(x)) error = Unbound.tested(error);
    report.add(Unbound.inRule(meant(error, x), x));
  }

  /** With the variable of the body that it was perhaps meant to be, if the head has no such. */
  private Diagnostic meant(Diagnostic error, Expression.Variable x) {
    if (x.name().length() < 3) return error;
    Set<String> others = form.bindable();
    for (Expression e : form.head().expressions()) others.removeAll(Expressions.names(e));
    return Spelling.nearest(x.name(), others)
        .map(near -> error.hint("did you mean " + near + "?"))
        .orElse(error);
  }

  /** {@code _} in a delete head stands only where nothing is compared. */
  private void ignored(Column.Ignored c) {
    HeadForm head = form.head();
    int column = head.columns().indexOf(c);
    if (!head.relation().isTable()) return;
    var table = head.relation().table.orElseThrow();
    if (!table.bag() && !table.keys().contains(column)) return;
    report.error(
        "P2-030",
        c.span(),
        "_ stands in a key column of " + head.relation() + ", which delete compares");
  }

  private void body(boolean onlyUnassigned) {
    for (RuleForm.Term t : form.body()) {
      for (Expression e : t.needs()) {
        for (Expression.Variable x : Expressions.occurrences(e)) {
          if (bound.contains(x.name()) || (onlyUnassigned && assigned.contains(x.name()))) continue;
          if (!x.anonymous()) bound.add(x.name());
          Diagnostic error = Unbound.variable(x);
          report.add(isTested(x) ? Unbound.tested(error) : error);
          close();
        }
      }
    }
  }

  /** Whether it stands before {@code in}, as if that gave it values. */
  private boolean isTested(Expression.Variable x) {
    for (RuleForm.Term t : form.body()) {
      if (t instanceof RuleForm.ConditionForm c
          && c.condition() instanceof Expression.Contains in
          && Expressions.variable(in.value()).filter(v -> v.name().equals(x.name())).isPresent())
        return true;
    }
    return false;
  }

  /** In negated predicates, replaces variables that nothing binds. */
  private List<RuleForm.Term> existentials() {
    Set<String> bindable = form.bindable();
    var body = new ArrayList<RuleForm.Term>();
    for (RuleForm.Term t : form.body()) {
      body.add(
          t instanceof PredicateForm p && p.negated() ? anonymized(p, bindable, body.size()) : t);
    }
    return body;
  }

  private static PredicateForm anonymized(PredicateForm p, Set<String> bindable, int position) {
    Map<String, Integer> count = new HashMap<>();
    for (Expression a : p.arguments()) {
      Expressions.variable(a).ifPresent(v -> count.merge(v.name(), 1, Integer::sum));
    }
    var arguments = new ArrayList<Expression>();
    for (int i = 0; i < p.arguments().size(); i++) {
      Expression a = p.arguments().get(i);
      Optional<Expression.Variable> v = Expressions.variable(a);
      if (v.isEmpty() || bindable.contains(v.get().name()) || i == p.locationColumn()) {
        arguments.add(a);
      } else {
        boolean once = count.get(v.get().name()) == 1;
        // A repeated one is an equality test inside this predicate and nowhere else.
        String name = once ? "_" : v.get().name() + "~" + position;
        arguments.add(new Expression.Variable(a.span(), name));
      }
    }
    return p.withArguments(arguments);
  }

  private void usedOnce() {
    Map<String, Span> first = new LinkedHashMap<>();
    Map<String, Integer> count = new HashMap<>();
    var expressions = new ArrayList<>(form.head().expressions());
    for (RuleForm.Term t : form.body()) {
      switch (t) {
        case PredicateForm p -> expressions.addAll(p.arguments());
        case AssignForm a -> {
          expressions.add(new Expression.Variable(a.span(), a.variable()));
          expressions.add(a.value());
        }
        case RuleForm.ConditionForm c -> expressions.add(c.condition());
      }
    }
    for (Expression e : expressions) {
      for (Expression.Variable v : Expressions.occurrences(e)) {
        if (v.anonymous()) continue;
        first.putIfAbsent(v.name(), v.span());
        count.merge(v.name(), 1, Integer::sum);
      }
    }
    Set<String> locations = new HashSet<>();
    for (PredicateForm p : form.predicates()) p.location().ifPresent(locations::add);
    for (var entry : count.entrySet()) {
      String name = entry.getKey();
      // A location names the node whether or not anything else needs it.
      if (locations.contains(name)) continue;
      if (entry.getValue() > 1 || name.contains("@") || name.contains("'")) continue;
      report.add(
          Diagnostic.note("P2-110", first.get(name), "variable " + name + " is used once")
              .hint("write _"));
    }
  }
}
