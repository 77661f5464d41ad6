package dev.p2.lang.lint;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * P2-136: a view whose row takes, by its key, the place of the row that it is derived from, as in
 * {@code state(@X, J, "done") :- state(@X, J, "open"), paid(@X, J)}. The row that went takes what
 * was derived from it along, so overlog.md 8.4 defines no result.
 */
final class SelfReplacements implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    for (Chain chain : flow.chains()) {
      replaced(chain).ifPresent(row -> found.accept(warning(chain, row)));
    }
  }

  private static Diagnostic warning(Chain chain, Predicate row) {
    String name = chain.target().name();
    List<String> others =
        chain.tables().stream()
            .filter(p -> p != row)
            .map(p -> p.relation().name())
            .distinct()
            .toList();
    String triggers =
        (others.isEmpty() ? List.of(name) : others)
            .stream().map(t -> t + "#insert(…)").collect(Collectors.joining(" or "));
    return Diagnostic.warning(
            "P2-136",
            chain.span(),
            "the row of "
                + name
                + " takes the place of the one that it is derived from: both can go")
        .hint("let a change trigger the rule, which then only reads the old row: " + triggers);
  }

  /** The body's row of the head's table that has the head's key and other values beside it. */
  static Optional<Predicate> replaced(Chain chain) {
    Optional<TableSpec> table = chain.target().table();
    if (!chain.isView() || !chain.inserts() || chain.sent() || table.isEmpty() || table.get().bag())
      return Optional.empty();
    return chain.tables().stream()
        .filter(p -> p.relation() == chain.target() && replaces(chain, p, table.get()))
        .findFirst();
  }

  private static boolean replaces(Chain chain, Predicate row, TableSpec table) {
    boolean differs = false;
    for (int column = 0; column < row.arguments().size(); column++) {
      boolean same = same(chain.head().columns().get(column), row.arguments().get(column));
      if (table.keys().contains(column) && !same) return false;
      differs |= !same;
    }
    return differs;
  }

  private static boolean same(Head.Column made, Argument read) {
    if (!(made instanceof Head.Column.Value v)) return false;
    return switch (read) {
      case Argument.Var var ->
          Parts.variable(v.value()).filter(var.variable().name()::equals).isPresent();
      case Argument.Match m ->
          m.value() instanceof Expr.Const a
              && v.value() instanceof Expr.Const b
              && Objects.equals(a.value(), b.value());
      case Argument.Any any -> false;
    };
  }
}
