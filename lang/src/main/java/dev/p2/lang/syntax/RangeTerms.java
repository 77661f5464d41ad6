package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The term {@code range(I, 0, 10)} of the first P2, which gave I all values between: recognised and
 * refused. It looks like a predicate, and is one in a program that declares or fills a relation of
 * that name.
 */
final class RangeTerms {
  private RangeTerms() {}

  /** {@code statements} without the rules that use the term, each of which is reported. */
  static List<Statement> refuse(List<Statement> statements, Consumer<Diagnostic> report) {
    return !used(statements) || known(statements) ? statements : without(statements, report);
  }

  private static boolean used(List<Statement> statements) {
    for (Statement statement : statements) {
      boolean here =
          switch (statement) {
            case Statement.Rule rule -> find(rule).isPresent();
            case Statement.Namespace s -> used(s.statements());
            default -> false;
          };
      if (here) return true;
    }
    return false;
  }

  /** Whether the program has a relation of that name. */
  private static boolean known(List<Statement> statements) {
    for (Statement statement : statements) {
      boolean here =
          switch (statement) {
            case Statement.Materialize s -> isNamed(s.name());
            case Statement.Table s -> isNamed(s.name());
            case Statement.Event s -> isNamed(s.name());
            case Statement.Fact s -> isNamed(s.name());
            case Statement.Rule s -> isNamed(s.head().name());
            case Statement.Stage s -> isNamed(s.out());
            case Statement.Namespace s -> known(s.statements());
            default -> false;
          };
      if (here) return true;
    }
    return false;
  }

  private static boolean isNamed(Name name) {
    return name.text().equals("range");
  }

  private static List<Statement> without(List<Statement> statements, Consumer<Diagnostic> report) {
    var kept = new ArrayList<Statement>();
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Rule rule -> {
          Optional<Name> range = find(rule);
          range.ifPresent(name -> report.accept(problem(name)));
          if (range.isEmpty()) kept.add(rule);
        }
        case Statement.Namespace s ->
            kept.add(new Statement.Namespace(s.span(), s.name(), without(s.statements(), report)));
        default -> kept.add(statement);
      }
    }
    return kept;
  }

  private static Optional<Name> find(Statement.Rule rule) {
    for (Term term : rule.body()) {
      if (term instanceof Term.Predicate p && isRange(p)) return Optional.of(p.name());
    }
    return Optional.empty();
  }

  private static boolean isRange(Term.Predicate p) {
    return isNamed(p.name())
        && p.prefixLocation().isEmpty()
        && p.modifier().isEmpty()
        && p.arguments().size() == 3
        && p.arguments().stream().noneMatch(Statement.Argument::located)
        && p.arguments().getFirst().value() instanceof Expression.Variable;
  }

  private static Diagnostic problem(Name range) {
    return Diagnostic.error(
            "P2-005", range.span(), "the term range(I, A, B) of P2 in 2005 is not supported")
        .hint("I in f_range(A, B) is a test; for all values, join with a table of them");
  }
}
