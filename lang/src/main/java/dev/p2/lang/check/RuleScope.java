package dev.p2.lang.check;

import dev.p2.lang.program.Variable;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The variables of one rule form with their types, while these are found out. */
final class RuleScope {
  final Map<String, Type> types = new LinkedHashMap<>();
  final Set<String> nullable = new HashSet<>();

  private RuleScope() {}

  /** Of what has no variables. */
  static RuleScope empty() {
    return new RuleScope();
  }

  static RuleScope of(RuleForm form) {
    var scope = new RuleScope();
    for (RuleForm.Term t : form.body()) {
      switch (t) {
        case RuleForm.PredicateForm p -> {
          for (Expression e : p.arguments()) scope.add(e);
        }
        case RuleForm.AssignForm a -> {
          scope.add(a.value());
          scope.types.putIfAbsent(a.variable(), Type.NULL);
        }
        case RuleForm.ConditionForm c -> scope.add(c.condition());
      }
    }
    for (RuleForm.Column c : form.head().columns()) {
      if (c instanceof RuleForm.Column.Value v) scope.add(v.value());
    }
    for (RuleForm.AggregateForm a : form.head().aggregates()) {
      for (Expression e : a.arguments()) scope.add(e);
    }
    return scope;
  }

  private void add(Expression expression) {
    if (expression instanceof Expression.Variable v) {
      if (Expressions.isVariable(v)) types.putIfAbsent(v.name(), Type.NULL);
      return;
    }
    for (Expression part : Expressions.parts(expression)) add(part);
  }

  Type type(String name) {
    return types.getOrDefault(name, Type.ANY);
  }

  /** The variables as the model has them. */
  List<Variable> variables() {
    var all = new ArrayList<Variable>();
    for (var entry : types.entrySet()) {
      Type type = entry.getValue();
      boolean mayBeNull = type == Type.ANY || nullable.contains(entry.getKey());
      all.add(new Variable(entry.getKey(), all.size(), type, mayBeNull));
    }
    return all;
  }

  static Optional<Variable> find(List<Variable> variables, String name) {
    for (Variable v : variables) if (v.name().equals(name)) return Optional.of(v);
    return Optional.empty();
  }
}
