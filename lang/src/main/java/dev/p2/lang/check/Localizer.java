package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AssignForm;
import dev.p2.lang.check.RuleForm.Column;
import dev.p2.lang.check.RuleForm.ConditionForm;
import dev.p2.lang.check.RuleForm.HeadForm;
import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.check.Visits.Visit;
import dev.p2.lang.program.BodyTerm.Modifier;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a body over several nodes a chain of rules over one each (overlog.md 8.5). Before:
 *
 * <pre>r out(@X, V) :- ask(@X), succ(@X, S), val(@S, V).</pre>
 *
 * after:
 *
 * <pre>
 * r@1 r@1(@S, X) :- ask(@X), succ(@X, S).
 * r   out(@X, V) :- r@1(@S, X), val(@S, V).
 * </pre>
 *
 * A view's hidden relations are tables, so that changes at every node are seen. Also decides by the
 * location variable whether a head is sent (8.2).
 */
final class Localizer {
  private final ProgramDraft program;
  private final RuleDraft rule;
  private RuleForm form;
  private final Report report;

  private Localizer(ProgramDraft program, RuleDraft rule) {
    this.program = program;
    this.rule = rule;
    this.form = rule.forms.getFirst();
    this.report = program.report;
  }

  static void localize(ProgramDraft program, RuleDraft rule, boolean linkRestricted) {
    if (program.local) return;
    var pass = new Localizer(program, rule);
    if (linkRestricted) pass.requireOneLink();
    pass.localize();
  }

  /** What a rule of the program fills is perhaps meant to be kept. */
  private Diagnostic perhapsTable(Diagnostic error) {
    Optional<RelationDraft> event =
        form.eventPredicate()
            .map(PredicateForm::relation)
            .filter(r -> !r.isTable() && r.filled && !r.isSystem() && r.declaration.isEmpty());
    return event.isEmpty()
        ? error
        : error.hint(
            event.get()
                + " is an event, and the rule begins where it is; is it meant to be a table? add"
                + " materialize("
                + event.get()
                + ", infinity, infinity, keys(…))");
  }

  private void localize() {
    Optional<String> only = onlyLocation();
    if (only.isPresent()) {
      rule.forms = List.of(withHead(form, only.get()));
      return;
    }
    Optional<List<Visit>> visits = Visits.plan(form);
    if (visits.isEmpty()) {
      Visits.Stuck stuck = Visits.stuck(form);
      Diagnostic error =
          Diagnostic.error(
              "P2-023",
              stuck.predicate().span(),
              "the body cannot be evaluated: nothing leads from "
                  + stuck.from()
                  + " to "
                  + stuck.predicate().location().orElse("here"));
      report.add(
          perhapsTable(error)
              .hint("a predicate that is read before must hold the address to go to"));
      rule.broken = true;
      return;
    }
    if (tablesApart()) {
      report.error(
          "P2-025",
          form.head().aggregates().getFirst().span(),
          "an aggregate over an event and tables at several locations");
      rule.broken = true;
      return;
    }
    if (visits.get().size() == 1) {
      rule.forms = List.of(withHead(form, visits.get().getFirst().location()));
      return;
    }
    form = withTestsWhereBound(visits.get());
    rule.forms = chain(Visits.plan(form).orElseThrow());
  }

