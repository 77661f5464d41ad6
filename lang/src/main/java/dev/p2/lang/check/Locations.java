package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AssignForm;
import dev.p2.lang.check.RuleForm.Column;
import dev.p2.lang.check.RuleForm.ConditionForm;
import dev.p2.lang.check.RuleForm.HeadForm;
import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.program.BodyTerm.Modifier;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Name;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.syntax.Statement.Argument;
import dev.p2.lang.syntax.Term;
import dev.p2.lang.value.Functions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the location of every predicate (overlog.md 7.5 and 8.1) and turns rules and facts into
 * their forms. A location that is a constant becomes a variable and a condition: {@code p(@"a", X)}
 * is {@code p(@L, X), L == "a"}.
 */
final class Locations {
  private static final int FAILED = -2;

  private final ProgramDraft program;
  private final Report report;

  /** Of each fact, in text order. */
  private final List<Marks> factMarks = new ArrayList<>();

  private Locations(ProgramDraft program) {
    this.program = program;
    this.report = program.report;
  }

  static void resolve(ProgramDraft program) {
    var pass = new Locations(program);
    pass.collect();
    pass.chooseHomes();
    for (RuleDraft rule : program.rules) if (!rule.unusable) pass.rule(rule);
    Iterator<Marks> marks = pass.factMarks.iterator();
    program.statements(Statement.Fact.class).forEach(f -> pass.fact(f, marks.next()));
  }

  private void collect() {
    for (RuleDraft rule : program.rules) {
      rule.headMarks = headMarks(rule);
      note(rule.target, rule.headMarks);
      Iterator<RelationDraft> read = rule.read.iterator();
      rule.bodyMarks = new Marks[rule.source.body().size()];
      for (int i = 0; i < rule.bodyMarks.length; i++) {
        rule.bodyMarks[i] = Marks.NONE;
        if (!(rule.source.body().get(i) instanceof Term.Predicate p)) continue;
        rule.bodyMarks[i] = argumentMarks(p.arguments(), p.prefixLocation());
        note(read.next(), rule.bodyMarks[i]);
      }
    }
    program
        .statements(Statement.Fact.class)
        .forEach(
            f -> {
              Marks marks = argumentMarks(f.arguments(), f.prefixLocation());
              factMarks.add(marks);
              note(program.relation(f.name().text(), f.name().span()), marks);
            });
  }

  private Marks headMarks(RuleDraft rule) {
    List<Integer> located = rule.head.marks();
    if (rule.source.head().prefixLocation().isEmpty() && located.size() <= 1)
      return located.isEmpty() ? Marks.NONE : Marks.at(located.getFirst());
    List<Optional<Expression>> arguments =
        rule.head.columns().stream()
            .map(
                c ->
                    switch (c) {
                      case Column.Value v -> Optional.of(v.value());
                      case Column.Result r -> {
                        var given = rule.head.aggregates().get(r.aggregate()).arguments();
                        yield r.output() < given.size()
                            ? Optional.of(given.get(r.output()))
                            : Optional.<Expression>empty();
                      }
                      case Column.Ignored i -> Optional.<Expression>empty();
                    })
            .toList();
    List<Span> spans = rule.head.columns().stream().map(Column::span).toList();
    return Marks.of(
        rule.head.marks(), rule.source.head().prefixLocation(), arguments, spans, report);
  }

  private Marks argumentMarks(List<Argument> arguments, Optional<Expression> prefix) {
    int count = 0;
    int first = -1;
    for (int i = 0; i < arguments.size(); i++) {
      if (!arguments.get(i).located()) continue;
      if (count++ == 0) first = i;
    }
    if (prefix.isEmpty() && count == 0) return Marks.NONE;
    if (prefix.isEmpty() && count == 1) return Marks.at(first);
    var located = new ArrayList<Integer>();
    for (int i = 0; i < arguments.size(); i++) if (arguments.get(i).located()) located.add(i);
    return Marks.of(
        located,
        prefix,
        arguments.stream().map(a -> Optional.of(a.value())).toList(),
        arguments.stream().map(a -> a.value().span()).toList(),
        report);
  }

