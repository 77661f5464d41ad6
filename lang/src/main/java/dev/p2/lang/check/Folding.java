package dev.p2.lang.check;

import dev.p2.lang.program.Expr;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Function.Kind;
import dev.p2.lang.value.Functions;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.Operators;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces an expression over constants by its value: {@code 2 * 3} by {@code 6}. What would raise
 * a run-time error stays as it is, since the error belongs to a match.
 */
final class Folding {
  private Folding() {}

  /** The same expression, or a constant; operands are folded already. */
  static Expr fold(Expr e) {
    try {
      return switch (e) {
        case Expr.Const c -> c;
        case Expr.Var v -> v;
        case Expr.NodeConstant n -> n;
        case Expr.Convert c when c.operand() instanceof Expr.Const k ->
            constant(c, Values.convert(k.value(), c.type()));
        case Expr.Convert c -> c;
        case Expr.Unary u when u.operand() instanceof Expr.Const k ->
            constant(u, unary(u.operator(), k.value()));
        case Expr.Unary u -> u;
        case Expr.Binary b -> binary(b);
        case Expr.Conditional c when c.condition() instanceof Expr.Const k ->
            Values.condition(k.value()) ? c.then() : c.otherwise();
        case Expr.Conditional c -> c;
        case Expr.Interval i -> interval(i);
        case Expr.Contains c
            when c.value() instanceof Expr.Const v && c.collection() instanceof Expr.Const l ->
            constant(c, Operators.contains(v.value(), l.value()));
        case Expr.Contains c -> c;
        case Expr.Element x
            when x.list() instanceof Expr.Const l && x.index() instanceof Expr.Const i ->
            constant(x, Operators.element(l.value(), i.value()));
        case Expr.Element x -> x;
        case Expr.ListOf l ->
            allConstant(l.elements())
                ? constant(l, ListValue.of(values(l.elements()).toArray()))
                : l;
        case Expr.Call c -> call(c);
      };
    } catch (EvalException atRunTime) {
      return e;
    }
  }

  private static Expr.Const constant(Expr from, Object value) {
    Type type = from.type() == Type.ANY ? Type.ANY : from.type();
    return new Expr.Const(from.span(), type, value);
  }

  private static boolean allConstant(List<Expr> expressions) {
    return expressions.stream().allMatch(Expr.Const.class::isInstance);
  }

  private static List<Object> values(List<Expr> constants) {
    var values = new ArrayList<Object>();
    for (Expr e : constants) values.add(((Expr.Const) e).value());
    return values;
  }

  private static Object unary(Expr.UnaryOperator operator, Object operand) {
    return switch (operator) {
      case NEGATE -> Operators.negate(operand);
      case COMPLEMENT -> Operators.complement(operand);
      case NOT -> Operators.not(operand);
    };
  }

  private static Expr binary(Expr.Binary b) {
    if (!(b.left() instanceof Expr.Const l) || !(b.right() instanceof Expr.Const r)) return b;
    return constant(b, Values.convert(value(b.operator(), l.value(), r.value()), b.type()));
  }

  private static Object value(Expr.BinaryOperator operator, Object l, Object r) {
    return switch (operator) {
      case OR -> Values.condition(l) || Values.condition(r);
      case AND -> Values.condition(l) && Values.condition(r);
      case BIT_OR -> Operators.bitOr(l, r);
      case APPEND -> Operators.append(l, r);
      case BIT_XOR -> Operators.bitXor(l, r);
      case BIT_AND -> Operators.bitAnd(l, r);
      case EQUAL -> Values.equal(l, r);
      case UNEQUAL -> !Values.equal(l, r);
      case LESS -> Operators.less(l, r);
      case LESS_EQUAL -> Operators.lessEqual(l, r);
      case GREATER -> Operators.greater(l, r);
      case GREATER_EQUAL -> Operators.greaterEqual(l, r);
      case SHIFT_LEFT -> Operators.shiftLeft(l, r);
      case SHIFT_RIGHT -> Operators.shiftRight(l, r);
      case ADD -> Operators.add(l, r);
      case SUBTRACT -> Operators.subtract(l, r);
      case MULTIPLY -> Operators.multiply(l, r);
      case DIVIDE -> Operators.divide(l, r);
      case REMAINDER -> Operators.remainder(l, r);
      case POWER -> Operators.power(l, r);
      case CONCAT -> Operators.concat(l, r);
    };
  }

  private static Expr interval(Expr.Interval i) {
    if (!(i.value() instanceof Expr.Const x)
        || !(i.low() instanceof Expr.Const low)
        || !(i.high() instanceof Expr.Const high)) {
      return i;
    }
    boolean in = Operators.in(x.value(), low.value(), high.value(), i.lowClosed(), i.highClosed());
    return constant(i, in);
  }

  private static Expr call(Expr.Call c) {
    if (c.function().kind() != Kind.PURE || !allConstant(c.arguments())) return c;
    return constant(c, Functions.call(c.function(), values(c.arguments()).toArray()));
  }
}
