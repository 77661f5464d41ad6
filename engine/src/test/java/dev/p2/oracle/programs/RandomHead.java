package dev.p2.oracle.programs;

import java.util.ArrayList;
import java.util.List;

/** Heads: where to, and what the columns are. */
final class RandomHead {
  private final Dice dice;
  private final Schema schema;
  private final Scope scope;
  private final RandomExpressions expressions;
  private final RandomAggregates aggregates;

  RandomHead(
      Dice dice,
      Schema schema,
      Scope scope,
      RandomExpressions expressions,
      RandomAggregates aggregates) {
    this.dice = dice;
    this.schema = schema;
    this.scope = scope;
    this.expressions = expressions;
    this.aggregates = aggregates;
  }

  /** The columns without the location, and what they hold. */
  record Columns(List<String> values, List<Kind> kinds) {}

  /** Columns over what is bound. */
  Columns columns(boolean aggregating) {
    var values = new ArrayList<String>();
    var kinds = new ArrayList<Kind>();
    List<String> known = scope.all();
    int count = known.isEmpty() ? 0 : dice.below(Math.min(3, known.size() + 1));
    for (int i = 0; i < count; i++) {
      String v = dice.of(known);
      Kind kind = Kind.ofVariable(v);
      values.add(dice.chance(20) ? expressions.value(kind, 1) : v);
      kinds.add(kind);
    }
    if (!aggregating) return new Columns(values, kinds);
    boolean several = true;
    int more = dice.chance(80) ? 1 : 2;
    for (int i = 0; i < more; i++) {
      RandomAggregates.Text a = aggregates.next(several);
      several &= !a.text().matches("(?:topk|bottomk|limit).*");
      int at = dice.chance(80) ? values.size() : dice.below(values.size() + 1);
      values.add(at, a.text());
      kinds.addAll(at, a.kinds());
    }
    return new Columns(values, kinds);
  }

  /** Values for the columns of a table that exists. */
  List<String> fitting(Schema.Table table, boolean delete) {
    var values = new ArrayList<String>();
    for (int i = 0; i < table.kinds().size(); i++) {
      boolean any = delete && !table.keys().contains(i) && dice.chance(40); // 7.4
      values.add(any ? "_" : expressions.value(table.kinds().get(i), 1));
    }
    return values;
  }

  /** Where the head goes. */
  String destination(int remotePercent) {
    if (schema.local) return Scope.HERE;
    List<String> others = scope.of(Kind.NODE);
    if (!others.isEmpty() && dice.chance(remotePercent)) return dice.of(others);
    List<String> unsure = scope.of(Kind.ANY);
    if (!unsure.isEmpty() && dice.chance(8)) return dice.of(unsure); // P2-R08, or null
    return dice.chance(2) ? Kind.NODE.constant(dice, schema.nodes) : Scope.HERE;
  }
}
