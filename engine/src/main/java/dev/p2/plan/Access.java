package dev.p2.plan;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What each column of a predicate is to a read, given the variables that have a value before it.
 */
final class Access {
  private Access() {}

  /** One column's part. */
  sealed interface Role {
    /** Any value will do. */
    record Free() implements Role {}

    /** The column gives the variable its value. */
    record First(Variable variable) implements Role {}

    /** The value is known before the read: the column can be looked up. */
    record Known(Expr value) implements Role {}

    /** The value is known once the columns to the left are read. */
    record Repeat(Expr value) implements Role {}

    /** The value needs variables that are bound only later. */
    record Later(Expr value) implements Role {}
  }

  /**
   * The roles of a predicate's columns.
   *
   * @param bound whether a variable has a value; never true of one that only negated predicates
   *     mention
   * @param locations variables that stand for this node's address
   * @param alone whether a variable occurs nowhere else, so that nobody wants its value
   */
  static List<Role> roles(
      BodyTerm.Predicate predicate,
      Predicate<Variable> bound,
      Set<Variable> locations,
      Predicate<Variable> alone) {
    var roles = new ArrayList<Role>();
    var seen = new HashSet<Variable>();
    for (int column = 0; column < predicate.arguments().size(); column++) {
      if (column == predicate.locationColumn()) {
        roles.add(predicate.testLocation() ? here(predicate, column) : new Role.Free());
        continue;
      }
      roles.add(
          switch (predicate.arguments().get(column)) {
            case Argument.Any any -> new Role.Free();
            case Argument.Var v when locations.contains(v.variable()) -> here(predicate, column);
            case Argument.Var v when bound.test(v.variable()) ->
                known(predicate, column, Exprs.var(predicate.span(), v.variable()));
            case Argument.Var v when !seen.add(v.variable()) ->
                new Role.Repeat(
                    comparable(predicate, column, Exprs.var(predicate.span(), v.variable())));
            case Argument.Var v when alone.test(v.variable()) -> new Role.Free();
            case Argument.Var v -> new Role.First(v.variable());
            case Argument.Match m -> match(predicate, column, m.value(), bound, seen);
          });
    }
    return roles;
  }

  /** The columns that can be looked up; what {@link OrderJoins} asks for its estimates. */
  static Set<Integer> boundColumns(BodyTerm.Predicate predicate, Predicate<Variable> bound) {
    return known(roles(predicate, bound, Set.of(), v -> false));
  }

  /** The columns of which the value is known. */
  static Set<Integer> known(List<Role> roles) {
    var columns = new TreeSet<Integer>();
    for (int i = 0; i < roles.size(); i++) if (roles.get(i) instanceof Role.Known) columns.add(i);
    return columns;
  }

  private static Role match(
      BodyTerm.Predicate predicate,
      int column,
      Expr value,
      Predicate<Variable> bound,
      Set<Variable> seen) {
    // A negated predicate that draws runs last anyway, and draws once, for its key.
    if (Exprs.draws(value) && !predicate.negated()) return new Role.Later(value);
    Set<Variable> needs = Exprs.variables(value);
    if (needs.stream().allMatch(bound)) return known(predicate, column, value);
    if (needs.stream().allMatch(v -> bound.test(v) || seen.contains(v))) {
      return new Role.Repeat(comparable(predicate, column, value));
    }
    return new Role.Later(value);
  }

  private static Role here(BodyTerm.Predicate predicate, int column) {
    return known(predicate, column, Exprs.localAddress(predicate.span()));
  }

  private static Role known(BodyTerm.Predicate predicate, int column, Expr value) {
    return new Role.Known(comparable(predicate, column, value));
  }

  private static Expr comparable(BodyTerm.Predicate predicate, int column, Expr value) {
    var columns = predicate.relation().columns();
    // periodic is written with fewer columns than it has, never more.
    return Exprs.comparable(value, columns.get(column).type());
  }
}
