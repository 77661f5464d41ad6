package dev.p2.lang.check;

import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a relation while a program is checked. Passes fill it in; {@link ProgramBuilder}
 * makes a {@link Relation}.
 */
final class RelationDraft {
  /** The word that declares a relation, and where. */
  record Declaration(Span span, boolean table) {}

  static final int UNKNOWN = -1;

  private static final Type[] NO_TYPES = {};
  private static final boolean[] NO_COLUMNS = {};

  final String name;

  /** Its place among the program's relations, from 0. */
  final int number;

  /** The first use or declaration in text order. */
  final Span span;

  /** It is {@code periodic}, the timer; asked at every use of every relation. */
  final boolean periodic;

  final Optional<SystemRelations.Definition> system;
  boolean hidden;
  String transport = "datagram";

  Optional<Declaration> declaration = Optional.empty();
  Optional<TableSpec> table = Optional.empty();
  boolean declaredKeys;
  Optional<List<Statement.Key>> keyPositions = Optional.empty();

  int arity = UNKNOWN;
  Span aritySpan = Span.NONE;
  List<String> columnNames = List.of();

  /**
   * The column that declaration or uses mark as the location; {@link #UNKNOWN} while nothing does.
   */
  int homeColumn = UNKNOWN;

  /** The column that the first marked use marks; whether a later use marks another. */
  int markedColumn = UNKNOWN;

  boolean markedApart;

  /** Whether some head, fact or declared type of the program says what is in the relation. */
  boolean filled;

  /** Whether every head and fact locates its tuples by the home column. */
  boolean arrivesAtHome = true;

  /** Types of columns; NULL where nothing is known yet. Allocated when the arity is known. */
  Type[] types = NO_TYPES;

  /** Columns of which the type is declared or built in, and does not widen. */
  boolean[] fixed = NO_COLUMNS;

  /** Columns that some use marks as a location. */
  boolean[] located = NO_COLUMNS;

  boolean[] nullable = NO_COLUMNS;

  /** The declared types, by column; NULL where a column has none. */
  List<Type> declaredTypes = List.of();

  RelationDraft(String name, int number, Span span) {
    this.name = name;
    this.number = number;
    this.span = span;
    this.periodic = name.equals("periodic");
    this.system = SystemRelations.named(name);
    if (system.isPresent()) define(system.get());
  }

  private void define(SystemRelations.Definition definition) {
    table = definition.table();
    declaredTypes = definition.types();
    columnNames = definition.columns();
    homeColumn = 0;
    filled = true;
    setArity(definition.types().size(), Span.NONE);
  }

  boolean isTable() {
    return table.isPresent();
  }

  boolean isSystem() {
    return system.isPresent();
  }

  boolean sampled() {
    return system.filter(s -> s.kind() == SystemRelations.Kind.SAMPLED).isPresent();
  }

  /** Fixes the number of columns. */
  void setArity(int columns, Span where) {
    arity = columns;
    aritySpan = where;
    types = new Type[columns];
    Arrays.fill(types, Type.NULL);
    fixed = new boolean[columns];
    located = new boolean[columns];
    nullable = new boolean[columns];
  }

  /** The name of a column for people: declared, or made from its position. */
  String columnName(int column) {
    return column < columnNames.size() && !columnNames.get(column).isEmpty()
        ? columnNames.get(column)
        : "c" + (column + 1);
  }

  /** The columns of the key, from 0. */
  List<Integer> allColumns() {
    var all = new ArrayList<Integer>();
    for (int i = 0; i < arity; i++) all.add(i);
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
