package dev.p2.lang.check;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Name;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads {@code materialize}, {@code table} and {@code event}: overlog.md 7.1 and 7.2. */
final class Declarations {
  private static final double NANOS_A_SECOND = 1e9;

  private final ProgramDraft program;
  private final Report report;
  private final ExprBuilder constants;

  private Declarations(ProgramDraft program) {
    this.program = program;
    this.report = program.report;
    this.constants = ExprBuilder.constants(program, program.report);
  }

  static void read(ProgramDraft program) {
    var pass = new Declarations(program);
    for (Statement statement : program.statements) {
      switch (statement) {
        case Statement.Materialize m -> pass.materialize(m);
        case Statement.Table t -> pass.table(t);
        case Statement.Event e -> pass.event(e);
        case Statement.Pragma p when p.text().strip().equals("strict") -> program.strict = true;
        default -> {}
      }
    }
  }

  private void materialize(Statement.Materialize m) {
    long lifetime = lifetime(m.lifetime());
    long size = size(m.size());
    declareTable(
        m.name(),
        new TableSpec(lifetime, size, List.of(), bag(m.keys()), false),
        m.keys(),
        List.of());
  }

  private void table(Statement.Table t) {
    long lifetime = t.lifetime().map(this::lifetime).orElse(TableSpec.UNBOUNDED);
    long size = t.size().map(this::size).orElse(TableSpec.UNBOUNDED);
    Optional<List<Statement.Key>> keys = t.keys();
    if (keys.isEmpty()) {
      var marked = new ArrayList<Statement.Key>();
      for (int i = 0; i < t.columns().size(); i++) {
        Statement.Column column = t.columns().get(i);
        if (column.key()) marked.add(new Statement.Key(column.span(), i + 1));
      }
      if (!marked.isEmpty()) keys = Optional.of(marked);
    }
    declareTable(
        t.name(),
        new TableSpec(lifetime, size, List.of(), bag(keys), t.durable()),
        keys,
        t.columns());
  }

  private static boolean bag(Optional<List<Statement.Key>> keys) {
    return keys.isPresent() && keys.get().isEmpty();
  }

  private void declareTable(
      Name name,
      TableSpec spec,
      Optional<List<Statement.Key>> keys,
      List<Statement.Column> columns) {
    Optional<RelationDraft> found = declarable(name);
    if (found.isEmpty()) return;
    RelationDraft relation = found.get();
    if (relation.declaration.isPresent()) {
      again(relation, name, spec, keys, columns);
      return;
    }
    relation.declaration = Optional.of(new RelationDraft.Declaration(name.span(), true));
    relation.table = Optional.of(spec);
    relation.keyPositions = keys;
    columns(relation, name, columns);
  }

  private void event(Statement.Event e) {
    Optional<RelationDraft> found = declarable(e.name());
    if (found.isEmpty()) return;
    RelationDraft relation = found.get();
    for (Statement.Column c : e.columns()) {
      if (!c.key()) continue;
      report.add(
          Diagnostic.warning(
                  "P2-133", c.span(), "key says nothing here: event " + relation + " is not stored")
              .hint("drop it, or declare a table: table " + relation + "(…)"));
    }
    if (relation.declaration.isPresent()) {
      if (relation.declaration.get().table()) declaredAsBoth(relation, e.name());
      else if (!sameColumns(relation, e.columns()))
        differentColumns(relation, e.name(), e.columns());
      return;
    }
    relation.declaration = Optional.of(new RelationDraft.Declaration(e.name().span(), false));
    columns(relation, e.name(), e.columns());
  }

  /** The relation to declare, unless it is built in. */
  private Optional<RelationDraft> declarable(Name name) {
    boolean builtIn = SystemRelations.isBuiltIn(name.text());
    if (builtIn && !SystemRelations.declarable(name.text())) {
      report.error("P2-018", name.span(), name.text() + " is built in and cannot be declared");
      return Optional.empty();
    }
    return Optional.of(program.relation(name.text(), name.span()));
  }

  private void again(
      RelationDraft relation,
      Name name,
      TableSpec spec,
      Optional<List<Statement.Key>> keys,
      List<Statement.Column> columns) {
    RelationDraft.Declaration first = relation.declaration.orElseThrow();
    if (!first.table()) {
      declaredAsBoth(relation, name);
      return;
    }
    TableSpec known = relation.table.orElseThrow();
    String difference =
        known.lifetimeNanos() != spec.lifetimeNanos()
            ? "lifetimes"
            : known.sizeMax() != spec.sizeMax()
                ? "sizes"
                : !positions(relation.keyPositions).equals(positions(keys))
                    ? "keys"
                    : known.durable() != spec.durable() || !sameColumns(relation, columns)
                        ? "columns"
                        : "";
    if (!difference.isEmpty()) {
      report.error(
          "P2-010",
          name.span(),
          "table "
              + name.text()
              + " is declared twice with different "
              + difference
              + "; first at "
              + first.span().place());
    } else if (relation.arity == RelationDraft.UNKNOWN) {
      columns(relation, name, columns);
    }
  }

  private static Optional<List<Long>> positions(Optional<List<Statement.Key>> keys) {
    return keys.map(list -> list.stream().map(Statement.Key::position).toList());
  }

  private void declaredAsBoth(RelationDraft relation, Name name) {
    report.error(
        "P2-041",
        name.span(),
        name.text()
            + " is declared as an event and as a table; first at "
            + relation.declaration.orElseThrow().span().place());
  }

