package dev.p2.oracle;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Variable;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.Operators;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.Values;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The value of an expression (sections 3, 4 and 5), all values boxed. Operators and functions are
 * those of {@code dev.p2.lang.value}; what is evaluated, in which order and when not, is said here.
 */
record Evaluator(ReferenceNode node) {
  /**
   * @throws EvalException the run-time error (4.6)
   */
  Object value(Expr expr, Map<Variable, Object> bound) {
    return switch (expr) {
      case Expr.Const e -> e.value();
      case Expr.Var e -> bound.get(e.variable());
      case Expr.NodeConstant e -> constant(e.kind());
      case Expr.Convert e -> Values.convert(value(e.operand(), bound), e.type()); // 3.4, 3.5
      case Expr.Unary e -> unary(e, value(e.operand(), bound));
      case Expr.Binary e -> binary(e, bound);
      case Expr.Conditional e -> // 4.5: one branch
          value(Values.condition(value(e.condition(), bound)) ? e.then() : e.otherwise(), bound);
      case Expr.Interval e -> // 4.3
          Operators.in(
              value(e.value(), bound),
              value(e.low(), bound),
              value(e.high(), bound),
              e.lowClosed(),
              e.highClosed());
      case Expr.Contains e ->
          Operators.contains(value(e.value(), bound), value(e.collection(), bound));
      case Expr.Element e ->
          Operators.element(value(e.list(), bound), value(e.index(), bound)); // 4.4
      case Expr.ListOf e -> ListValue.of(values(e.elements(), bound));
      case Expr.Call e -> call(e, values(e.arguments(), bound));
    };
  }

  private Object[] values(List<Expr> exprs, Map<Variable, Object> bound) {
    var values = new ArrayList<Object>();
    for (Expr e : exprs) values.add(value(e, bound));
    return values.toArray();
  }

  /** 3.6 */
  boolean holds(Expr condition, Map<Variable, Object> bound) {
    return Values.condition(value(condition, bound));
  }

  private Object constant(Expr.NodeConstant.Kind kind) {
    return switch (kind) {
      case LOCALADDRESS, LANDMARK ->
          kind == Expr.NodeConstant.Kind.LANDMARK ? node.landmark : node.address;
      case NODEID -> Id.of(node.index);
      case NODEINDEX -> node.index;
      case NODES -> node.count;
    };
  }

  private static Object unary(Expr.Unary e, Object operand) {
    return switch (e.operator()) {
      case NEGATE -> Operators.negate(operand);
      case COMPLEMENT -> Operators.complement(operand);
      case NOT -> Operators.not(operand);
    };
  }

  private Object binary(Expr.Binary e, Map<Variable, Object> bound) {
    switch (e.operator()) { // 3.6: from the left, and stop early
      case AND -> {
        return holds(e.left(), bound) && holds(e.right(), bound);
      }
      case OR -> {
        return holds(e.left(), bound) || holds(e.right(), bound);
      }
      default -> {}
    }
    Object a = value(e.left(), bound);
    Object b = value(e.right(), bound);
    return switch (e.operator()) {
      case AND, OR -> throw new AssertionError("done above");
      case EQUAL -> Values.equal(a, b);
      case UNEQUAL -> !Values.equal(a, b);
      case LESS -> Operators.less(a, b);
      case LESS_EQUAL -> Operators.lessEqual(a, b);
      case GREATER -> Operators.greater(a, b);
      case GREATER_EQUAL -> Operators.greaterEqual(a, b);
      case ADD -> Operators.add(a, b);
      case SUBTRACT -> Operators.subtract(a, b);
      case MULTIPLY -> Operators.multiply(a, b);
      case DIVIDE -> Operators.divide(a, b);
      case REMAINDER -> Operators.remainder(a, b);
      case POWER -> Operators.power(a, b);
      case SHIFT_LEFT -> Operators.shiftLeft(a, b);
      case SHIFT_RIGHT -> Operators.shiftRight(a, b);
      case BIT_AND -> Operators.bitAnd(a, b);
      case BIT_OR -> Operators.bitOr(a, b);
      case BIT_XOR -> Operators.bitXor(a, b);
      case APPEND -> Operators.append(a, b);
      case CONCAT -> Operators.concat(a, b);
    };
  }

  /**
   * Section 5. Of the functions that draw only those uses are allowed of which the value is
   * certain.
   */
  private Object call(Expr.Call e, Object[] arguments) {
    return switch (e.function().kind()) {
      case PURE -> Values.convert(invoke(e, arguments), e.type());
      case NOW -> new Time(node.now);
      case NODE -> node.address;
      case RANDOM -> drawn(e.function().name(), arguments);
      case EXTERN, EXTERN_PURE -> Values.convert(HostFunction.calledByRule(arguments), e.type());
    };
  }

  private static Object drawn(String name, Object[] arguments) {
    return switch (name) {
      case "f_rand", "f_idgen" -> 1L;
      case "f_drand" -> 0.5;
      case "f_randID" -> Id.of(1);
      case "f_coinFlip" -> Values.toDouble(arguments[0]) >= 1;
      default -> throw new LeftOpen(name);
    };
  }

  private static Object invoke(Expr.Call e, Object[] arguments) {
    try {
      Class<?> owner = Class.forName(e.function().owner());
      Method method =
          Arrays.stream(owner.getMethods())
              .filter(m -> m.getName().equals(e.function().method()))
              .findFirst()
              .orElseThrow();
      return e.function().takesArray()
          ? method.invoke(null, (Object) arguments)
          : method.invoke(null, arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof EvalException error) throw error;
      throw new AssertionError(e.function().name(), thrown.getCause());
    } catch (ReflectiveOperationException wrong) {
      throw new AssertionError(e.function().name(), wrong);
    }
  }
}
