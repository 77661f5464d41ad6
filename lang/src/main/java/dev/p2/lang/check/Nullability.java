package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AggregateForm;
import dev.p2.lang.check.RuleForm.AssignForm;
import dev.p2.lang.check.RuleForm.Column;
import dev.p2.lang.check.RuleForm.HeadForm;
import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the columns and variables that can be null: those that some head or fact may write null to,
 * and whatever has type ANY. A column that only the outside fills and whose type is declared is
 * taken not to be null. A location is never null where a tuple has arrived, since one without
 * location is not sent; nor is what a head holds of a variable that the rule compares with null
 * ({@code X != null}), since every condition holds where a head is made.
 */
final class Nullability {
  private static final RuleScope NO_VARIABLES = RuleScope.empty();

  private final ProgramDraft program;
  private final List<RuleForm> forms;
  private final List<RuleScope> scopes;
  private final RuleQueue queue;

  private Nullability(ProgramDraft program, List<RuleScope> scopes) {
    this.program = program;
    this.scopes = scopes;
    this.forms = program.forms();
    this.queue = new RuleQueue(forms, program.relations.size());
  }

  /**
   * Marks what can be null.
   *
   * @param scopes of each of the program's forms
   */
  static void infer(ProgramDraft program, List<RuleScope> scopes) {
    var pass = new Nullability(program, scopes);
    pass.start();
    for (FactForm fact : program.facts) pass.fact(fact);
    for (int form = pass.queue.next(); form != RuleQueue.NONE; form = pass.queue.next())
      pass.rule(form);
  }

  private void start() {
    for (RelationDraft relation : program.relations.values()) {
      for (int i = 0; i < relation.arity; i++) relation.nullable[i] = relation.types[i] == Type.ANY;
    }
    for (RuleScope scope : scopes) scope.anyIsNullable();
  }

  private void fact(FactForm fact) {
    for (int i = 0; i < fact.values().size(); i++) {
      if (i != fact.locationColumn() && nullable(fact.values().get(i), NO_VARIABLES))
        write(fact.relation(), i);
    }
  }

  private void rule(int place) {
    RuleForm form = forms.get(place);
    RuleScope scope = scopes.get(place);
    Set<String> locations = new HashSet<>();
    for (PredicateForm p : form.predicates()) p.location().ifPresent(locations::add);
    for (RuleForm.Term term : form.body()) {
      switch (term) {
        case PredicateForm p when !p.negated() -> {
          for (int i = 0; i < p.arguments().size(); i++) {
            Optional<Expression.Variable> v = Expressions.variable(p.arguments().get(i));
            boolean mayBeNull =
                v.isPresent() && !locations.contains(v.get().name()) && p.relation().nullable[i];
            if (mayBeNull && scope.makeNullable(v.get().name())) queue.add(place);
          }
        }
        case AssignForm a -> {
          if (nullable(a.value(), scope) && scope.makeNullable(a.variable())) queue.add(place);
        }
        default -> {}
      }
    }
    head(form, scope);
  }

  private void head(RuleForm form, RuleScope scope) {
    HeadForm head = form.head();
    // In a view with a table head a group without matches has no row, so its empty value shows
    // nowhere.
    boolean emptyShows = !form.isView() || !head.relation().isTable();
    Set<String> present = comparedWithNull(form);
    for (int i = 0; i < head.columns().size(); i++) {
      if (i == head.locationColumn()) continue;
      boolean mayBeNull =
          switch (head.columns().get(i)) {
            case Column.Value v -> nullable(v.value(), scope) && !isOneOf(present, v.value());
            case Column.Result r ->
                result(head.aggregates().get(r.aggregate()), r.output(), emptyShows, scope);
            case Column.Ignored g -> false;
          };
      // A delete too: it leaves no null in the table, but is a tuple with one.
      if (mayBeNull) write(head.relation(), i);
    }
  }

  /** The variables that a condition {@code X != null} of the rule is about. */
  private static Set<String> comparedWithNull(RuleForm form) {
    var variables = new HashSet<String>();
    for (RuleForm.Term term : form.body()) {
      if (term instanceof RuleForm.ConditionForm c
          && c.condition() instanceof Expression.Binary b
          && b.operator().equals("!=")) {
        if (isNull(b.right()))
          Expressions.variable(b.left()).ifPresent(v -> variables.add(v.name()));
        if (isNull(b.left()))
          Expressions.variable(b.right()).ifPresent(v -> variables.add(v.name()));
      }
    }
    return variables;
  }

  private static boolean isNull(Expression e) {
    return e instanceof Expression.Literal l && l.value() == null;
  }

  private static boolean isOneOf(Set<String> variables, Expression e) {
    return Expressions.variable(e).map(v -> variables.contains(v.name())).orElse(false);
  }

  private boolean result(AggregateForm a, int output, boolean emptyShows, RuleScope scope) {
    return switch (a.function()) {
      case COUNT, COUNTDISTINCT, SUM, MKLIST, MKSET, UNION, ANY, ALL -> false;
      case TOPK, BOTTOMK, LIMIT -> nullable(a.arguments().getFirst(), scope);
      case MIN, MAX, AVG, MEDIAN, PERCENTILE, STDDEV, VAR, SAMPLE -> {
        // Where every X is null there is no least match, and companions are null with it.
        boolean noX = nullable(a.arguments().getFirst(), scope);
        yield emptyShows || noX || nullable(a.arguments().get(output), scope);
      }
    };
  }

  private void write(RelationDraft relation, int column) {
    if (relation.nullable[column]) return;
    relation.nullable[column] = true;
    queue.changed(relation);
  }

  private boolean nullable(Expression e, RuleScope scope) {
    return switch (e) {
      case Expression.Literal l -> l.value() == null;
      case Expression.Variable v ->
          Expressions.nodeConstant(v.name()).isEmpty() && scope.isNullable(v.name());
      case Expression.Call c -> call(c, scope);
      case Expression.Conditional c -> nullable(c.then(), scope) || nullable(c.otherwise(), scope);
      case Expression.Element x -> true;
      case Expression.MatrixElement m -> true;
      case Expression.Unary u -> false;
      case Expression.Binary b -> false;
      case Expression.Interval i -> false;
      case Expression.Contains c -> false;
      case Expression.ListOf l -> false;
    };
  }

  private boolean call(Expression.Call c, RuleScope scope) {
    Optional<Function> function = program.function(c.function().text());
    if (function.isEmpty()) return true;
    if (function.get().name().equals("f_ifelse") && c.arguments().size() == 3) {
      return nullable(c.arguments().get(1), scope) || nullable(c.arguments().get(2), scope);
    }
    return function.get().nullable();
  }
}
