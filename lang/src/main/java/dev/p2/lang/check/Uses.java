package dev.p2.lang.check;

import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Name;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.syntax.Statement.HeadArgument;
import dev.p2.lang.syntax.Term;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at every use of every relation, in text order: makes the rules, finds out how many columns
 * each relation has, whether it is ever filled, and whether the program is local. Keys are resolved
 * at the end.
 */
final class Uses {
  private static final String RENAME = "if these are two relations, rename one";

  private final ProgramDraft program;
  private final Report report;
  private final Map<String, Label> labels = new HashMap<>();

  /** Relations of the original's catalog that were told of already. */
  private final Set<String> refused = new HashSet<>();

  /** A label and where it is written first; a rule without one has it from its line. */
  private static final class Label {
    final Optional<Span> first;
    int uses = 1;

    Label(Optional<Span> first) {
      this.first = first;
    }
  }

  private Uses(ProgramDraft program) {
    this.program = program;
    this.report = program.report;
  }

  static void read(ProgramDraft program) {
    var pass = new Uses(program);
    program.local = isLocal(program);
    for (Statement statement : program.statements) {
      switch (statement) {
        case Statement.Fact f -> pass.fact(f);
        case Statement.Rule r -> pass.rule(r);
        default -> {}
      }
    }
    for (RelationDraft relation : List.copyOf(program.relations.values())) {
      pass.resolveKeys(relation);
      pass.requireDeclared(relation);
    }
  }

  /** A program with rules in which no head, body predicate or declaration has a location. */
  private static boolean isLocal(ProgramDraft program) {
    boolean rules = false;
    for (Statement s : program.statements) {
      switch (s) {
        case Statement.Rule r -> {
          rules = true;
          if (located(r)) return false;
        }
        case Statement.Table t when located(t.columns()) -> {
          return false;
        }
        case Statement.Event e when located(e.columns()) -> {
          return false;
        }
        default -> {}
      }
    }
    return rules;
  }

  private static boolean located(List<Statement.Column> columns) {
    return columns.stream().anyMatch(Statement.Column::located);
  }

  private static boolean located(Statement.Rule r) {
    boolean head =
        r.head().prefixLocation().isPresent()
            || r.head().arguments().stream()
                .anyMatch(
                    a ->
                        switch (a) {
                          case HeadArgument.Plain p -> p.located();
                          case HeadArgument.Aggregate g -> g.located();
                        });
    return head
        || r.body().stream()
            .anyMatch(
                t ->
                    t instanceof Term.Predicate p
                        && (p.prefixLocation().isPresent()
                            || p.arguments().stream().anyMatch(Statement.Argument::located)));
  }

  private void fact(Statement.Fact f) {
    RelationDraft relation = program.relation(f.name().text(), f.name().span());
    if (relation.isSystem() || inCatalog(relation)) {
      cannotBeDerived(f.name());
      return;
    }
    relation.filled = true;
    arity(relation, f.name(), f.arguments().size());
  }

  private void rule(Statement.Rule r) {
    Name name = r.head().name();
    RelationDraft head = program.relation(name.text(), name.span());
    var rule = new RuleDraft(r, label(r), HeadColumns.of(r, report), head);
    program.rules.add(rule);
    rule.unusable = !rule.head.usable();
    if (head.system.filter(s -> !s.writable()).isPresent() || inCatalog(head)) {
      cannotBeDerived(name);
      rule.unusable = true;
    } else {
      if (!r.delete()) head.filled = true;
      // An unknown aggregate may stand for several columns.
      if (rule.head.usable() || rule.head.columns().size() == head.arity) {
        String hint =
            r.delete()
                ? "delete names all columns of a row: write _ for those outside the key"
                : RENAME;
        rule.unusable |= !arity(head, name, rule.head.columns().size(), hint);
      }
    }
    for (Term term : r.body()) {
      if (!(term instanceof Term.Predicate p)) continue;
      RelationDraft relation = relation(p);
      rule.read.add(relation);
      rule.unusable |= !predicate(p, relation);
    }
  }

  private void cannotBeDerived(Name name) {
    var error =
        Diagnostic.error("P2-018", name.span(), name.text() + " is built in and cannot be derived");
    report.add(
        name.text().startsWith("sys::")
            ? error.hint(
                "P2's catalog is only read here; rules are installed through the host or"
                    + " sysInstall(@N, Name, Text)")
            : error);
  }

  /** Whether it is a relation of the original's catalog that there is no counterpart of. */
  private static boolean inCatalog(RelationDraft relation) {
    return SystemRelations.CATALOG_ONLY.contains(relation.name) && relation.declaration.isEmpty();
  }

