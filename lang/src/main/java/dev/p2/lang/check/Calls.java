package dev.p2.lang.check;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.syntax.Statement.HeadArgument;
import dev.p2.lang.syntax.Term;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Requires that every function called exists and takes that many arguments: P2-014, P2-015. */
final class Calls {
  private final ProgramDraft program;
  private final Report report;

  /** The names of all functions. */
  private final List<String> known;

  private Calls(ProgramDraft program, Report report, List<String> known) {
    this.program = program;
    this.report = report;
    this.known = known;
  }

  static void check(ProgramDraft program) {
    List<Statement> statements = program.statements;
    var known = new ArrayList<>(program.externs.keySet());
    known.addAll(Functions.names());
    AllCores.each(
        statements.size(),
        program.report,
        (i, report) ->
            forEachExpression(statements.get(i), new Calls(program, report, known)::check));
  }

  /** All expressions of a statement. */
  static void forEachExpression(Statement statement, Consumer<Expression> action) {
    switch (statement) {
      case Statement.Materialize m -> {
        action.accept(m.lifetime());
        action.accept(m.size());
      }
      case Statement.Table t -> {
        t.lifetime().ifPresent(action);
        t.size().ifPresent(action);
      }
      case Statement.Param p -> p.value().ifPresent(action);
      case Statement.Fact f -> {
        for (Statement.Argument a : f.arguments()) action.accept(a.value());
      }
      case Statement.Rule r -> {
        for (HeadArgument h : r.head().arguments()) {
          switch (h) {
            case HeadArgument.Plain p -> action.accept(p.value());
            case HeadArgument.Aggregate a -> a.arguments().forEach(action);
          }
        }
        for (Term t : r.body()) {
          switch (t) {
            case Term.Predicate p -> {
              for (Statement.Argument a : p.arguments()) action.accept(a.value());
            }
            case Term.Assignment a -> action.accept(a.value());
            case Term.Selection c -> action.accept(c.condition());
          }
        }
      }
      default -> {}
    }
  }

  private void check(Expression expression) {
    if (expression instanceof Expression.Variable) return; // most are
    if (expression instanceof Expression.Call c) call(c);
    for (Expression part : Expressions.parts(expression)) check(part);
  }

  private void call(Expression.Call c) {
    String name = c.function().text();
    Optional<Function> function = program.function(name);
    if (function.isEmpty()) {
      report.add(unknown(c));
    } else if (!function.get().takes(c.arguments().size())) {
      report.error(
          "P2-015",
          c.function().span(),
          name
              + " takes "
              + arguments(function.get())
              + ", and "
              + c.arguments().size()
              + " are given");
    }
  }

  private Diagnostic unknown(Expression.Call c) {
    String name = c.function().text();
    Optional<String> refusal = Functions.refusalHint(name);
    if (refusal.isPresent()) {
      return Diagnostic.error("P2-014", c.function().span(), "unknown function " + name)
          .hint(refusal.get());
    }
    String guess =
        Spelling.nearest(name, known).map(near -> " (did you mean " + near + "?)").orElse("");
    return Diagnostic.error("P2-014", c.function().span(), "unknown function " + name + guess);
  }

  private static String arguments(Function f) {
    int most = f.parameters().size();
    int least = most - f.optional();
    if (f.variadic()) return "any number of arguments";
    if (least == most) return most == 1 ? "1 argument" : most + " arguments";
    return least + " to " + most + " arguments";
  }
}
