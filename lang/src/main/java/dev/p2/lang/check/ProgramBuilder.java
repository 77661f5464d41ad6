package dev.p2.lang.check;

import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.value.Function;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a program together from drafts of which everything is known; the last errors, those of
 * types, are found here.
 */
final class ProgramBuilder {
  private final ProgramDraft program;
  private final Report report;
  private final Map<RelationDraft, Relation> relations = new HashMap<>();

  private ProgramBuilder(ProgramDraft program) {
    this.program = program;
    this.report = program.report;
  }

  /**
   * Builds the program.
   *
   * @param scopes of each of the program's forms
   */
  static Program build(ProgramDraft program, List<RuleScope> scopes) {
    return new ProgramBuilder(program).build(scopes);
  }

  /**
   * Finds the errors that {@link #build} would find, and makes nothing: of a program that has
   * errors already nobody asks for more.
   */
  static void check(ProgramDraft program, List<RuleScope> scopes) {
    new ProgramBuilder(program).check(scopes);
  }

  private void check(List<RuleScope> scopes) {
    List<RuleForm> forms = program.forms();
    Strata.of(forms, report);
    var purity = new Purity(program);
    AllCores.each(
        forms.size(),
        report,
        (i, found) -> {
          builder(forms.get(i), scopes.get(i), found).check();
          checkRule(forms.get(i), scopes.get(i), purity, found);
        });
    program.facts.forEach(this::values);
  }

  private RuleBuilder builder(RuleForm form, RuleScope scope, Report found) {
    return new RuleBuilder(program, relations, form, scope, found);
  }

  private void checkRule(RuleForm form, RuleScope scope, Purity purity, Report found) {
    Contradictions.check(program, form, scope, found);
    purity.checkView(form, found);
  }

  private Program build(List<RuleScope> scopes) {
    List<Relation> built = relations();
    List<RuleForm> forms = program.forms();
    Strata strata = Strata.of(forms, report);
    var rules = new CheckedRule[forms.size()];
    var purity = new Purity(program);
    AllCores.each(
        forms.size(),
        report,
        (i, found) -> {
          rules[i] = builder(forms.get(i), scopes.get(i), found).build(i, strata);
          checkRule(forms.get(i), scopes.get(i), purity, found);
        });
    var facts = program.facts.stream().map(this::fact).toList();
    return new Program(
        name(), built, List.of(rules), facts, watches(), stages(), externs(), program.local);
  }

  private List<Relation> relations() {
    var built = new ArrayList<Relation>();
    for (RelationDraft draft : program.relations.values()) {
      if (draft.arity == RelationDraft.UNKNOWN) continue;
      Relation relation = relation(draft, built.size());
      relations.put(draft, relation);
      built.add(relation);
    }
    return built;
  }

  private Relation relation(RelationDraft draft, int id) {
    var columns = new ArrayList<Relation.Column>();
    for (int i = 0; i < draft.arity; i++) {
      columns.add(new Relation.Column(draft.columnName(i), draft.types[i], draft.nullable[i]));
    }
    int home = program.local && !draft.isSystem() ? -1 : Math.max(0, draft.homeColumn);
    if (home >= draft.arity) home = -1;
    return new Relation(
        id,
        draft.name,
        draft.span,
        columns,
        home,
        draft.table,
        draft.transport,
        draft.hidden,
        draft.isSystem(),
        draft.isTable() && home >= 0 && draft.arrivesAtHome);
  }

  private Program.Fact fact(FactForm form) {
    return new Program.Fact(
        form.span(), relations.get(form.relation()), values(form), form.locationColumn());
  }

  private List<Expr> values(FactForm form) {
    ExprBuilder constants = ExprBuilder.constants(program, report);
    var values = new ArrayList<Expr>();
    Set<String> told = new HashSet<>();
    for (int i = 0; i < form.values().size(); i++) {
      Expression e = form.values().get(i);
      Optional<Expression.Call> changing = changing(e);
      if (changing.isPresent()) {
        report.error(
            "P2-031",
            changing.get().function().span(),
            changing.get().function().text() + " is not constant, and a fact must be");
      }
      List<Expression.Variable> unbound = Expressions.occurrences(e);
      for (Expression.Variable v : unbound) {
        if (!told.add(v.name())) continue;
        Diagnostic error = Unbound.inFact(v);
        boolean inList = ListPatterns.mention(form.values(), v);
        report.add(inList ? error.hint(ListPatterns.HINT) : error);
      }
      values.add(
          unbound.isEmpty()
              ? RuleBuilder.value(form.relation(), i, constants.build(e), e.span(), report)
              : ExprBuilder.unknown(e.span()));
    }
    return values;
  }

  private Optional<Expression.Call> changing(Expression e) {
    var found = new ArrayList<Expression.Call>();
    Expressions.anyCall(
        e,
        c -> {
          Optional<Function> f = program.function(c.function().text());
          boolean constant =
              f.isEmpty()
                  || f.get().kind() == Function.Kind.PURE
                  || f.get().kind() == Function.Kind.NODE
                  || f.get().kind() == Function.Kind.EXTERN_PURE;
          if (!constant) found.add(c);
          return !constant;
        });
    return found.stream().findFirst();
  }

  private List<Program.Watch> watches() {
    return program
        .statements(Statement.Watch.class)
        .map(w -> new Program.Watch(w.name().span(), w.kind(), w.name().text(), w.modifiers()))
        .toList();
  }

  private List<Program.Stage> stages() {
    return program
        .statements(Statement.Stage.class)
        .map(
            s ->
                new Program.Stage(
                    s.procedure().span(), s.procedure().text(), s.in().text(), s.out().text()))
        .toList();
  }

  private Map<String, Program.Extern> externs() {
    var externs = new LinkedHashMap<String, Program.Extern>();
    program
        .statements(Statement.Extern.class)
        .forEach(
            e -> {
              Function function = program.externs.get(e.name().text());
              if (function != null)
                externs.putIfAbsent(e.name().text(), new Program.Extern(e.name().span(), function));
            });
    return externs;
  }

  /** The base name of the first file. */
  private String name() {
    String file =
        program.statements.stream()
            .map(Statement::span)
            .filter(s -> !s.equals(Span.NONE))
            .map(s -> s.source().name())
            .findFirst()
            .orElse("program");
    String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    int dot = base.lastIndexOf('.');
    String plain = dot > 0 ? base.substring(0, dot) : base;
    return plain.isEmpty() ? "program" : plain;
  }
}
