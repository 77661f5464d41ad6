package dev.p2.plan;

import dev.p2.lang.program.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values of a column that a read looks for. Bounds have the column's type and count as closed:
 * the conditions that they come from are tested behind the read, for each row.
 *
 * @param column from 0
 * @param low nothing less; without it, from the least value on
 * @param high nothing greater
 * @param ring if {@code low} is not less than {@code high}: from there over the greatest value and
 *     the least to there (4.3), not nothing
 * @param conditions where the bounds come from
 * @param nearest only the rows closest to {@code high} are wanted, going down the ring from there:
 *     the read may end as soon as one match is found and what follows lies farther away
 */
public record Bounds(
    int column,
    Optional<Expr> low,
    Optional<Expr> high,
    boolean ring,
    List<Expr> conditions,
    boolean nearest) {
  public Bounds {
    conditions = List.copyOf(conditions);
  }

  Bounds(int column, Optional<Expr> low, Optional<Expr> high, List<Expr> conditions) {
    this(column, low, high, false, conditions, false);
  }

  static Bounds ring(int column, Expr.Interval interval) {
    var low = Optional.of(interval.low());
    return new Bounds(column, low, Optional.of(interval.high()), true, List.of(interval), false);
  }

  /** The same range, read from {@code high} on down. */
  Bounds nearestFirst() {
    return new Bounds(column, low, high, ring, conditions, true);
  }

  /** With a bound from below, if there is none yet. */
  Bounds above(Expr bound, Expr condition) {
    return low.isPresent() ? this : new Bounds(column, Optional.of(bound), high, with(condition));
  }

  /** With a bound from above, if there is none yet. */
  Bounds below(Expr bound, Expr condition) {
    return high.isPresent() ? this : new Bounds(column, low, Optional.of(bound), with(condition));
  }

  private List<Expr> with(Expr condition) {
    var more = new ArrayList<>(conditions);
    more.add(condition);
    return more;
  }

  /** Those that there are, the lower one first. */
  public List<Expr> ends() {
    var ends = new ArrayList<Expr>();
    low.ifPresent(ends::add);
    high.ifPresent(ends::add);
    return ends;
  }
}