  private void note(RelationDraft relation, Marks marks) {
    List<Integer> columns = marks.columns();
    if (columns.isEmpty() || program.local) return;
    int first = columns.getFirst();
    if (relation.markedColumn == RelationDraft.UNKNOWN) relation.markedColumn = first;
    else if (relation.markedColumn != first) relation.markedApart = true;
    if (first < relation.located.length) relation.located[first] = true;
  }

  private void chooseHomes() {
    boolean noRules = program.rules.isEmpty();
    for (RelationDraft relation : program.relations.values()) {
      if (relation.homeColumn == RelationDraft.UNKNOWN
          && relation.markedColumn != RelationDraft.UNKNOWN) {
        relation.homeColumn = relation.markedApart ? 0 : relation.markedColumn;
      }
      if (relation.homeColumn == RelationDraft.UNKNOWN && noRules) relation.homeColumn = 0;
      boolean mark =
          !program.local && relation.homeColumn >= 0 && relation.homeColumn < relation.arity;
      if (mark) relation.located[relation.homeColumn] = true;
    }
  }

  private void fact(Statement.Fact f, Marks given) {
    RelationDraft relation = program.relation(f.name().text(), f.name().span());
    if (given.failed() || relation.isSystem() || relation.arity != f.arguments().size()) return;
    int column =
        !given.columns().isEmpty()
            ? given.columns().getFirst()
            : program.local ? -1 : Math.max(0, relation.homeColumn);
    if (column >= relation.arity) column = -1;
    if (column != relation.homeColumn) relation.arrivesAtHome = false;
    program.facts.add(
        new FactForm(
            f.name().span(),
            relation,
            f.arguments().stream().map(Argument::value).toList(),
            column));
  }

  private void rule(RuleDraft rule) {
    var builder = new FormBuilder(rule);
    builder.build();
    if (builder.failed) rule.unusable = true;
    else rule.forms = List.of(builder.form());
  }

  /** The column that locates a use; -1 in a local program, {@link #FAILED} after an error. */
  private int column(RelationDraft relation, Name name, Marks given) {
    if (given.failed()) return FAILED;
    if (program.local) return relation.isSystem() ? 0 : -1;
    if (!given.columns().isEmpty()) return given.columns().getFirst();
    if (relation.homeColumn != RelationDraft.UNKNOWN) {
      report.warning(
          "P2-120",
          name.span(),
          "location of "
              + name.text()
              + " taken from its home column, number "
              + (relation.homeColumn + 1));
      return relation.homeColumn;
    }
    report.add(
        Diagnostic.error("P2-020", name.span(), name.text() + " has no location")
            .hint(noLocation(name.text())));
    return FAILED;
  }

  /** Some words look like predicates to those who come from other languages. */
  private static String noLocation(String name) {
    return switch (name) {
      case "if", "when", "where" -> "a condition is a term like the others, without a word";
      case "print", "println", "printf", "write", "writeln", "log" ->
          "rules print nothing: watch(t). shows what happens to t";
      case "between" -> "X in [1, 5] tests whether X is between; f_range(1, 5) is the list of all";
      case "length", "len", "size" -> "the length of a list is f_size(L), of a text f_strlen(S)";
      case "wait", "sleep", "delay", "every", "after" ->
          "time passes between steps: periodic(@N, E, 5) is an event every 5 seconds";
      default ->
          Functions.lookup("f_" + name).isPresent()
              ? "a function is f_" + name + "(…); of a predicate mark the node's argument with @"
              : "mark the argument that names its node with @";
    };
  }

  /** Makes one rule's form. */
  private final class FormBuilder {
    private final RuleDraft rule;
    private final List<RuleForm.Term> body = new ArrayList<>();
    private final List<RuleForm.Term> conditions = new ArrayList<>();
    private final Map<Object, String> constantLocations = new LinkedHashMap<>();
    private Optional<HeadForm> head = Optional.empty();
    private boolean failed;

    FormBuilder(RuleDraft rule) {
      this.rule = rule;
    }

    RuleForm form() {
      return new RuleForm(rule.label, head.orElseThrow(), body, Optional.empty());
    }