  private void differentColumns(RelationDraft relation, Name name, List<Statement.Column> columns) {
    if (columns.size() != relation.arity) {
      report.error(
          "P2-012",
          name.span(),
          name.text()
              + " has "
              + Uses.columns(columns.size())
              + " here and "
              + relation.arity
              + " at "
              + relation.aritySpan.place());
      return;
    }
    for (int i = 0; i < columns.size(); i++) {
      Type type = type(columns.get(i));
      if (type == relation.declaredTypes.get(i)) continue;
      report.error(
          "P2-013",
          columns.get(i).span(),
          "type clash: column "
              + (i + 1)
              + " of "
              + name.text()
              + " is "
              + Types.text(type)
              + " here and "
              + Types.text(relation.declaredTypes.get(i))
              + " at "
              + relation.aritySpan.place());
      return;
    }
  }

  private static boolean sameColumns(RelationDraft relation, List<Statement.Column> columns) {
    if (columns.isEmpty() || relation.declaredTypes.isEmpty()) return true;
    return relation.declaredTypes.equals(columns.stream().map(Declarations::type).toList());
  }

  /** Warns of columns that are called as another one of the same relation. */
  private void namesOnce(Name relation, List<Statement.Column> columns) {
    var seen = new HashSet<String>();
    for (Statement.Column c : columns) {
      String name = c.variable().map(Name::text).orElse("_");
      if (name.equals("_") || seen.add(name)) continue;
      report.add(
          Diagnostic.warning(
                  "P2-137", c.span(), relation.text() + " has two columns called " + name)
              .hint("a name says what a column is for: give each its own"));
    }
  }

  private void columns(RelationDraft relation, Name name, List<Statement.Column> columns) {
    if (columns.isEmpty()) return;
    namesOnce(name, columns);
    if (relation.isSystem() && columns.size() != relation.arity) {
      report.error(
          "P2-012",
          name.span(),
          name.text()
              + " has "
              + Uses.columns(columns.size())
              + " here and "
              + relation.arity
              + " built in");
      return;
    }
    relation.setArity(columns.size(), name.span());
    relation.columnNames =
        columns.stream().map(c -> c.variable().map(Name::text).orElse("")).toList();
    relation.declaredTypes = columns.stream().map(Declarations::type).toList();
    for (int i = 0; i < columns.size(); i++) {
      if (!columns.get(i).located()) continue;
      if (relation.homeColumn == RelationDraft.UNKNOWN) relation.homeColumn = i;
      else report.warning("P2-121", columns.get(i).span(), "more than one @; the first counts");
    }
  }

  /** The declared type of a column; NULL if there is none. */
  private static Type type(Statement.Column column) {
    return column.type().map(Types::named).orElse(Type.NULL);
  }

  private long lifetime(Expression expression) {
    Object value = constant(expression);
    double seconds =
        switch (value) {
          case Duration d -> d.nanos() / NANOS_A_SECOND;
          case Long l -> l;
          case Double d -> d;
          case null, default -> Double.NaN;
        };
    if (value == FAILED) return TableSpec.UNBOUNDED;
    if (Double.isNaN(seconds)) {
      var error =
          Diagnostic.error(
              "P2-019", expression.span(), "a lifetime is a number of seconds or a duration");
      report.add(value instanceof String ? error.hint(UNQUOTED) : error);
      return TableSpec.UNBOUNDED;
    }
    if (seconds == 0) {
      report.add(
          Diagnostic.error("P2-019", expression.span(), "lifetime 0 makes this relation an event")
              .hint("drop the declaration: a relation that is not declared is an event"));
      return TableSpec.UNBOUNDED;
    }
    if (seconds < 0 || Double.isInfinite(seconds)) return TableSpec.UNBOUNDED;
    return value instanceof Duration d
        ? d.nanos()
        : Math.max(1, Math.round(seconds * NANOS_A_SECOND));
  }

  private long size(Expression expression) {
    Object value = constant(expression);
    if (value == FAILED) return TableSpec.UNBOUNDED;
    if (value instanceof Id id && id.fitsLong()) value = id.low();
    if (value instanceof Double d && (d.isInfinite() || d == Math.rint(d))) {
      value = d.isInfinite() ? -1L : (long) d.doubleValue();
    }
    if (value instanceof Long rows) return rows <= 0 ? TableSpec.UNBOUNDED : rows;
    report.error("P2-019", expression.span(), "a size is a number of rows");
    return TableSpec.UNBOUNDED;
  }

  private static final Object FAILED = new Object();

  /** What to do with a duration in quotes. */
  static final String UNQUOTED = "a duration stands without quotes: 10s, 500ms, 2m";

  /** The value of a bound; {@link #FAILED} if an error has been reported. */
  private Object constant(Expression expression) {
    for (Expression.Variable v : Expressions.occurrences(expression)) {
      report.add(
          Unbound.constant(
              Diagnostic.error("P2-031", v.span(), "variable " + v.name() + " is not bound"), v));
      return FAILED;
    }
    int errors = report.errors();
    Expr built = constants.build(expression);
    if (built instanceof Expr.Const c) return report.errors() > errors ? FAILED : c.value();
    report.error("P2-019", expression.span(), "a lifetime or size must be the same at every node");
    return FAILED;
  }
}