  private boolean predicate(Term.Predicate p, RelationDraft relation) {
    if (inCatalog(relation)) {
      if (refused.add(relation.name)) {
        report.add(
            Diagnostic.error(
                    "P2-005", p.name().span(), relation.name + " of later P2 is not supported")
                .hint(
                    "of its catalog there are sys::program, sys::table, sys::rule, sys::predicate"
                        + " and sys::error"));
      }
      return false;
    }
    int given = p.arguments().size();
    if (relation.periodic) {
      int least = program.local ? 2 : 3;
      if (given >= least && given <= relation.arity) return true;
      report.add(
          Diagnostic.error(
                  "P2-012",
                  p.name().span(),
                  "periodic has " + columns(given) + " here; it takes 3 to 5")
              .hint(
                  given < least
                      ? "periodic(@N, E, Period): E is a number for each firing, _ if not needed"
                      : "periodic(@N, E, Period, Count, Phase): the first firing is at Phase"));
      return false;
    }
    if (program.local && relation.isSystem() && given == relation.arity - 1) return true;
    String hint =
        p.modifier().isPresent() && given < relation.arity
            ? relation
                + "#"
                + p.modifier().get().text()
                + " has all columns of "
                + relation
                + ": write _ for those that the rule does not need"
            : RENAME;
    return arity(relation, p.name(), given, hint);
  }

  /** The relation that a predicate reads; {@code lookup#failed} is one of its own. */
  private RelationDraft relation(Term.Predicate p) {
    if (p.modifier().isEmpty()) return program.relation(p.name().text(), p.name().span());
    boolean ofTransport =
        p.modifier().filter(m -> m.text().equals("failed") || m.text().equals("sent")).isPresent();
    String name = p.name().text() + (ofTransport ? "#" + p.modifier().get().text() : "");
    if (ofTransport) program.relation(p.name().text(), p.name().span());
    RelationDraft relation = program.relation(name, p.name().span());
    if (ofTransport) relation.homeColumn = 0;
    return relation;
  }

  private boolean arity(RelationDraft relation, Name name, int columns) {
    return arity(relation, name, columns, RENAME);
  }

  private boolean arity(RelationDraft relation, Name name, int columns, String hint) {
    if (relation.arity == RelationDraft.UNKNOWN) {
      relation.setArity(columns, name.span());
      return true;
    }
    if (relation.arity == columns) return true;
    String elsewhere = relation.isSystem() ? "built in" : "at " + relation.aritySpan.place();
    report.add(
        Diagnostic.error(
                "P2-012",
                name.span(),
                name.text()
                    + " has "
                    + columns(columns)
                    + " here and "
                    + relation.arity
                    + " "
                    + elsewhere)
            .hint(relation.isSystem() ? builtIn(relation) : hint));
    return false;
  }

  /** {@code 1 column}, {@code 2 columns}. */
  static String columns(int count) {
    return count == 1 ? "1 column" : count + " columns";
  }

  private static String builtIn(RelationDraft relation) {
    return "its columns are " + relation + "(@" + String.join(", ", relation.columnNames) + ")";
  }

  private String label(Statement.Rule r) {
    String label = r.label().isPresent() ? r.label().get().text() : "rule" + r.span().line();
    Optional<Span> written = r.label().map(Name::span);
    var first = new Label(written);
    Label known = labels.putIfAbsent(label, first);
    if (known == null) return label;
    if (written.isPresent() && known.first.isPresent()) {
      report.warning(
          "P2-113",
          written.get(),
          "label " + label + " is already used at " + known.first.get().place());
    }
    return label + "'" + ++known.uses;
  }

  private void resolveKeys(RelationDraft relation) {
    if (relation.table.isEmpty() || relation.declaration.isEmpty()) return;
    TableSpec spec = relation.table.get();
    boolean named = relation.keyPositions.isPresent();
    var keys = new TreeSet<Integer>();
    for (Statement.Key key : relation.keyPositions.orElse(List.of())) {
      boolean fits =
          key.position() >= 1 && (relation.arity < 0 || key.position() <= relation.arity);
      if (fits) {
        keys.add((int) key.position() - 1);
        continue;
      }
      String range = relation.arity < 0 ? "from 1 on" : "1.." + relation.arity;
      var bad =
          Diagnostic.error(
              "P2-011",
              key.span(),
              "key position " + key.position() + " of " + relation + " is outside " + range);
      report.add(
          key.position() == 0
              ? bad.hint("columns are counted from 1, the location included")
              : bad);
    }
    relation.declaredKeys = named && !spec.bag();
    List<Integer> columns = named && !spec.bag() ? List.copyOf(keys) : relation.allColumns();
    relation.table =
        Optional.of(
            new TableSpec(
                spec.lifetimeNanos(), spec.sizeMax(), columns, spec.bag(), spec.durable()));
  }

  private void requireDeclared(RelationDraft relation) {
    if (!program.strict || relation.isSystem() || relation.declaration.isPresent()) return;
    if (relation.name.contains("#")) return;
    report.add(
        Diagnostic.error("P2-016", relation.span, "relation " + relation + " is not declared")
            .hint(
                "event " + relation + "(…) declares an event, table " + relation + "(…) a table"));
  }
}
