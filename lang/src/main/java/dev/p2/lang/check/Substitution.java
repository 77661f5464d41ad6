package dev.p2.lang.check;

import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.syntax.Statement.Argument;
import dev.p2.lang.syntax.Statement.HeadArgument;
import dev.p2.lang.syntax.Term;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts expressions in the places of variables, everywhere in a statement. */
final class Substitution {
  private final Function<Expression.Variable, Expression> by;
  private final Report report;

  Substitution(Function<Expression.Variable, Expression> by, Report report) {
    this.by = by;
    this.report = report;
  }

  Statement apply(Statement statement) {
    return switch (statement) {
      case Statement.Materialize m ->
          new Statement.Materialize(m.span(), m.name(), in(m.lifetime()), in(m.size()), m.keys());
      case Statement.Table t ->
          new Statement.Table(
              t.span(),
              t.isPrivate(),
              t.name(),
              t.columns(),
              t.lifetime().map(this::in),
              t.size().map(this::in),
              t.keys(),
              t.durable());
      case Statement.Fact f ->
          new Statement.Fact(
              f.span(),
              f.label(),
              f.name(),
              f.prefixLocation().map(this::in),
              arguments(f.arguments()));
      case Statement.Rule r -> rule(r);
      case Statement.Query q -> new Statement.Query(q.span(), predicate(q.predicate()));
      case Statement.Event e -> e;
      case Statement.Index i -> i;
      case Statement.Param p -> p;
      case Statement.Extern e -> e;
      case Statement.Transport t -> t;
      case Statement.SendOver s -> s;
      case Statement.Watch w -> w;
      case Statement.Stage s -> s;
      case Statement.Import i ->
          new Statement.Import(
              i.span(),
              i.file(),
              i.as(),
              i.bindings().stream()
                  .map(b -> new Statement.Binding(b.span(), b.name(), in(b.value())))
                  .toList(),
              i.module());
      case Statement.Namespace n ->
          new Statement.Namespace(
              n.span(), n.name(), n.statements().stream().map(this::apply).toList());
      case Statement.Dialect d -> d;
      case Statement.Pragma p -> p;
    };
  }

  private Expression in(Expression expression) {
    return Expressions.replace(expression, by);
  }

  private List<Argument> arguments(List<Argument> arguments) {
    return arguments.stream().map(a -> new Argument(a.span(), a.located(), in(a.value()))).toList();
  }

  private Statement.Rule rule(Statement.Rule r) {
    List<HeadArgument> columns = r.head().arguments().stream().map(this::headArgument).toList();
    Optional<Expression> prefix = r.head().prefixLocation().map(this::in);
    return new Statement.Rule(
        r.span(),
        r.label(),
        r.delete(),
        new Statement.Head(r.head().span(), r.head().name(), prefix, columns),
        r.body().stream().map(this::term).toList(),
        r.aggregateTerm());
  }

  private HeadArgument headArgument(HeadArgument argument) {
    return switch (argument) {
      case HeadArgument.Plain p -> new HeadArgument.Plain(p.span(), p.located(), in(p.value()));
      case HeadArgument.Aggregate a ->
          new HeadArgument.Aggregate(
              a.span(), a.marked(), a.function(), Expressions.all(a.arguments(), by));
    };
  }

  private Term term(Term term) {
    return switch (term) {
      case Term.Predicate p -> predicate(p);
      case Term.Assignment a -> {
        var variable = new Expression.Variable(a.variable().span(), a.variable().text());
        if (!by.apply(variable).equals(variable)) {
          report.error(
              "P2-050",
              a.variable().span(),
              "param " + a.variable().text() + " cannot be assigned by a rule");
        }
        yield new Term.Assignment(a.span(), a.variable(), in(a.value()));
      }
      case Term.Selection s -> new Term.Selection(s.span(), in(s.condition()));
    };
  }

  private Term.Predicate predicate(Term.Predicate p) {
    return new Term.Predicate(
        p.span(),
        p.negated(),
        p.link(),
        p.name(),
        p.modifier(),
        p.prefixLocation().map(this::in),
        arguments(p.arguments()));
  }
}
