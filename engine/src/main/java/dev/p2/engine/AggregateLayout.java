package dev.p2.engine;

import dev.p2.engine.tuple.Hash;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Head;
import dev.p2.lang.value.Values;
import dev.p2.plan.Action.Verb;

/**
 * What the engine wants to know of an aggregate view.
 *
 * @param strand the strand that evaluates one group
 * @param groupColumns the head's columns that name a group
 * @param keepsEmpty while its fixed group is empty the head table has a row with the empty values
 *     (6.2)
 */
record AggregateLayout(
    int rule,
    int stratum,
    int strand,
    Verb verb,
    int[] groupColumns,
    boolean keepsEmpty,
    boolean fixed) {
  static AggregateLayout of(CheckedRule rule, int strand, Verb verb) {
    Head head = rule.head();
    int[] group =
        java.util.stream.IntStream.range(0, head.columns().size())
            .filter(c -> !(head.columns().get(c) instanceof Head.Column.Result))
            .toArray();
    boolean allHaveValues = head.aggregates().stream().allMatch(a -> a.function().hasEmptyValue());
    return new AggregateLayout(
        rule.index(),
        rule.stratum(),
        strand,
        verb,
        group,
        rule.fixedGroup() && allHaveValues,
        rule.fixedGroup());
  }

  boolean emits() {
    return verb == Verb.EMIT || verb == Verb.SEND;
  }

  /** Whether the rule sends its rows to what that column groups by. */
  boolean sendsBy(int column) {
    if (verb != Verb.SEND && verb != Verb.SEND_SUPPORT) return false;
    for (int c : groupColumns) if (c == column) return true;
    return false;
  }

  /** A group of one rule: equal if the group-by columns are. */
  static final class Key {
    private final AggregateLayout rule;
    final Tuple group;
    private final int hash;

    Key(AggregateLayout rule, Tuple group) {
      this.rule = rule;
      this.group = group;
      int h = rule.rule;
      for (int column : rule.groupColumns) h = Hash.mix(h, Hash.of(group.get(column)));
      this.hash = Hash.finish(h);
    }

    AggregateLayout rule() {
      return rule;
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Key key) || key.rule != rule || key.hash != hash) return false;
      for (int column : rule.groupColumns) {
        if (!Values.equal(group.get(column), key.group.get(column))) return false;
      }
      return true;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
