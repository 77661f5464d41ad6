package dev.p2.oracle;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Variable;
import dev.p2.lang.value.Accumulator;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;

/** Heads with aggregates (section 6). */
final class Aggregation {
  private final CheckedRule rule;
  private final Head head;
  private final Evaluator evaluator;

  Aggregation(CheckedRule rule, ReferenceNode node) {
    this.rule = rule;
    this.head = rule.head();
    this.evaluator = new Evaluator(node);
  }

  /**
   * The rows of one group.
   *
   * @param errors of rows that the group's matches make together, and that do not fit the head
   */
  record Group(ListValue key, List<Fact> rows, List<EvalException> errors) {}

  /**
   * The groups of these matches, which are without errors.
   *
   * @param failed takes a match that a group does not count, and why (4.6)
   */
  List<Group> groups(List<Match> matches, BiConsumer<Match, EvalException> failed) {
    Map<ListValue, List<Match>> byKey = new LinkedHashMap<>();
    for (Match m : matches) {
      try {
        byKey.computeIfAbsent(key(m.bound()), k -> new ArrayList<>()).add(m);
      } catch (EvalException e) {
        failed.accept(m, e);
      }
    }
    var groups = new ArrayList<Group>();
    byKey.forEach(
        (key, all) -> {
          var counted = new ArrayList<Match>();
          for (Match m : all) {
            counted.add(m);
            try {
              accumulate(key, counted);
            } catch (EvalException e) {
              counted.removeLast();
              failed.accept(m, e);
            }
          }
          if (counted.isEmpty()) return;
          var errors = new ArrayList<EvalException>();
          groups.add(new Group(key, rows(key, counted, errors), errors));
        });
    return groups;
  }

  /** The group-by columns (6). */
  ListValue key(Map<Variable, Object> bound) {
    var key = new ArrayList<Object>();
    for (Head.Column c : head.columns()) {
      if (c instanceof Head.Column.Value(Expr value)) key.add(evaluator.value(value, bound));
    }
    return ListValue.of(key);
  }

  private List<Accumulator> accumulate(ListValue key, List<Match> matches) {
    var accumulators = new ArrayList<Accumulator>();
    for (Head.Aggregate a : head.aggregates()) {
      Type argument = a.arguments().isEmpty() ? Type.ANY : a.arguments().getFirst().type();
      Object parameter = null;
      if (a.function().hasParameter()) {
        Map<Variable, Object> bound = matches.isEmpty() ? Map.of() : matches.getFirst().bound();
        parameter = evaluator.value(a.arguments().get(1), bound);
      }
      Accumulator accumulator = Accumulator.of(a.function(), argument, parameter, new Random(0));
      for (Match m : matches) {
        Object[] values = new Object[a.arguments().size()];
        for (int i = 0; i < values.length; i++)
          values[i] = evaluator.value(a.arguments().get(i), m.bound());
        if (values.length == 0) accumulator.add(null);
        else if (values.length > 1 && !a.function().hasParameter()) accumulator.addAll(values);
        else accumulator.add(values[0]);
      }
      accumulators.add(accumulator);
    }
    return accumulators;
  }

  /**
   * The head rows of a group; of one without matches those with the empty values (6). A row that
   * cannot be made is left out, and why goes to {@code errors}.
   */
  List<Fact> rows(ListValue key, List<Match> matches, List<EvalException> errors) {
    List<Accumulator> accumulators = accumulate(key, matches);
    int count = 1;
    for (int i = 0; i < accumulators.size(); i++) {
      if (head.aggregates().get(i).function().multiRow()) count = accumulators.get(i).rows();
    }
    var rows = new ArrayList<Fact>();
    for (int row = 0; row < count; row++) {
      try {
        rows.add(Fact.of(head.relation(), values(key, accumulators, row)));
      } catch (EvalException e) {
        errors.add(e);
      }
    }
    return rows;
  }

