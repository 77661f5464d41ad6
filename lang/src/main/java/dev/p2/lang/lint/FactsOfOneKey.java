package dev.p2.lang.lint;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Program.Fact;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * P2-138: a fact with the key of an earlier one and another value. Facts are inserted in their
 * order (overlog.md 7.7), so the earlier row never is to be seen. Values that only a node knows,
 * such as what a function draws, are not compared.
 */
final class FactsOfOneKey implements Analysis {
  /** What a fact says where it counts: a table, a node and a key. */
  private record Place(int relation, List<Object> node, List<Object> key) {}

  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    Map<Place, Fact> facts = new HashMap<>();
    for (Fact fact : flow.program().facts()) {
      Optional<Place> place = place(fact);
      Fact before = place.isEmpty() ? null : facts.put(place.get(), fact);
      if (before == null || !differ(before, fact)) continue;
      found.accept(
          Diagnostic.warning(
                  "P2-138",
                  fact.span(),
                  "this row takes the place of that at "
                      + before.span().place()
                      + ": both have one key of "
                      + fact.relation().name())
              .hint("leave one out, or put a column in which they differ into the key"));
    }
  }

  /** Nowhere, if the table keeps rows of any key, or the key or the node is not known. */
  private static Optional<Place> place(Fact fact) {
    Optional<TableSpec> table = fact.relation().table().filter(t -> !t.bag());
    if (table.isEmpty()) return Optional.empty();
    List<Integer> node = fact.locationColumn() < 0 ? List.of() : List.of(fact.locationColumn());
    Optional<List<Object>> at = values(fact, node);
    Optional<List<Object>> key = values(fact, table.get().keys());
    return at.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Place(fact.relation().id(), at.get(), key.get()));
  }

  private static Optional<List<Object>> values(Fact fact, List<Integer> columns) {
    var values = new ArrayList<Object>();
    for (int column : columns) {
      Optional<Object> value = value(fact.values().get(column));
      if (value.isEmpty()) return Optional.empty();
      values.add(value.get());
    }
    return Optional.of(values);
  }

  /** What two expressions must have in common to have one value; empty if that does not show. */
  private static Optional<Object> value(Expr e) {
    return switch (e) {
      case Expr.Const c -> Optional.of(Optional.ofNullable(c.value()));
      case Expr.NodeConstant n -> Optional.of(n.kind());
      default -> Optional.empty();
    };
  }

  /** Whether some column holds two values that are known. */
  private static boolean differ(Fact a, Fact b) {
    for (int i = 0; i < a.values().size(); i++) {
      boolean known =
          a.values().get(i) instanceof Expr.Const && b.values().get(i) instanceof Expr.Const;
      if (known && !Objects.equals(value(a.values().get(i)), value(b.values().get(i)))) return true;
    }
    return false;
  }
}
