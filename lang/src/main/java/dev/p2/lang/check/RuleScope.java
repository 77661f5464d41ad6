package dev.p2.lang.check;

import dev.p2.lang.program.Variable;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of one rule form with their types, while these are found out. A program has as many
 * of these as rules, and most have few variables: those are found by looking at each.
 */
final class RuleScope {
  private static final int FEW = 16;
  static final int NONE = -1;

  private String[] names = new String[4];
  private Type[] types = new Type[4];
  private boolean[] nullable = {};
  private int size;

  /** Places by name, if the variables are many. */
  private Map<String, Integer> places = Map.of();

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
          scope.add(a.variable());
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
      if (Expressions.isVariable(v)) add(v.name());
      return;
    }
    for (Expression part : Expressions.parts(expression)) add(part);
  }

  private void add(String name) {
    if (place(name) != NONE) return;
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      types = Arrays.copyOf(types, 2 * size);
    }
    names[size] = name;
    types[size] = Type.NULL;
    size++;
    if (size == FEW) {
      places = new HashMap<>();
      for (int i = 0; i < size; i++) places.put(names[i], i);
    } else if (size > FEW) {
      places.put(name, size - 1);
    }
  }

  /** The place of a variable among {@link #variables}, or {@link #NONE}. */
  int place(String name) {
    if (size >= FEW) return places.getOrDefault(name, NONE);
    for (int i = 0; i < size; i++) if (names[i].equals(name)) return i;
    return NONE;
  }

  /** The type of a variable; ANY if the form has no such variable. */
  Type type(String name) {
    int place = place(name);
    return place == NONE ? Type.ANY : types[place];
  }

  void set(String name, Type type) {
    types[place(name)] = type;
  }

  /** Gives each variable of type {@code from} the type {@code to}; whether there was one. */
  boolean replace(Type from, Type to) {
    boolean found = false;
    for (int i = 0; i < size; i++) {
      if (types[i] != from) continue;
      types[i] = to;
      found = true;
    }
    return found;
  }

  /** Whatever has type ANY can be null. */
  void anyIsNullable() {
    nullable = new boolean[size];
    for (int i = 0; i < size; i++) nullable[i] = types[i] == Type.ANY;
  }

  /** From now on the variable can be null; whether that is news. */
  boolean makeNullable(String name) {
    int place = place(name);
    boolean before = nullable[place];
    nullable[place] = true;
    return !before;
  }

  boolean isNullable(String name) {
    int place = place(name);
    return place != NONE && place < nullable.length && nullable[place];
  }

  /** The variables as the model has them. */
  List<Variable> variables() {
    var all = new ArrayList<Variable>(size);
    for (int i = 0; i < size; i++) {
      boolean mayBeNull = types[i] == Type.ANY || (i < nullable.length && nullable[i]);
      all.add(new Variable(names[i], i, types[i], mayBeNull));
    }
    return all;
  }
}
