package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AggregateForm;
import dev.p2.lang.check.RuleForm.AssignForm;
import dev.p2.lang.check.RuleForm.Column;
import dev.p2.lang.check.RuleForm.ConditionForm;
import dev.p2.lang.check.RuleForm.HeadForm;
import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.CheckedRule.Timer;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Variable;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.AggregateFunction;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.TypeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes a typed rule of a form: every expression built, every column of the head converted to its
 * type.
 */
final class RuleBuilder {
  /** The first column of periodic that is a constant, and none of the tuples'. */
  private static final int PERIOD = 2;

  private final ProgramDraft program;
  private final Map<RelationDraft, Relation> relations;
  private final RuleForm form;
  private final RuleScope scope;

  /** Once somebody asks. */
  private List<Variable> variables = List.of();

  private final ExprBuilder builder;
  private final Report report;

  RuleBuilder(
      ProgramDraft program,
      Map<RelationDraft, Relation> relations,
      RuleForm form,
      RuleScope scope,
      Report report) {
    this.program = program;
    this.relations = relations;
    this.form = form;
    this.scope = scope;
    this.report = report;
    this.builder = new ExprBuilder(report, this::variable, program::function);
  }

  private Optional<Variable> variable(String name) {
    int place = scope.place(name);
    return place == RuleScope.NONE ? Optional.empty() : Optional.of(variables().get(place));
  }

  private List<Variable> variables() {
    if (variables.isEmpty()) variables = scope.variables();
    return variables;
  }

  CheckedRule build(int index, Strata strata) {
    var purity = new Purity(program);
    var body = new ArrayList<BodyTerm>();
    Optional<BodyTerm.Predicate> event = Optional.empty();
    Optional<Timer> timer = Optional.empty();
    int eventAt = form.event().orElse(-1);
    for (int i = 0; i < form.body().size(); i++) {
      BodyTerm term = term(form.body().get(i));
      if (i == eventAt) {
        event = Optional.of((BodyTerm.Predicate) term);
        PredicateForm p = (PredicateForm) form.body().get(i);
        if (p.relation().periodic) timer = Optional.of(new Periodic(program, report).timer(p));
      } else {
        body.add(term);
      }
    }
    return new CheckedRule(
        index,
        form.label(),
        form.head().span(),
        head(form.head()),
        event,
        timer,
        body,
        variables(),
        location(),
        strata.stratum(form),
        strata.component(form),
        form.isView() && purity.impure(form).isEmpty(),
        purity.fixedGroup(form));
  }

  /**
   * Finds the errors that {@link #build} would find, in the same order, and makes nothing of it.
   */
  void check() {
    int eventAt = form.event().orElse(-1);
    for (int i = 0; i < form.body().size(); i++) {
      switch (form.body().get(i)) {
        case PredicateForm p -> {
          boolean timer = p.relation().periodic;
          checkArguments(p, timer ? PERIOD : p.arguments().size());
          if (timer && i == eventAt) new Periodic(program, report).timer(p);
        }
        case AssignForm a -> builder.build(a.value());
        case ConditionForm c -> builder.condition(c.condition());
      }
    }
    checkHead(form.head());
  }

  private void checkArguments(PredicateForm p, int columns) {
    for (int i = 0; i < Math.min(columns, p.arguments().size()); i++) {
      Expression e = p.arguments().get(i);
      if (!Expressions.anonymous(e) && !Expressions.isVariable(e)) argument(p.relation(), i, e);
    }
  }

  private void checkHead(HeadForm head) {
    RelationDraft relation = head.relation();
    List<Head.Aggregate> aggregates = List.of();
    if (head.aggregating()) aggregates = head.aggregates().stream().map(this::aggregate).toList();
    for (int i = 0; i < head.columns().size(); i++) {
      switch (head.columns().get(i)) {
        case Column.Value v -> {
          boolean fits =
              Expressions.isVariable(v.value())
                  && TypeRules.fits(
                      scope.type(((Expression.Variable) v.value()).name()), relation.types[i]);
          if (!fits) value(relation, i, v.value());
        }
        case Column.Result r -> result(relation, i, r, aggregates.get(r.aggregate()));
        case Column.Ignored g -> {}
      }
    }
  }

  private Optional<Variable> location() {
    for (RuleForm.Term t : form.body()) {
      Optional<String> location =
          t instanceof PredicateForm p ? p.location() : Optional.<String>empty();
      if (location.isPresent()) return variable(location.get());
    }
    return Optional.empty();
  }

  private BodyTerm term(RuleForm.Term term) {
    return switch (term) {
      case PredicateForm p -> predicate(p);
      case AssignForm a -> {
        Variable v = variable(a.variable()).orElseThrow();
        yield new BodyTerm.Assign(
            a.span(), v, ExprBuilder.coerce(builder.build(a.value()), v.type()));
      }
      case ConditionForm c -> new BodyTerm.Condition(c.span(), builder.condition(c.condition()));
    };
  }

