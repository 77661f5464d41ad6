package dev.p2.oracle.programs;

import dev.p2.oracle.programs.Schema.Table;
import java.util.ArrayList;
import java.util.List;

/** Bodies: predicates, negated ones, assignments and conditions, in any order. */
final class RandomBody {
  private final Dice dice;
  private final Schema schema;
  private final Scope scope;
  private final RandomExpressions expressions;
  private final Kind favourite;
  private final List<String> terms = new ArrayList<>();

  /**
   * @param favourite a kind of value that the program computes often
   */
  RandomBody(Dice dice, Schema schema, Scope scope, RandomExpressions expressions, Kind favourite) {
    this.dice = dice;
    this.schema = schema;
    this.scope = scope;
    this.expressions = expressions;
    this.favourite = favourite;
  }

  List<String> terms() {
    return terms;
  }

  /** The rule's event, or a table with a {@code #kind}. */
  void event(String name, List<Kind> kinds) {
    terms.add(predicate(name, kinds, Scope.HERE, false));
  }

  void add(String term) {
    terms.add(term);
  }

  /**
   * Adds tables and what goes with them.
   *
   * @param limit how many of the tables may be read, from the first on
   */
  void tables(int limit, int count, boolean view) {
    tables(limit, count);
    if (dice.chance(6)) terms.add(expressions.certain(view));
    if (dice.chance(30) && terms.size() > 2) {
      String last = terms.removeLast();
      terms.add(1 + dice.below(terms.size() - 1), last);
    }
  }

  /** As above, without what draws: aggregate views may not. */
  void tables(int limit, int count) {
    for (int i = 0; i < count; i++) {
      Table t = dice.of(schema.tables.subList(0, limit));
      terms.add(predicate(t.name(), t.kinds(), place(), false));
    }
    if (dice.chance(25)) {
      Table t = dice.of(schema.tables.subList(0, limit));
      terms.add(
          dice.pick("not ", "!", "notin ") + predicate(t.name(), t.kinds(), Scope.HERE, true));
    }
    if (dice.chance(40)) assignment();
    if (dice.chance(35)) terms.add(expressions.condition(2));
  }

  /** Where a table is read: mostly here. */
  private String place() {
    List<String> others = scope.of(Kind.NODE);
    if (!others.isEmpty() && dice.chance(25)) return dice.of(others);
    return dice.chance(2) ? Kind.NODE.constant(dice, schema.nodes) : Scope.HERE;
  }

  /** Assigns what the favourite function gives. */
  void favourite() {
    String v = favourite.letter + "9";
    terms.add(v + " := " + expressions.favourite());
    scope.bind(v);
  }

  private void assignment() {
    Kind kind =
        dice.chance(50)
            ? favourite
            : dice.pick(Kind.INT, Kind.INT, Kind.ANY, Kind.STRING, Kind.LIST, Kind.DOUBLE, Kind.ID);
    List<String> ints = scope.of(Kind.INT);
    if (dice.chance(10) && !ints.isEmpty()) { // 8.1: rebinding, or an assignment to the left of it
      String v = dice.of(ints);
      terms.add(v + " := (" + v + " + 1) % 4");
      return;
    }
    String v = dice.chance(70) ? kind.letter + "9" : variable(kind);
    terms.add(v + " := " + expressions.value(kind, 2));
    scope.bind(v);
  }

  private String variable(Kind kind) {
    return String.valueOf(kind.letter) + dice.below(kind == Kind.INT ? 4 : 2);
  }

  /** A predicate; what it binds is bound after it. */
  private String predicate(String name, List<Kind> kinds, String at, boolean negated) {
    var arguments = new ArrayList<String>();
    var fresh = new ArrayList<String>();
    for (Kind kind : kinds) {
      String argument = negated ? tested(kind) : argument(kind, fresh);
      arguments.add(argument);
    }
    fresh.forEach(scope::bind);
    int other = kinds.indexOf(Kind.NODE);
    if (other >= 0 && !negated && !name.contains("#") && dice.chance(6)) {
      return markedElsewhere(name, at, arguments, other); // 7.5
    }
    return schema.atom(name, at, arguments);
  }

  /** {@code link(N1, @X)}: read at the node that another column names. */
  private String markedElsewhere(String name, String at, List<String> arguments, int column) {
    String first = variable(Kind.NODE);
    var all = new ArrayList<>(arguments);
    all.set(column, "@" + at);
    all.add(0, first);
    scope.bind(first);
    return name + "(" + String.join(", ", all) + ")";
  }

  private String argument(Kind kind, List<String> fresh) {
    if (kind == Kind.HIDDEN) return "_";
    int what = dice.below(100);
    if (what < 72) {
      String v = variable(kind);
      fresh.add(v);
      return v;
    }
    if (what < 88) return "_";
    return what < 94 ? expressions.constant(kind) : expressions.value(kind, 1);
  }

  private String tested(Kind kind) {
    if (kind == Kind.HIDDEN) return "_";
    int what = dice.below(100);
    List<String> known = scope.of(kind);
    if (!known.isEmpty() && what < 60) return dice.of(known);
    if (what < 85) return "_";
    if (what < 93 && kind == Kind.INT) return "Q0"; // existential
    return what < 97 ? expressions.constant(kind) : expressions.value(kind, 1);
  }
}