  /**
   * An argument such as {@code V + 1} is a test of its column. Where V is bound only at a later
   * node, the column gets a variable, which is shipped, and the test becomes a condition.
   */
  private RuleForm withTestsWhereBound(List<Visit> visits) {
    var body = new ArrayList<>(form.body());
    var bound = new LinkedHashSet<String>();
    int tests = 0;
    for (Visit visit : visits) {
      bound.add(visit.location());
      for (RuleForm.Term t : visit.terms()) {
        if (t instanceof PredicateForm p && !p.negated()) bound.addAll(p.variables());
        if (t instanceof AssignForm a) bound.add(a.variable());
      }
      for (RuleForm.Term t : visit.terms()) {
        if (!(t instanceof PredicateForm p) || p.negated()) continue;
        var arguments = new ArrayList<>(p.arguments());
        for (int i = 0; i < arguments.size(); i++) {
          Expression e = arguments.get(i);
          if (e instanceof Expression.Variable || bound.containsAll(Expressions.names(e))) continue;
          var column = new Expression.Variable(e.span(), "'" + ++tests);
          arguments.set(i, column);
          body.add(
              new ConditionForm(
                  e.span(), new Expression.Binary(e.span(), e.span(), "==", column, e, true)));
        }
        body.set(form.body().indexOf(p), p.withArguments(arguments));
      }
    }
    return tests == 0 ? form : form.withBody(body);
  }

  /** Where all predicates are read, if that is one place: then there is nothing to plan. */
  private Optional<String> onlyLocation() {
    Optional<String> only = Optional.empty();
    for (RuleForm.Term t : form.body()) {
      if (!(t instanceof PredicateForm p)) continue;
      if (only.isEmpty()) only = p.location();
      if (only.isEmpty() || !p.isLocated(only.get())) return Optional.empty();
    }
    return only;
  }

  private static RuleForm withHead(RuleForm form, String here) {
    HeadForm head = form.head();
    boolean same =
        head.columns().get(head.locationColumn()) instanceof Column.Value v
            && Expressions.isVariable(v.value(), here);
    return head.remote() == same ? form.withHead(head.withRemote(!same)) : form;
  }

  private boolean tablesApart() {
    if (form.isView() || !form.head().aggregating()) return false;
    Set<String> locations = new TreeSet<>();
    for (PredicateForm p : form.predicates()) {
      if (!p.isEvent()) p.location().ifPresent(locations::add);
    }
    return locations.size() > 1;
  }

  private List<RuleForm> chain(List<Visit> visits) {
    var forms = new ArrayList<RuleForm>();
    Optional<PredicateForm> arrived = Optional.empty();
    long lifetime = TableSpec.UNBOUNDED;
    for (int i = 0; i < visits.size(); i++) {
      Visit visit = visits.get(i);
      var body = new ArrayList<RuleForm.Term>();
      arrived.ifPresent(body::add);
      boolean hop = arrived.isPresent();
      visit.terms().stream()
          .filter(t -> !(hop && fixesLocation(t, visit.location())))
          .forEach(body::add);
      Optional<Integer> event =
          form.isView()
              ? Optional.empty()
              : Optional.of(hop ? 0 : body.indexOf(form.eventPredicate().orElseThrow()));
      if (i == visits.size() - 1) {
        forms.add(withHead(new RuleForm(form.label(), form.head(), body, event), visit.location()));
        break;
      }
      for (RuleForm.Term t : body)
        if (t instanceof PredicateForm p) lifetime = shorter(lifetime, p);
      String next = visits.get(i + 1).location();
      List<String> shipped = shipped(visits, i, next);
      RelationDraft hidden = hidden(form.label() + "@" + (i + 1), next, shipped, lifetime);
      forms.add(new RuleForm(hidden.name, hop(hidden, next, shipped), body, event));
      arrived = Optional.of(arrival(hidden, next, shipped));
    }
    return forms;
  }

  /** The condition that says which constant a location is: the message has gone there already. */
  private static boolean fixesLocation(RuleForm.Term t, String location) {
    return t instanceof ConditionForm c
        && Visits.constantLocation(c).filter(location::equals).isPresent();
  }

  private static long shorter(long lifetime, PredicateForm p) {
    if (p.negated() || p.relation().table.isEmpty()) return lifetime;
    long other = p.relation().table.get().lifetimeNanos();
    if (lifetime == TableSpec.UNBOUNDED) return other;
    return other == TableSpec.UNBOUNDED ? lifetime : Math.min(lifetime, other);
  }

