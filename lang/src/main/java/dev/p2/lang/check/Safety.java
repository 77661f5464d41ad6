package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AssignForm;
import dev.p2.lang.check.RuleForm.Column;
import dev.p2.lang.check.RuleForm.ConditionForm;
import dev.p2.lang.check.RuleForm.HeadForm;
import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
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
  private static final String NEGATED = "a negated predicate tests values and gives none";

  private final RuleDraft rule;
  private final Report report;
  private final RuleForm form;
  private final Set<String> bound = new HashSet<>();
  private final Set<String> assigned = new HashSet<>();

  /** Variables before {@code in}, once somebody asks. */
  private Optional<Set<String>> tested = Optional.empty();

  /** Variables of the body that the head has not, once somebody asks. */
  private Optional<Set<String>> bodyOnly = Optional.empty();

  /** Variables of negated predicates, once somebody asks. */
  private Optional<Set<String>> negatedNames = Optional.empty();

  /** Whether it has been told of lists that were meant to be taken apart. */
  private boolean patternsTold;

  /** Assignments by a variable that they cannot run without. */
  private final Map<String, List<AssignForm>> waiting = new HashMap<>();

  /** What has been reported. */
  private final Set<String> unbound = new HashSet<>();

  private Safety(RuleDraft rule, Report report) {
    this.rule = rule;
    this.report = report;
    this.form = rule.forms.getFirst();
  }

  static void check(RuleDraft rule, Report report) {
    var pass = new Safety(rule, report);
    int before = report.errors();
    boolean negation = pass.hasNegation();
    RuleForm changed = negation ? pass.form.withBody(pass.existentials()) : pass.form;
    pass.check();
    pass.usedOnce();
    rule.forms = List.of(changed);
    if (report.errors() > before) rule.broken = true;
  }

  private boolean hasNegation() {
    for (RuleForm.Term t : form.body())
      if (t instanceof PredicateForm p && p.negated()) return true;
    return false;
  }

  private void check() {
    for (RuleForm.Term t : form.body()) {
      if (t instanceof PredicateForm p && !p.negated()) p.addVariablesTo(bound);
      if (t instanceof AssignForm a) assigned.add(a.variable());
      if (t instanceof ConditionForm c) Visits.constantLocation(c).ifPresent(bound::add);
    }
    for (RuleForm.Term t : form.body()) {
      if (!(t instanceof AssignForm a)) continue;
      var ready = new ArrayList<String>(1);
      runOrWait(a, ready);
      ready.forEach(this::bind);
    }
    head();
    // First what nothing assigns; what remains then are assignments in a circle.
    body(true);
    body(false);
  }

  /** Gives a variable a value, and runs the assignments that it lets run. */
  private void bind(String name) {
    var todo = new ArrayDeque<String>(List.of(name));
    while (!todo.isEmpty()) {
      String next = todo.remove();
      if (!bound.add(next)) continue;
      List<AssignForm> woken = waiting.remove(next);
      if (woken != null) for (AssignForm a : woken) runOrWait(a, todo);
    }
  }

  private void runOrWait(AssignForm a, Collection<String> todo) {
    for (String name : Expressions.names(a.value())) {
      if (bound.contains(name)) continue;
      waiting.computeIfAbsent(name, n -> new ArrayList<>()).add(a);
      return;
    }
    todo.add(a.variable());
  }

  private void head() {
    HeadForm head = form.head();
    for (int i = 0; i < head.columns().size(); i++) {
      if (!(head.columns().get(i) instanceof Column.Value v)) continue;
      boolean location = i == head.locationColumn();
      for (Expression.Variable x : Expressions.occurrences(v.value()))
        inHead(x, location && x.equals(v.value()));
    }
    for (int i = 0; i < head.columns().size(); i++) {
      if (head.columns().get(i) instanceof Column.Ignored ignored) ignored(ignored, i);
    }
    for (var aggregate : head.aggregates()) {
      for (Expression e : aggregate.arguments()) {
        for (Expression.Variable x : Expressions.occurrences(e)) inHead(x, false);
      }
    }
  }

  /**
   * Tells each {@code [H|T]} with variables that have no value once, in the place of its variables.
   */
  private void tellPatterns() {
    patternsTold = true;
    for (var pattern : ListPatterns.in(form.head().expressions())) tellPattern(pattern, true);
    for (RuleForm.Term t : form.body())
      for (var pattern : ListPatterns.in(t.needs())) tellPattern(pattern, false);
  }

  private void tellPattern(List<Expression.Variable> variables, boolean inHead) {
    List<Expression.Variable> missing =
        variables.stream().filter(v -> !hasValue(v.name())).toList();
    if (missing.isEmpty()) return;
    Expression.Variable first = missing.getFirst();
    Diagnostic error =
        inHead
            ? Diagnostic.error("P2-030", first.span(), notBoundByBody(first))
            : Diagnostic.error("P2-031", first.span(), Unbound.notBound(first));
    report.add(error.hint(ListPatterns.HINT));
    missing.forEach(this::reported);
  }

  private boolean hasValue(String name) {
    return bound.contains(name) || assigned.contains(name);
  }

  private static String notBoundByBody(Expression.Variable x) {
    return "head variable " + x.name() + " is not bound by the body";
  }

  private void inHead(Expression.Variable x, boolean location) {
    if (!x.anonymous() && hasValue(x.name())) return;
    if (!patternsTold) tellPatterns();
    if (!x.anonymous() && hasValue(x.name())) return;
    if (!x.anonymous()) reported(x);
    if (location) {
      Span at = rule.source.head().prefixLocation().map(Expression::span).orElse(x.span());
      report.add(
          Unbound.inRule(
              Diagnostic.error("P2-021", at, "location " + x.name() + " is not bound"), x));
      return;
    }
    var error = compared(Diagnostic.error("P2-030", x.span(), notBoundByBody(x)), x);
    if (isTested(x)) error = Unbound.tested(error);
    error = Unbound.inRule(meant(error, x), x);
    if (x.anonymous()) {
      boolean inList = ListPatterns.mention(form.head().expressions(), x);
      error =
          error.hint(
              inList ? ListPatterns.HINT : "every column has a value: null where there is none");
    }
    if (outsideDeletedKey(x)) error = error.hint("or write _: delete looks at the key alone");
    report.add(isNegated(x) ? error.hint(NEGATED) : error);
  }

  /** Whether it stands in a delete head where nothing is compared. */
  private boolean outsideDeletedKey(Expression.Variable x) {
    HeadForm head = form.head();
    if (!rule.source.delete() || !head.relation().isTable()) return false;
    var table = head.relation().table.orElseThrow();
    if (table.bag()) return false;
    for (int column : table.keys()) {
      if (column < head.columns().size()
          && head.columns().get(column) instanceof Column.Value plain
          && Expressions.occurrences(plain.value()).stream()
              .anyMatch(v -> v.name().equals(x.name()))) return false;
    }
    return true;
  }

  private void reported(Expression.Variable x) {
    unbound.add(x.name());
    bind(x.name());
  }

  /** With the variable of the body that it was perhaps meant to be, if the head has no such. */
  private Diagnostic meant(Diagnostic error, Expression.Variable x) {
    if (x.name().length() < 3) return error;
    if (bodyOnly.isEmpty()) bodyOnly = Optional.of(bodyOnly());
    return Spelling.nearest(x.name(), bodyOnly.get())
        .map(near -> error.hint("did you mean " + near + "?"))
        .orElse(error);
  }

  private Set<String> bodyOnly() {
    Set<String> names = form.bindable();
    for (Expression e : form.head().expressions()) {
      for (Expression.Variable used : Expressions.occurrences(e)) names.remove(used.name());
    }
    return names;
  }

  /** {@code _} in a delete head stands only where nothing is compared. */
  private void ignored(Column.Ignored c, int column) {
    HeadForm head = form.head();
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
        if (!Expressions.anyVariable(e, x -> !hasValueIn(x, onlyUnassigned))) continue;
        for (Expression.Variable x : Expressions.occurrences(e)) {
          if (hasValueIn(x, onlyUnassigned)) continue;
          if (!patternsTold) tellPatterns();
          if (hasValueIn(x, onlyUnassigned)) continue;
          if (!x.anonymous()) reported(x);
          Diagnostic missing = Diagnostic.error("P2-031", x.span(), Unbound.notBound(x));
          Diagnostic error = Unbound.inRule(compared(missing, x), x);
          if (isNegated(x)) error = error.hint(NEGATED);
          report.add(isTested(x) ? Unbound.tested(error) : error);
        }
      }
    }
  }

  private boolean hasValueIn(Expression.Variable x, boolean onlyUnassigned) {
    return bound.contains(x.name()) || (onlyUnassigned && assigned.contains(x.name()));
  }

  /** With how to assign it, if a condition {@code X == …} was perhaps meant to. */
  private Diagnostic compared(Diagnostic error, Expression.Variable x) {
    for (RuleForm.Term t : form.body()) {
      if (!(t instanceof ConditionForm c)
          || !(c.condition() instanceof Expression.Binary b)
          || !b.operator().equals("==")) continue;
      boolean left = Expressions.isVariable(b.left(), x.name());
      if (!left && !Expressions.isVariable(b.right(), x.name())) continue;
      return error.hint("== compares and gives no value: " + x.name() + " := … assigns");
    }
    return error;
  }

  /** Whether it stands before {@code in}, as if that gave it values. */
  private boolean isTested(Expression.Variable x) {
    if (tested.isEmpty()) tested = Optional.of(testedNames());
    return tested.get().contains(x.name());
  }

  private Set<String> testedNames() {
    var names = new HashSet<String>();
    for (RuleForm.Term t : form.body()) {
      if (t instanceof ConditionForm c && c.condition() instanceof Expression.Contains in)
        Expressions.variable(in.value()).ifPresent(v -> names.add(v.name()));
    }
    return names;
  }

  /** Whether a negated predicate mentions it, as if that gave it values. */
  private boolean isNegated(Expression.Variable x) {
    if (negatedNames.isEmpty()) {
      var names = new HashSet<String>();
      for (RuleForm.Term t : form.body()) {
        if (t instanceof PredicateForm p && p.negated()) p.addVariablesTo(names);
      }
      negatedNames = Optional.of(names);
    }
    return negatedNames.get().contains(x.name());
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

  /** How often a variable occurs, and where first. */
  private static final class Count {
    final Span first;
    int uses = 1;

    Count(Span first) {
      this.first = first;
    }
  }

  private void usedOnce() {
    Map<String, Count> counts = new LinkedHashMap<>();
    for (Column c : form.head().columns())
      if (c instanceof Column.Value v) count(v.value(), counts);
    for (var aggregate : form.head().aggregates()) {
      for (Expression e : aggregate.arguments()) count(e, counts);
    }
    for (RuleForm.Term t : form.body()) {
      if (t instanceof PredicateForm p) {
        for (Expression e : p.arguments()) count(e, counts);
      } else {
        if (t instanceof AssignForm a)
          count(new Expression.Variable(a.span(), a.variable()), counts);
        for (Expression e : t.needs()) count(e, counts);
      }
    }
    Set<String> locations = Set.of();
    for (var entry : counts.entrySet()) {
      String name = entry.getKey();
      if (entry.getValue().uses > 1 || name.contains("@") || name.contains("'")) continue;
      // A location names the node whether or not anything else needs it.
      if (locations.isEmpty()) locations = locations();
      if (locations.contains(name) || unbound.contains(name)) continue;
      report.add(
          Diagnostic.note("P2-110", entry.getValue().first, "variable " + name + " is used once")
              .hint("write _"));
    }
  }

  private static void count(Expression expression, Map<String, Count> counts) {
    if (expression instanceof Expression.Variable v) {
      if (!Expressions.isVariable(v)) return;
      Count count = counts.get(v.name());
      if (count == null) counts.put(v.name(), new Count(v.span()));
      else count.uses++;
      return;
    }
    for (Expression part : Expressions.parts(expression)) count(part, counts);
  }

  private Set<String> locations() {
    var names = new HashSet<String>();
    for (RuleForm.Term t : form.body()) {
      if (t instanceof PredicateForm p) p.location().ifPresent(names::add);
    }
    return names;
  }
}
