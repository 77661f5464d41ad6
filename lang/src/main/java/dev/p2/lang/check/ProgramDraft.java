package dev.p2.lang.check;

import dev.p2.lang.program.Mentions;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Functions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A program on its way through the passes. */
final class ProgramDraft {
  final Report report;
  final List<Statement> statements;

  /** Relations by qualified name, in the order of their first mention. */
  final Map<String, RelationDraft> relations = new LinkedHashMap<>();

  final List<RuleDraft> rules = new ArrayList<>();
  final List<FactForm> facts = new ArrayList<>();
  final Map<String, Function> externs = new LinkedHashMap<>();

  /** Nothing has a location (overlog.md 8.1). */
  boolean local;

  boolean strict;

  ProgramDraft(List<Statement> statements, Report report) {
    this.statements = statements;
    this.report = report;
  }

  <T extends Statement> Stream<T> statements(Class<T> kind) {
    return statements.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The relation of that name, made at its first mention. */
  RelationDraft relation(String name, Span span) {
    RelationDraft known = relations.get(name);
    if (known != null) return known;
    var draft = new RelationDraft(name, relations.size(), span);
    relations.put(name, draft);
    return draft;
  }

  Optional<Function> function(String name) {
    Function extern = externs.get(name);
    return extern != null ? Optional.of(extern) : Functions.lookup(name);
  }

  /**
   * The rules as they are to be typed: localized, or as they stand if something is wrong with them.
   */
  List<RuleForm> forms() {
    var all = new ArrayList<RuleForm>(rules.size());
    for (RuleDraft r : rules) all.addAll(r.forms);
    return all;
  }

  Mentions mentions() {
    var declared = new LinkedHashMap<String, Span>();
    for (RelationDraft r : relations.values()) {
      r.declaration.ifPresent(d -> declared.put(r.name, d.span()));
    }
    var queried = new TreeSet<String>();
    statements(Statement.Query.class).forEach(q -> queried.add(q.predicate().name().text()));
    return new Mentions(declared, queried);
  }
}
