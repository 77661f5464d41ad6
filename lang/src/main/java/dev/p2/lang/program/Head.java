package dev.p2.lang.program;

import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.AggregateFunction;
import dev.p2.lang.value.Type;
import java.util.List;

/**
 * What a rule derives.
 *
 * @param span the relation's name in the head
 * @param columns one a column of the relation, each already of the column's type
 * @param locationColumn the column that names the destination, -1 in a local program
 * @param remote whether the derivation is sent (decided by the variable, overlog.md 8.2)
 */
public record Head(
    Span span,
    Relation relation,
    boolean delete,
    List<Column> columns,
    List<Aggregate> aggregates,
    int locationColumn,
    boolean remote) {
  public Head {
    columns = List.copyOf(columns);
    aggregates = List.copyOf(aggregates);
  }

  /** Where a column's value comes from. */
  public sealed interface Column {
    /** An expression; in a rule with aggregates, a group-by column. */
    record Value(Expr value) implements Column {}

    /**
     * Result {@code output} (0, or 1..k for the companions of {@code min<X, Y1..Yk>}) of an
     * aggregate of the head.
     */
    record Result(int aggregate, int output, Type type) implements Column {}

    /** A column of a {@code delete} head that is not compared: {@code _}. */
    record Ignored() implements Column {}
  }

  /**
   * An aggregate of the head.
   *
   * @param arguments the expressions inside the brackets; none for {@code count<*>}
   */
  public record Aggregate(Span span, AggregateFunction function, List<Expr> arguments) {
    public Aggregate {
      arguments = List.copyOf(arguments);
    }
  }

  public boolean aggregating() {
    return !aggregates.isEmpty();
  }
}
