package dev.p2.lang.lint;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation.TableSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which variables of a rule have one value only, once some are given: by the keys of the tables in
 * its body, assignments and equalities.
 */
final class Determined {
  private Determined() {}

  /** {@code given} and all that follows from it. */
  static Set<String> by(Chain chain, Set<String> given) {
    Set<String> known = new HashSet<>(given);
    int before;
    do {
      before = known.size();
      for (BodyTerm t : chain.body()) {
        switch (t) {
          case Predicate p -> row(p, known);
          case BodyTerm.Assign a -> {
            if (known.containsAll(Parts.variables(a.value()))) known.add(a.variable().name());
            else if (known.contains(a.variable().name())) inverse(a.value(), known);
          }
          case BodyTerm.Condition c -> equality(c.condition(), known);
        }
      }
    } while (known.size() > before);
    return known;
  }

  /** A row is known by its key. */
  private static void row(Predicate p, Set<String> known) {
    Optional<TableSpec> table = p.relation().table();
    if (p.negated() || table.isEmpty() || table.get().bag()) return;
    boolean single = table.get().sizeMax() == 1;
    if (!single && !keyKnown(p, table.get().keys(), known)) return;
    known.addAll(Parts.binds(p));
  }

  private static boolean keyKnown(Predicate p, List<Integer> keys, Set<String> known) {
    for (int column : keys) {
      boolean here =
          switch (p.arguments().get(column)) {
            case Argument.Var v -> known.contains(v.variable().name());
            case Argument.Match m -> known.containsAll(Parts.variables(m.value()));
            case Argument.Any any -> false;
          };
      if (!here) return false;
    }
    return true;
  }

  private static void equality(Expr condition, Set<String> known) {
    if (!(condition instanceof Expr.Binary b)) return;
    if (b.operator() == Expr.BinaryOperator.AND) {
      equality(b.left(), known);
      equality(b.right(), known);
    }
    if (b.operator() != Expr.BinaryOperator.EQUAL) return;
    if (known.containsAll(Parts.variables(b.left()))) inverse(b.right(), known);
    if (known.containsAll(Parts.variables(b.right()))) inverse(b.left(), known);
  }

  /**
   * What follows from the value of an expression: of a list its elements, of a sum the unknown
   * operand; of a call of f_sha1, f_concat and their like, for which other arguments give another
   * value in practice, the arguments.
   */
  static void inverse(Expr value, Set<String> known) {
    switch (value) {
      case Expr.Var v -> known.add(v.variable().name());
      case Expr.Convert c -> inverse(c.operand(), known);
      case Expr.ListOf l -> l.elements().forEach(e -> inverse(e, known));
      case Expr.Call c -> {
        if (NAMING.contains(c.function().name())) c.arguments().forEach(a -> inverse(a, known));
      }
      case Expr.Binary b -> {
        switch (b.operator()) {
          case CONCAT, APPEND -> {
            inverse(b.left(), known);
            inverse(b.right(), known);
          }
          case ADD, SUBTRACT -> {
            if (known.containsAll(Parts.variables(b.left()))) inverse(b.right(), known);
            else if (known.containsAll(Parts.variables(b.right()))) inverse(b.left(), known);
          }
          default -> {}
        }
      }
      default -> {}
    }
  }

  private static final Set<String> NAMING =
      Set.of(
          "f_sha1",
          "f_cons",
          "f_append",
          "f_concat",
          "f_concatPath",
          "f_initList",
          "f_init",
          "f_tostr",
          "f_str",
          "f_id",
          "f_int",
          "f_double");
}