  private List<Object> values(ListValue key, List<Accumulator> accumulators, int row) {
    var values = new ArrayList<Object>();
    int keyColumn = 0;
    for (Head.Column c : head.columns()) {
      switch (c) {
        case Head.Column.Value _ -> values.add(key.get(keyColumn++));
        case Head.Column.Result(int aggregate, int output, Type type) -> {
          Accumulator a = accumulators.get(aggregate);
          boolean many = head.aggregates().get(aggregate).function().multiRow();
          values.add(Values.convert(many ? a.rowResult(row) : a.result(output), type));
        }
        case Head.Column.Ignored _ -> throw new AssertionError("an aggregate in a delete head");
      }
    }
    return values;
  }

  /** 6.2: the row of the one group that always exists, while it is empty. */
  boolean keepsEmpty() {
    return head.aggregates().stream().allMatch(a -> a.function().hasEmptyValue());
  }

  /** What the event alone says about the output of its rule (6.1). */
  sealed interface Fixed {
    /** A condition is false. */
    record Suppressed() implements Fixed {}

    record Failed(EvalException error) implements Fixed {}

    /** The variables that the event fixes. */
    record Known(Map<Variable, Object> bound) implements Fixed {}
  }

  /**
   * 6.1: assignments, conditions and group-by columns that the event alone fixes; the first error
   * in text order.
   */
  Optional<Fixed> fixedBy(Fact event, Body body) {
    var bound = new HashMap<Variable, Object>();
    if (!body.unify(rule.event().orElseThrow(), event, bound)) return Optional.empty();
    Set<Variable> fixed = new HashSet<>(bound.keySet());
    EvalException error = null;
    int errorAt = Integer.MAX_VALUE;
    boolean again = true;
    Set<BodyTerm> done = new HashSet<>();
    while (again) {
      again = false;
      for (BodyTerm term : rule.body()) {
        if (!(term instanceof BodyTerm.Assign a) || done.contains(a) || !fixed(a.value(), fixed))
          continue;
        if (!bound.keySet().containsAll(Body.variables(a.value()))) continue;
        done.add(a);
        again = true;
        try {
          Object value = evaluator.value(a.value(), bound);
          if (bound.containsKey(a.variable()) && !Values.equal(bound.get(a.variable()), value))
            return Optional.of(new Fixed.Suppressed());
          bound.putIfAbsent(a.variable(), value);
          fixed.add(a.variable());
        } catch (EvalException e) {
          fixed.add(a.variable());
          if (a.span().start() < errorAt) {
            error = e;
            errorAt = a.span().start();
          }
        }
      }
    }
    for (BodyTerm term : rule.body()) {
      if (!(term instanceof BodyTerm.Condition c) || !fixed(c.condition(), fixed)) continue;
      if (!bound.keySet().containsAll(Body.variables(c.condition()))) continue;
      try {
        if (!evaluator.holds(c.condition(), bound)) return Optional.of(new Fixed.Suppressed());
      } catch (EvalException e) {
        if (c.span().start() < errorAt) {
          error = e;
          errorAt = c.span().start();
        }
      }
    }
    if (!body.fitsEvent(event, bound)) return Optional.empty();
    if (error != null) return Optional.of(new Fixed.Failed(error));
    for (Head.Column c : head.columns()) {
      if (!(c instanceof Head.Column.Value(Expr value)) || !fixed(value, fixed)) continue;
      try {
        evaluator.value(value, bound);
      } catch (EvalException e) {
        return Optional.of(new Fixed.Failed(e));
      }
    }
    return Optional.of(new Fixed.Known(bound));
  }

  private static boolean fixed(Expr expr, Set<Variable> fixed) {
    return fixed.containsAll(Body.variables(expr)) && !draws(expr);
  }

  private static boolean draws(Expr expr) {
    if (expr instanceof Expr.Call c
        && (c.function().kind() == Function.Kind.RANDOM
            || c.function().kind() == Function.Kind.EXTERN)) return true;
    return Body.parts(expr).stream().anyMatch(Aggregation::draws);
  }
}
