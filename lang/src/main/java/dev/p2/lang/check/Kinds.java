package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.check.SystemRelations.Definition;
import dev.p2.lang.program.BodyTerm.Modifier;
import dev.p2.lang.syntax.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells event rules from views (overlog.md 8.2) and finds what is an event where a table is needed,
 * or the reverse.
 */
final class Kinds {
  private final RuleDraft rule;
  private final Report report;

  private final Tables tables;

  private Kinds(RuleDraft rule, Report report, Tables tables) {
    this.rule = rule;
    this.report = report;
    this.tables = tables;
  }

  /** The declared and built-in tables, among which a misspelt one is looked for. */
  static final class Tables {
    /** So many questions are answered: a program with more has other troubles. */
    private static final int QUESTIONS_MAX = 100;

    private final List<String> names;
    private int questions;

    Tables(ProgramDraft program) {
      names = new ArrayList<>();
      for (RelationDraft r : program.relations.values())
        if (r.isTable() && !r.isSystem()) names.add(r.name);
      for (String name : SystemRelations.names())
        if (SystemRelations.named(name).flatMap(Definition::table).isPresent()) names.add(name);
    }

    private Optional<String> nearest(String name) {
      return ++questions > QUESTIONS_MAX ? Optional.empty() : Spelling.nearest(name, names);
    }
  }

  static void check(RuleDraft rule, Report report, Tables tables) {
    new Kinds(rule, report, tables).check();
  }

  private void check() {
    int before = report.errors();
    RuleForm form = Periodic.requireConstants(rule.forms.getFirst(), report);
    head(form);
    var events = new ArrayList<Integer>();
    boolean positive = false;
    for (int i = 0; i < form.body().size(); i++) {
      if (!(form.body().get(i) instanceof PredicateForm p)) continue;
      modifier(p);
      if (p.negated()) negated(p);
      else {
        positive = true;
        if (p.isEvent()) events.add(i);
      }
    }
    if (!positive) {
      report.add(
          Diagnostic.error("P2-038", rule.span(), "the body has no positive predicate")
              .hint("write a fact, or let periodic or sysStart trigger the rule"));
      rule.unusable = true;
      return;
    }
    if (events.size() > 1) twoEvents(form, events);
    if (events.isEmpty()) sampledAlone(form);
    if (report.errors() > before) rule.broken = true;
    rule.forms =
        List.of(
            new RuleForm(
                form.label(),
                form.head(),
                form.body(),
                events.isEmpty() ? Optional.empty() : Optional.of(events.getFirst())));
  }

  private void head(RuleForm form) {
    RelationDraft relation = form.head().relation();
    if (form.head().delete() && !relation.isTable()) {
      report.add(
          perhapsTable(
              Diagnostic.error(
                  "P2-036",
                  form.head().span(),
                  "delete needs a table; " + relation + " is an event"),
              relation));
    }
  }

  private void modifier(PredicateForm p) {
    if (p.modifier() == Modifier.NONE) return;
    String kind = "#" + p.modifier().name().toLowerCase(Locale.ROOT);
    if (!p.relation().isTable()) {
      report.add(
          perhapsTable(
              Diagnostic.error(
                  "P2-040", p.span(), kind + " needs a table; " + p.relation() + " is an event"),
              p.relation()));
    } else if (p.modifier() == Modifier.REFRESH && !p.relation().table.orElseThrow().soft()) {
      report.warning(
          "P2-125",
          p.span(),
          "#refresh never fires: rows of " + p.relation() + " are not refreshed");
    }
  }

  private void negated(PredicateForm p) {
    boolean event = !p.relation().isTable() || p.modifier() != Modifier.NONE;
    // An event with #insert has its own error already.
    if (!event || (!p.relation().isTable() && p.modifier() != Modifier.NONE)) return;
    report.add(
        perhapsTable(
            Diagnostic.error(
                "P2-035", p.span(), "not needs a table; " + p.relation() + " is an event"),
            p.relation()));
  }

  private void twoEvents(RuleForm form, List<Integer> events) {
    PredicateForm first = (PredicateForm) form.body().get(events.get(0));
    PredicateForm second = (PredicateForm) form.body().get(events.get(1));
    var error =
        Diagnostic.error(
            "P2-033",
            second.span(),
            "the rule has two events, " + first.relation() + " and " + second.relation());
    RelationDraft suspect = undeclared(second) ? second.relation() : first.relation();
    report.add(perhapsTable(error, suspect));
  }

  private static boolean undeclared(PredicateForm p) {
    return p.relation().declaration.isEmpty() && !p.relation().isSystem();
  }

  private void sampledAlone(RuleForm form) {
    for (PredicateForm p : form.predicates()) {
      if (p.negated() || !p.relation().sampled()) continue;
      report.add(
          Diagnostic.error(
                  "P2-033",
                  p.span(),
                  p.relation() + " is computed when it is read and triggers nothing")
              .hint("read it beside an event, such as periodic"));
      return;
    }
  }

  private Diagnostic perhapsTable(Diagnostic error, RelationDraft relation) {
    boolean undeclared = relation.declaration.isEmpty() && !relation.isSystem();
    if (!undeclared) return error;
    String table =
        "is "
            + relation
            + " meant to be a table? add materialize("
            + relation
            + ", infinity, infinity, keys(…))";
    Optional<String> near =
        relation.filled || relation.name.length() < 4
            ? Optional.<String>empty()
            : tables.nearest(relation.name);
    Diagnostic told = near.map(name -> error.hint("did you mean " + name + "?")).orElse(error);
    return near.filter(SystemRelations::isBuiltIn).isPresent() ? told : told.hint(table);
  }
}