  private BodyTerm.Predicate predicate(PredicateForm p) {
    var arguments = new ArrayList<Argument>();
    boolean timer = p.relation().periodic;
    for (int i = 0; i < p.arguments().size(); i++) {
      boolean constantOfTimer = timer && i >= PERIOD;
      arguments.add(
          constantOfTimer ? new Argument.Any() : argument(p.relation(), i, p.arguments().get(i)));
    }
    boolean ownRows = p.relation().arrivesAtHome && p.locationColumn() == p.relation().homeColumn;
    return new BodyTerm.Predicate(
        p.span(),
        relations.get(p.relation()),
        p.negated(),
        p.modifier(),
        arguments,
        p.locationColumn(),
        p.locationColumn() >= 0 && !ownRows);
  }

  private Argument argument(RelationDraft relation, int column, Expression e) {
    if (Expressions.anonymous(e)) return new Argument.Any();
    Optional<Variable> v =
        Expressions.isVariable(e)
            ? variable(((Expression.Variable) e).name())
            : Optional.<Variable>empty();
    if (v.isPresent()) return new Argument.Var(v.get());
    Expr value = builder.build(e);
    Type type = relation.types[column];
    if (!TypeRules.sameFamily(value.type(), type)) clash(relation, column, value.type(), e.span());
    // A value that the column's type would round is compared as it is.
    boolean exact =
        TypeRules.join(value.type(), type) == type && TypeRules.sameFamily(value.type(), type);
    boolean negative =
        type == Type.ID && value.type() == Type.INT && !(value instanceof Expr.Const);
    return new Argument.Match(exact && !negative ? ExprBuilder.coerce(value, type) : value);
  }

  private Head head(HeadForm head) {
    RelationDraft relation = head.relation();
    List<Head.Aggregate> aggregates = head.aggregates().stream().map(this::aggregate).toList();
    var columns = new ArrayList<Head.Column>();
    for (int i = 0; i < head.columns().size(); i++) {
      Type type = relation.types[i];
      columns.add(
          switch (head.columns().get(i)) {
            case Column.Value v -> new Head.Column.Value(value(relation, i, v.value()));
            case Column.Result r -> {
              result(relation, i, r, aggregates.get(r.aggregate()));
              yield new Head.Column.Result(r.aggregate(), r.output(), type);
            }
            case Column.Ignored g -> new Head.Column.Ignored();
          });
    }
    return new Head(
        head.span(),
        relations.get(relation),
        head.delete(),
        columns,
        aggregates,
        head.locationColumn(),
        head.remote());
  }

  private Expr value(RelationDraft relation, int column, Expression e) {
    return value(relation, column, builder.build(e), e.span());
  }

  private Expr value(RelationDraft relation, int column, Expr built, Span at) {
    return value(relation, column, built, at, report);
  }

  /** A value of the column's type; P2-013 if it does not fit. */
  static Expr value(RelationDraft relation, int column, Expr built, Span at, Report report) {
    Type type = relation.types[column];
    if (TypeRules.fits(built.type(), type)) return ExprBuilder.coerce(built, type);
    clash(relation, column, built.type(), at, report);
    return ExprBuilder.unknown(at);
  }

  private void result(
      RelationDraft relation, int column, Column.Result r, Head.Aggregate aggregate) {
    List<Type> arguments = aggregate.arguments().stream().map(Expr::type).toList();
    TypeRules.aggregate(aggregate.function(), arguments, r.output())
        .filter(type -> !TypeRules.fits(type, relation.types[column]))
        .ifPresent(type -> clash(relation, column, type, r.span()));
  }

  private void clash(RelationDraft relation, int column, Type given, Span at) {
    clash(relation, column, given, at, report);
  }

  private static void clash(
      RelationDraft relation, int column, Type given, Span at, Report report) {
    String where = relation.isSystem() ? "built in" : "at " + relation.aritySpan.place();
    report.error(
        "P2-013",
        at,
        "type clash: column "
            + (column + 1)
            + " of "
            + relation
            + " is "
            + Types.text(given)
            + " here and "
            + Types.text(relation.types[column])
            + " "
            + where);
  }

  private Head.Aggregate aggregate(AggregateForm a) {
    List<Expr> arguments = new ArrayList<>(a.arguments().stream().map(builder::build).toList());
    List<Type> types = arguments.stream().map(Expr::type).toList();
    if (!arguments.isEmpty() && TypeRules.aggregate(a.function(), types, 0).isEmpty()) {
      String given = types.stream().map(Types::text).collect(Collectors.joining(", "));
      report.error("P2-013", a.span(), "the aggregate is not defined for " + given);
      return new Head.Aggregate(a.span(), a.function(), arguments);
    }
    AggregateFunction f = a.function();
    boolean sumOfBool = f == AggregateFunction.SUM && types.getFirst() == Type.BOOL;
    if (sumOfBool) arguments.set(0, ExprBuilder.coerce(arguments.getFirst(), Type.INT));
    if (f.multiRow()) arguments.set(1, ExprBuilder.coerce(arguments.get(1), Type.INT));
    if (f == AggregateFunction.PERCENTILE)
      arguments.set(1, ExprBuilder.coerce(arguments.get(1), Type.DOUBLE));
    return new Head.Aggregate(a.span(), f, arguments);
  }
}
