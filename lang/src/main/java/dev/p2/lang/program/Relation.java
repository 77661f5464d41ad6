package dev.p2.lang.program;

import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Type;
import java.util.List;
import java.util.Optional;

/**
 * A relation of a checked program: its name, typed columns and kind.
 *
 * @param id position in {@link Program#relations()}
 * @param name qualified name without leading {@code ::}; a hidden relation of a localized rule is
 *     {@code label@1}
 * @param homeColumn the home column (overlog.md 7.5), from 0; -1 in a local program
 * @param table how rows are kept; empty for an event relation
 * @param transport {@code datagram} or {@code reliable}
 * @param hidden made by localization; not shown by {@code --dump '*'}
 * @param system built in: {@code periodic}, {@code sysError}, …
 * @param everywhereLocal for a table: every row stored at a node names that node in {@link
 *     #homeColumn}, so reading it there needs no test of that column
 */
public record Relation(
    int id,
    String name,
    Span span,
    List<Column> columns,
    int homeColumn,
    Optional<TableSpec> table,
    String transport,
    boolean hidden,
    boolean system,
    boolean everywhereLocal) {
  public Relation {
    columns = List.copyOf(columns);
  }

  /**
   * A column's name (of the declaration, or made from its position), type, and whether null can
   * occur in it.
   */
  public record Column(String name, Type type, boolean nullable) {
    /** How the column is held in a tuple: unboxed only if null cannot occur. */
    public Type.Rep rep() {
      return nullable ? Type.Rep.REF : type.rep();
    }
  }

  /**
   * How a table keeps its rows.
   *
   * @param lifetimeNanos {@link #UNBOUNDED} or above 0
   * @param sizeMax {@link #UNBOUNDED} or above 0
   * @param keys key columns from 0, ascending, without repeats; all columns where the program names
   *     none
   * @param bag declared {@code keys()}: every inserted tuple is a row of its own
   */
  public record TableSpec(
      long lifetimeNanos, long sizeMax, List<Integer> keys, boolean bag, boolean durable) {
    public static final long UNBOUNDED = -1;

    public TableSpec {
      keys = List.copyOf(keys);
    }

    public boolean soft() {
      return lifetimeNanos != UNBOUNDED;
    }

    public boolean sized() {
      return sizeMax != UNBOUNDED;
    }
  }

  public int arity() {
    return columns.size();
  }

  public boolean isTable() {
    return table.isPresent();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + "/" + arity();
  }
}
