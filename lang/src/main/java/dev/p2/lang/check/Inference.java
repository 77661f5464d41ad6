package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AggregateForm;
import dev.p2.lang.check.RuleForm.AssignForm;
import dev.p2.lang.check.RuleForm.Column;
import dev.p2.lang.check.RuleForm.ConditionForm;
import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.TypeRules;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the types of all columns and variables (overlog.md 3.4): the least ones, from nothing known
 * upwards, such that a column holds the join of its uses, and a variable and the columns it stands
 * in have one type. Columns of relations that only the outside fills start as ANY; declared ones
 * stay as they are. So do columns marked as locations: they hold addresses, and tuples with
 * anything else there never arrive. Only where the program itself puts something else there they
 * widen too.
 */
final class Inference {
  private record Place(RelationDraft relation, int column) {}

  private final ProgramDraft program;
  private final Map<Place, Diagnostic> mixed = new LinkedHashMap<>();
  private final List<RuleForm> forms;

  /** The variables of each form, by the form's place. */
  private final RuleScope[] scopes;

  /**
   * Relations of which tuples come also from where types are not known: a host procedure, or a rule
   * that cannot be read.
   */
  private final Set<String> fromOutside = new HashSet<>();

  private final RuleQueue queue;
  private final Function<String, Optional<dev.p2.lang.value.Function>> functions;

  private Inference(ProgramDraft program) {
    this.program = program;
    this.functions = program::function;
    this.forms = program.forms();
    this.scopes = new RuleScope[forms.size()];
    this.queue = new RuleQueue(forms, program.relations.size());
    program.statements(Statement.Stage.class).forEach(s -> fromOutside.add(s.out().text()));
    for (RuleDraft r : program.rules) {
      if (r.unusable) fromOutside.add(r.source.head().name().text());
    }
  }

  /** Sets the columns' types, and gives the variables' types of each of the program's forms. */
  static List<RuleScope> infer(ProgramDraft program) {
    var pass = new Inference(program);
    do {
      pass.start();
      pass.run();
    } while (pass.releaseLocations());
    pass.mixed.values().forEach(program.report::add);
    return List.of(pass.scopes);
  }

  private void start() {
    mixed.clear();
    queue.addAll();
    AllCores.each(
        scopes.length, program.report, (i, report) -> scopes[i] = RuleScope.of(forms.get(i)));
    for (RelationDraft relation : program.relations.values()) {
      for (int i = 0; i < relation.arity; i++) {
        Type declared =
            i < relation.declaredTypes.size() ? relation.declaredTypes.get(i) : Type.NULL;
        relation.fixed[i] = declared != Type.NULL || relation.located[i];
        boolean address =
            relation.located[i] || (relation.types[i] == Type.ADDR && !relation.fixed[i]);
        relation.types[i] =
            declared != Type.NULL
                ? declared
                : address
                    ? Type.ADDR
                    : relation.filled && !fromOutside.contains(relation.name)
                        ? Type.NULL
                        : Type.ANY;
      }
    }
  }

  private void run() {
    for (FactForm fact : program.facts) fact(fact);
    do {
      for (int form = queue.next(); form != RuleQueue.NONE; form = queue.next()) rule(form);
    } while (settle());
  }

  /** What no use fixes is ANY; whether there was such a thing. */
  private boolean settle() {
    for (RelationDraft relation : program.relations.values()) {
      for (int i = 0; i < relation.arity; i++) {
        if (relation.types[i] != Type.NULL) continue;
        relation.types[i] = Type.ANY;
        queue.changed(relation);
      }
    }
    for (int form = 0; form < scopes.length; form++) {
      if (scopes[form].replace(Type.NULL, Type.ANY)) queue.add(form);
    }
    return !queue.isEmpty();
  }

  private Type type(Expression e, RuleScope scope) {
    return Expressions.isVariable(e)
        ? scope.type(((Expression.Variable) e).name())
        : new ExpressionTypes(scope::type, functions).of(e);
  }

  private void fact(FactForm fact) {
    var types = new ExpressionTypes(name -> Type.ANY, functions);
    for (int i = 0; i < fact.values().size(); i++) {
      Expression value = fact.values().get(i);
      widen(fact.relation(), i, types.of(value), value.span());
    }
  }