    void build() {
      Iterator<RelationDraft> read = rule.read.iterator();
      for (int i = 0; i < rule.bodyMarks.length; i++) {
        switch (rule.source.body().get(i)) {
          case Term.Predicate p -> predicate(p, read.next(), rule.bodyMarks[i]);
          case Term.Assignment a ->
              body.add(new AssignForm(a.variable().span(), a.variable().text(), a.value()));
          case Term.Selection s -> body.add(new ConditionForm(s.span(), s.condition()));
        }
      }
      body.addAll(conditions);
      head();
    }

    private void head() {
      Name name = rule.source.head().name();
      RelationDraft relation = rule.target;
      int column = column(relation, name, rule.headMarks);
      if (column == FAILED) {
        failed = true;
        return;
      }
      if (program.local) column = -1;
      if (!rule.source.delete() && column != relation.homeColumn) relation.arrivesAtHome = false;
      List<Column> columns = rule.head.columns();
      if (column >= 0 && columns.get(column) instanceof Column.Value v) {
        // A head at the same constant as the body is at the same place.
        String variable =
            constantLocations.isEmpty() ? null : constantLocations.get(key(v.value()));
        if (variable != null) {
          columns = new ArrayList<>(columns);
          columns.set(
              column, new Column.Value(v.span(), new Expression.Variable(v.span(), variable)));
        }
      }
      head =
          Optional.of(
              new HeadForm(
                  name.span(),
                  relation,
                  rule.source.delete(),
                  columns,
                  rule.head.aggregates(),
                  column,
                  false));
    }

    private void predicate(Term.Predicate p, RelationDraft relation, Marks marks) {
      int column = column(relation, p.name(), marks);
      if (column == FAILED) {
        failed = true;
        return;
      }
      List<Expression> arguments = new ArrayList<>(p.arguments().size() + 1);
      for (Argument argument : p.arguments()) arguments.add(argument.value());
      if (shortForm(relation, arguments)) {
        arguments.addFirst(new Expression.Variable(p.name().span(), "_"));
      }
      if (column >= 0) arguments.set(column, location(p.name(), arguments.get(column)));
      boolean modified = p.modifier().isPresent() && !relation.name.contains("#");
      Modifier modifier =
          modified
              ? Modifier.valueOf(p.modifier().get().text().toUpperCase(Locale.ROOT))
              : Modifier.NONE;
      body.add(
          new PredicateForm(
              p.name().span(), relation, p.negated(), p.link(), modifier, arguments, column));
    }

    /** In a local program the node's own column of a built-in relation may be left out. */
    private boolean shortForm(RelationDraft relation, List<Expression> arguments) {
      if (!program.local || !relation.isSystem()) return false;
      if (!relation.periodic) return arguments.size() == relation.arity - 1;
      boolean second = arguments.size() >= 2 && Expressions.constant(arguments.get(1));
      return arguments.size() == 2 || (second && arguments.size() < relation.arity);
    }

    /** The location as a variable. */
    private Expression location(Name name, Expression given) {
      if (Expressions.variable(given).isPresent()) return given;
      if (Expressions.anonymous(given)) {
        return new Expression.Variable(given.span(), "_@" + (body.size() + 1));
      }
      if (!Expressions.constant(given)) {
        report.error(
            "P2-020",
            name.span(),
            "the location of " + name.text() + " must be a variable or a constant");
        failed = true;
        return given;
      }
      Span at = given.span();
      String known = constantLocations.get(key(given));
      if (known != null) return new Expression.Variable(at, known);
      String fresh = "@" + (constantLocations.size() + 1);
      constantLocations.put(key(given), fresh);
      var variable = new Expression.Variable(at, fresh);
      conditions.add(
          new ConditionForm(at, new Expression.Binary(at, at, "==", variable, given, false)));
      return variable;
    }
  }

  /** What makes two constant locations the same. */
  private static Object key(Expression e) {
    return switch (e) {
      case Expression.Literal l -> l.value() == null ? "null" : l.value();
      case Expression.Variable v when Expressions.nodeConstant(v.name()).isPresent() ->
          List.of(v.name());
      default -> e;
    };
  }
}
