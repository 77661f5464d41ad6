package dev.p2.plan;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Variable;
import dev.p2.lang.syntax.Span;
import java.util.List;

/** One step of a strand's body, in execution order. */
public sealed interface Operator {
  /** Where in the program it comes from. */
  Span span();

  /** Which state of a table a read sees. */
  enum Version {
    /** As it stands in this round: event rules, group evaluation, rederivation. */
    NOW,
    /**
     * View strand, body predicate before the trigger's, in an order in which negated ones come
     * first: the rows that did not change.
     */
    BEFORE_TRIGGER,
    /**
     * View strand, body predicate after the trigger's: for a derivation that came the rows as they
     * stand, for one that went the rows as they stood before the pending changes.
     */
    AFTER_TRIGGER
  }

  /**
   * Looks rows up by index {@code index}, whose columns have the values {@code key} (each of the
   * column's type, or ANY); {@code columns} says what is done with the columns of a row found, key
   * columns being Skip.
   *
   * @param position the body predicate's position, as in {@link Trigger.OnView}
   * @param unique the index is the primary key: at most one row
   */
  record Probe(
      Span span,
      Relation relation,
      int position,
      int index,
      List<Expr> key,
      List<ColumnUse> columns,
      Version version,
      boolean unique)
      implements Operator {
    public Probe {
      if (key.isEmpty())
        throw new IllegalArgumentException("probe without key on " + relation.name());
      key = List.copyOf(key);
      columns = List.copyOf(columns);
    }
  }

  /** Reads all rows. */
  record Scan(Span span, Relation relation, int position, List<ColumnUse> columns, Version version)
      implements Operator {
    public Scan {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Reads the rows with certain values in one column, as the table stands, and perhaps more rows:
   * all of them if a bound cannot be evaluated or the table has fewer than {@value #ROWS_MIN}. The
   * conditions that decide follow as {@link Select}s.
   */
  record Range(Span span, Relation relation, int position, Bounds bounds, List<ColumnUse> columns)
      implements Operator {
    /** From how many rows on an order pays. */
    public static final int ROWS_MIN = 16;

    public Range {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Goes on only if no row matches: negation. With {@code index} -1 a scan, and {@code key} empty.
   * {@code columns} holds Skip and Test, and Bind for a variable that occurs twice in the negated
   * predicate only.
   */
  record Absent(
      Span span,
      Relation relation,
      int position,
      int index,
      List<Expr> key,
      List<ColumnUse> columns,
      Version version)
      implements Operator {
    public Absent {
      key = List.copyOf(key);
      columns = List.copyOf(columns);
    }
  }

  /**
   * First operator of a view strand whose trigger is a negated predicate. Asks whether a row
   * matches {@code key} before and after the pending changes; goes on only if that differs, once
   * for each key a round, deriving where no row is left and withdrawing where the first one came.
   */
  record Flip(
      Span span,
      Relation relation,
      int position,
      int index,
      List<Expr> key,
      List<ColumnUse> columns)
      implements Operator {
    public Flip {
      key = List.copyOf(key);
      columns = List.copyOf(columns);
    }
  }

  /**
   * A condition; {@code term} is its position in the rule's body, which orders errors, or {@link
   * #SILENT} for one that the planner made from an argument of a predicate: an error in it is no
   * match, as in a key, and not reported.
   */
  record Select(Span span, int term, Expr condition) implements Operator {
    public static final int SILENT = -1;
  }

  /**
   * Binds the variable; {@code term} as above, SILENT for a location variable, whose value cannot
   * fail.
   */
  record Assign(Span span, int term, Variable variable, Expr value) implements Operator {}
}