  /** What has a value after visit {@code i} and is needed after it, in order of binding. */
  private List<String> shipped(List<Visit> visits, int i, String next) {
    Set<String> bound = new LinkedHashSet<>();
    for (int j = 0; j <= i; j++) {
      for (RuleForm.Term t : visits.get(j).terms()) {
        if (t instanceof PredicateForm p && !p.negated()) bound.addAll(p.variables());
        if (t instanceof AssignForm a) bound.add(a.variable());
      }
    }
    Set<String> needed = new LinkedHashSet<>();
    for (int j = i + 1; j < visits.size(); j++) {
      for (RuleForm.Term t : visits.get(j).terms()) {
        for (Expression e : t.needs()) needed.addAll(Expressions.names(e));
        if (t instanceof PredicateForm p) needed.addAll(p.variables());
        if (t instanceof AssignForm a) needed.add(a.variable());
      }
      needed.add(visits.get(j).location());
    }
    for (Expression e : form.head().expressions()) needed.addAll(Expressions.names(e));
    bound.retainAll(needed);
    bound.remove(next);
    return List.copyOf(bound);
  }

  private RelationDraft hidden(String name, String next, List<String> shipped, long lifetimeNanos) {
    Span at = rule.span();
    RelationDraft relation = program.relation(name, at);
    relation.hidden = true;
    relation.filled = true;
    relation.setArity(shipped.size() + 1, at);
    relation.homeColumn = 0;
    relation.located[0] = true;
    var names = new ArrayList<String>(List.of(next));
    names.addAll(shipped);
    relation.columnNames = names;
    if (form.isView()) {
      // An aggregate counts derivations, which may agree in all that is shipped: then every one is
      // a row.
      boolean bag = form.head().aggregating();
      relation.table =
          Optional.of(
              new TableSpec(lifetimeNanos, TableSpec.UNBOUNDED, relation.allColumns(), bag, false));
    }
    return relation;
  }

  private HeadForm hop(RelationDraft hidden, String next, List<String> shipped) {
    Span at = rule.span();
    Expression destination =
        Visits.constantLocations(form).getOrDefault(next, new Expression.Variable(at, next));
    var columns = new ArrayList<Column>();
    columns.add(new Column.Value(at, destination));
    for (String v : shipped) columns.add(new Column.Value(at, new Expression.Variable(at, v)));
    return new HeadForm(at, hidden, false, columns, List.of(), 0, true);
  }

  private PredicateForm arrival(RelationDraft hidden, String next, List<String> shipped) {
    Span at = rule.span();
    var arguments = new ArrayList<Expression>();
    arguments.add(new Expression.Variable(at, next));
    for (String v : shipped) arguments.add(new Expression.Variable(at, v));
    return new PredicateForm(at, hidden, false, false, Modifier.NONE, arguments, 0);
  }

  /**
   * With {@code --link-restricted}: the rule is local, or one link literal holds all its locations
   * (8.6).
   */
  private void requireOneLink() {
    Map<String, Span> locations = new LinkedHashMap<>();
    var links = new ArrayList<PredicateForm>();
    for (PredicateForm p : form.predicates()) {
      p.location().ifPresent(l -> locations.putIfAbsent(l, p.span()));
      if (p.link()) links.add(p);
    }
    HeadForm head = form.head();
    if (head.columns().get(head.locationColumn()) instanceof Column.Value v) {
      Expressions.variable(v.value()).ifPresent(x -> locations.putIfAbsent(x.name(), x.span()));
    }
    if (locations.size() <= 1) return;
    boolean restricted =
        links.size() == 1 && ends(links.getFirst()).containsAll(locations.keySet());
    if (restricted) return;
    Span at = links.size() > 1 ? links.get(1).span() : head.span();
    report.error("P2-024", at, "the rule is not restricted to one link");
    rule.broken = true;
  }

  private static Set<String> ends(PredicateForm link) {
    var ends = new TreeSet<String>();
    for (Expression a : link.arguments().subList(0, Math.min(2, link.arguments().size()))) {
      ends.addAll(Expressions.names(a));
    }
    return ends;
  }
}