  private void rule(int place) {
    RuleForm form = forms.get(place);
    RuleScope scope = scopes[place];
    for (RuleForm.Term term : form.body()) {
      switch (term) {
        case PredicateForm p -> {
          // The columns of periodic exist as written and join with nothing.
          int columns = p.relation().periodic ? 2 : p.arguments().size();
          for (int i = 0; i < columns; i++)
            use(p.relation(), i, p.arguments().get(i), place, scope, true);
        }
        case AssignForm a -> widen(place, scope, a.variable(), type(a.value(), scope));
        case ConditionForm c -> {}
      }
    }
    List<Column> columns = form.head().columns();
    for (int i = 0; i < columns.size(); i++) {
      switch (columns.get(i)) {
        case Column.Value v -> use(form.head().relation(), i, v.value(), place, scope, false);
        case Column.Result r -> {
          AggregateForm a = form.head().aggregates().get(r.aggregate());
          widen(form.head().relation(), i, result(a, r.output(), scope), r.span());
        }
        case Column.Ignored g -> {}
      }
    }
  }

  private Type result(AggregateForm a, int output, RuleScope scope) {
    List<Type> arguments = a.arguments().stream().map(e -> type(e, scope)).toList();
    Type type = TypeRules.aggregate(a.function(), arguments, output).orElse(Type.ANY);
    boolean unknown = !arguments.isEmpty() && arguments.getFirst() == Type.NULL && type == Type.ANY;
    return unknown ? Type.NULL : type;
  }

  /**
   * A variable and its column get one type; of a declared column in the body only the variable
   * widens, in the head none.
   */
  private void use(
      RelationDraft relation, int column, Expression e, int form, RuleScope scope, boolean body) {
    if (!Expressions.isVariable(e)) {
      if (!Expressions.anonymous(e)) widen(relation, column, type(e, scope), e.span());
      return;
    }
    String name = ((Expression.Variable) e).name();
    if (body || !relation.fixed[column]) {
      Type before = scope.type(name);
      if (TypeRules.disjoint(before, relation.types[column]) && !relation.fixed[column]) {
        mix(relation, column, before, relation.types[column], e.span());
      }
      widen(form, scope, name, relation.types[column]);
    }
    widen(relation, column, scope.type(name), e.span());
  }

  private void widen(int form, RuleScope scope, String variable, Type by) {
    Type before = scope.type(variable);
    Type after = TypeRules.join(before, by);
    if (after == before) return;
    scope.set(variable, after);
    queue.add(form);
  }

  private void widen(RelationDraft relation, int column, Type by, Span at) {
    if (relation.fixed[column]) return;
    Type before = relation.types[column];
    Type after = TypeRules.join(before, by);
    if (after == before) return;
    if (TypeRules.disjoint(before, by)) mix(relation, column, by, before, at);
    relation.types[column] = after;
    queue.changed(relation);
  }

  private void mix(RelationDraft relation, int column, Type here, Type elsewhere, Span at) {
    if (relation.hidden) return;
    mixed.putIfAbsent(
        new Place(relation, column),
        Diagnostic.note(
            "P2-122",
            at,
            "column "
                + relation.columnName(column)
                + " of "
                + relation
                + " has mixed types, kept as any: "
                + Types.text(here)
                + " here, "
                + Types.text(elsewhere)
                + " elsewhere"));
  }

  /**
   * Whether the program puts something into a location column that is no address; such columns
   * widen from now on.
   */
  private boolean releaseLocations() {
    boolean released = false;
    for (FactForm fact : program.facts) {
      var types = new ExpressionTypes(name -> Type.ANY, functions);
      for (int i = 0; i < fact.values().size(); i++) {
        released |= release(fact.relation(), i, types.of(fact.values().get(i)));
      }
    }
    for (int place = 0; place < scopes.length; place++) {
      RuleForm form = forms.get(place);
      RelationDraft head = form.head().relation();
      List<Column> columns = form.head().columns();
      for (int i = 0; i < columns.size(); i++) {
        if (head.located[i] && columns.get(i) instanceof Column.Value v) {
          released |= release(head, i, type(v.value(), scopes[place]));
        }
      }
    }
    return released;
  }

  private static boolean release(RelationDraft relation, int column, Type type) {
    boolean declared =
        column < relation.declaredTypes.size() && relation.declaredTypes.get(column) != Type.NULL;
    if (!relation.located[column] || declared) return false;
    if (TypeRules.isText(type) || TypeRules.isOpen(type)) return false;
    relation.located[column] = false;
    relation.types[column] = Type.ADDR;
    return true;
  }
}
