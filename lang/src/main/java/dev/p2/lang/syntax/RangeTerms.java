package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    Set<String> known = new HashSet<>();
    collect(statements, known);
    return known.contains("range") ? statements : without(statements, report);
  }

  private static void collect(List<Statement> statements, Set<String> known) {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Materialize s -> known.add(s.name().text());
        case Statement.Table s -> known.add(s.name().text());
        case Statement.Event s -> known.add(s.name().text());
        case Statement.Fact s -> known.add(s.name().text());
        case Statement.Rule s -> known.add(s.head().name().text());
        case Statement.Stage s -> known.add(s.out().text());
        case Statement.Namespace s -> collect(s.statements(), known);
        default -> {}
      }
    }
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
    return p.name().text().equals("range")
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
