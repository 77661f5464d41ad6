package dev.p2.lang.check;

import dev.p2.lang.program.BodyTerm.Modifier;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.AggregateFunction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule with relations resolved and locations known, before types. Variables have the names of the
 * text, rebound ones {@code N'2}; a location that is a constant has become a variable of its own.
 *
 * @param event position in {@code body} of the event; empty for a view
 */
record RuleForm(String label, HeadForm head, List<Term> body, Optional<Integer> event) {
  RuleForm {
    body = List.copyOf(body);
  }

  /** What is derived. */
  record HeadForm(
      Span span,
      RelationDraft relation,
      boolean delete,
      List<Column> columns,
      List<AggregateForm> aggregates,
      int locationColumn,
      boolean remote) {
    HeadForm {
      columns = List.copyOf(columns);
      aggregates = List.copyOf(aggregates);
    }

    boolean aggregating() {
      return !aggregates.isEmpty();
    }

    HeadForm withColumns(List<Column> changed, List<AggregateForm> changedAggregates) {
      return new HeadForm(
          span, relation, delete, changed, changedAggregates, locationColumn, remote);
    }

    HeadForm withRemote(boolean sent) {
      return new HeadForm(span, relation, delete, columns, aggregates, locationColumn, sent);
    }

    /** All expressions: of columns, then of aggregates. */
    List<Expression> expressions() {
      var all = new ArrayList<Expression>();
      for (Column c : columns) if (c instanceof Column.Value v) all.add(v.value());
      for (AggregateForm a : aggregates) all.addAll(a.arguments());
      return all;
    }
  }

  /** A column of the head. */
  sealed interface Column {
    Span span();

    record Value(Span span, Expression value) implements Column {}

    record Result(Span span, int aggregate, int output) implements Column {}

    record Ignored(Span span) implements Column {}
  }

  /** An aggregate of the head; {@code span} is its name. */
  record AggregateForm(Span span, AggregateFunction function, List<Expression> arguments) {
    AggregateForm {
      arguments = List.copyOf(arguments);
    }
  }

  /** A term of the body. */
  sealed interface Term {
    Span span();

    /** Expressions whose variables must have values before the term is evaluated. */
    List<Expression> needs();
  }

  /** {@code span} is the relation's name. */
  record PredicateForm(
      Span span,
      RelationDraft relation,
      boolean negated,
      boolean link,
      Modifier modifier,
      List<Expression> arguments,
      int locationColumn)
      implements Term {
    PredicateForm {
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Expression> needs() {
      List<Expression> needs = List.of();
      for (Expression a : arguments) {
        if (a instanceof Expression.Variable) continue;
        if (needs.isEmpty()) needs = new ArrayList<>();
        needs.add(a);
      }
      return needs;
    }

    boolean isEvent() {
      return !negated && (modifier != Modifier.NONE || !relation.isTable());
    }

    /** The variables that stand alone in an argument, in order. */
    Set<String> variables() {
      var names = new LinkedHashSet<String>();
      addVariablesTo(names);
      return names;
    }

    void addVariablesTo(Set<String> names) {
      for (Expression a : arguments) {
        if (Expressions.isVariable(a)) names.add(((Expression.Variable) a).name());
      }
    }

    /** The variable that names the node where this is read; empty in a local program. */
    Optional<String> location() {
      if (locationColumn < 0) return Optional.empty();
      return Expressions.variable(arguments.get(locationColumn)).map(Expression.Variable::name);
    }

    /** Whether {@code variable} names the node where this is read. */
    boolean isLocated(String variable) {
      return locationColumn >= 0 && Expressions.isVariable(arguments.get(locationColumn), variable);
    }

    PredicateForm withArguments(List<Expression> changed) {
      return new PredicateForm(span, relation, negated, link, modifier, changed, locationColumn);
    }
  }

  /** {@code span} is the variable. */
  record AssignForm(Span span, String variable, Expression value) implements Term {
    @Override
    public List<Expression> needs() {
      return List.of(value);
    }
  }

  record ConditionForm(Span span, Expression condition) implements Term {
    @Override
    public List<Expression> needs() {
      return List.of(condition);
    }
  }

  RuleForm withBody(List<Term> changed) {
    return new RuleForm(label, head, changed, event);
  }

  RuleForm withHead(HeadForm changed) {
    return new RuleForm(label, changed, body, event);
  }

  List<PredicateForm> predicates() {
    var found = new ArrayList<PredicateForm>();
    for (Term t : body) if (t instanceof PredicateForm p) found.add(p);
    return found;
  }

  Optional<PredicateForm> eventPredicate() {
    return event.map(i -> (PredicateForm) body.get(i));
  }

  boolean isView() {
    return event.isEmpty();
  }

  /** Variables that a positive predicate or an assignment gives a value. */
  Set<String> bindable() {
    var names = new LinkedHashSet<String>();
    for (Term t : body) {
      switch (t) {
        case PredicateForm p -> {
          if (!p.negated()) p.addVariablesTo(names);
        }
        case AssignForm a -> names.add(a.variable());
        case ConditionForm c -> {}
      }
    }
    return names;
  }

  /** Forms are told apart even where they say the same: rules may repeat. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return label.hashCode();
  }
}
