package dev.p2.lang.lint;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * P2-118: a view in which the key does not determine the row, as far as the keys of the body's
 * tables, assignments and equalities tell. The later of two rows with one key wins, and the other
 * does not come back.
 */
final class KeyConflicts implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    for (Chain chain : flow.chains()) {
      Optional<TableSpec> table = chain.target().table();
      if (!chain.isView() || !chain.inserts() || table.isEmpty() || table.get().bag()) continue;
      List<String> open = undetermined(chain, table.get());
      if (open.isEmpty()) continue;
      found.accept(
          Diagnostic.warning(
                  "P2-118",
                  chain.span(),
                  "several rows can have the key of "
                      + chain.target().name()
                      + ": the key does not determine "
                      + String.join(", ", open))
              .hint(
                  "add "
                      + (open.size() == 1 ? "that column" : "these columns")
                      + " to the key, or choose one row: min<"
                      + open.getFirst()
                      + ">"));
    }
  }

  /** The variables of the head, outside its key, that the key leaves open. */
  static List<String> undetermined(Chain chain, TableSpec table) {
    Head head = chain.head();
    Set<String> given = new HashSet<>();
    location(chain).ifPresent(given::add);
    List<Optional<Expr>> columns = Parts.columns(head);
    for (int key : table.keys()) {
      if (columns.get(key).filter(e -> madeUp(Freshness.resolved(chain, e))).isPresent()) {
        return List.of();
      }
      columns.get(key).ifPresent(e -> Determined.inverse(Freshness.resolved(chain, e), given));
      columns.get(key).ifPresent(e -> Parts.variable(e).ifPresent(given::add));
      if (head.columns().get(key) instanceof Head.Column.Result r && r.output() == 0) {
        result(head, r).ifPresent(e -> Determined.inverse(e, given));
      }
    }
    Set<String> known = Determined.by(chain, given);
    List<String> open = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (table.keys().contains(i)) continue;
      if (columns.get(i).isPresent()) {
        for (String v : Parts.variables(columns.get(i).get())) {
          if (!known.contains(v) && !open.contains(v)) open.add(v);
        }
      } else if (head.columns().get(i) instanceof Head.Column.Result r) {
        severalRows(head, r, known).filter(v -> !open.contains(v)).ifPresent(open::add);
      }
    }
    return open;
  }

  /** A list that the rule makes, such as a path, names its derivation. */
  private static boolean madeUp(Expr key) {
    return key.type() == Type.LIST && !Parts.of(key).isEmpty();
  }

  /** Of topk and its like, which make several rows a group: the argument, if it is left open. */
  private static Optional<String> severalRows(Head head, Head.Column.Result r, Set<String> known) {
    if (!head.aggregates().get(r.aggregate()).function().multiRow()) return Optional.empty();
    return result(head, r).flatMap(Parts::variable).filter(v -> !known.contains(v));
  }

  private static Optional<Expr> result(Head head, Head.Column.Result r) {
    Head.Aggregate a = head.aggregates().get(r.aggregate());
    return a.function().multiRow() && !a.arguments().isEmpty()
        ? Optional.of(a.arguments().getFirst())
        : Optional.empty();
  }

  /** The variable of the node at which all rows are, if that is one node for all of them. */
  private static Optional<String> location(Chain chain) {
    Head head = chain.head();
    if (head.locationColumn() >= 0
        && head.columns().get(head.locationColumn()) instanceof Head.Column.Value v) {
      return Parts.variable(v.value());
    }
    for (Predicate p : chain.predicates()) {
      if (p.locationColumn() >= 0
          && p.arguments().get(p.locationColumn()) instanceof Argument.Var v)
        return Optional.of(v.variable().name());
    }
    return Optional.empty();
  }
}
