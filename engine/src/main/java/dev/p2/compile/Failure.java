package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.value.Type;
import java.util.List;

/**
 * Which expressions can raise a run-time error, by their static types alone. Only those get a
 * handler, and only their variables can be unset.
 */
final class Failure {
  private Failure() {}

  static boolean possible(Expr expr) {
    return switch (expr) {
      case Expr.Const _, Expr.Var _, Expr.NodeConstant _ -> false;
      case Expr.Convert e ->
          possible(e.operand()) || Conversions.fails(Form.of(e.operand()), Form.of(e));
      case Expr.Unary e -> possible(e.operand()) || unary(e);
      case Expr.Binary e -> possible(e.left()) || possible(e.right()) || binary(e);
      case Expr.Conditional e ->
          condition(e.condition()) || possible(e.then()) || possible(e.otherwise());
      case Expr.Interval e -> any(List.of(e.value(), e.low(), e.high())) || interval(e);
      case Expr.Contains e ->
          possible(e.value())
              || possible(e.collection())
              || e.value().nullable()
              || !collection(e.collection());
      case Expr.Element _ -> true;
      case Expr.ListOf e -> any(e.elements());
      case Expr.Call e -> any(e.arguments()) || call(e);
    };
  }

  /**
   * Whether testing the expression as a condition can fail. (A constant never does: it becomes a
   * jump or no code at all, which no handler may cover.)
   */
  static boolean condition(Expr expr) {
    return possible(expr) || !testable(expr);
  }

  private static boolean testable(Expr expr) {
    return switch (expr.type()) {
      case BOOL, INT, NULL -> true;
      default -> expr instanceof Expr.Const(var _, var _, Boolean _);
    };
  }

  static boolean any(List<Expr> exprs) {
    for (Expr expr : exprs) if (possible(expr)) return true;
    return false;
  }

  private static boolean unary(Expr.Unary e) {
    Form form = Form.of(e.operand());
    return switch (e.operator()) {
      case NEGATE -> !(plain(form, Type.INT) || plain(form, Type.DOUBLE) || plain(form, Type.ID));
      case COMPLEMENT -> !(plain(form, Type.INT) || plain(form, Type.ID));
      case NOT -> !(plain(form, Type.BOOL) || plain(form, Type.INT));
    };
  }

  /** Whether the operator can fail, where its operands do not. */
  private static boolean binary(Expr.Binary e) {
    return switch (e.operator()) {
      case AND, OR -> !testable(e.left()) || !testable(e.right());
      case EQUAL, UNEQUAL -> false;
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> !comparable(e);
      case ADD, SUBTRACT, MULTIPLY -> !(both(e, Type.INT) || both(e, Type.ID));
      case BIT_AND, BIT_OR, BIT_XOR -> !(both(e, Type.INT) || both(e, Type.ID));
      case SHIFT_LEFT, SHIFT_RIGHT -> !shiftsByConstant(e);
      case CONCAT -> false;
      case DIVIDE, REMAINDER, POWER, APPEND -> true;
    };
  }

  private static boolean comparable(Expr.Binary e) {
    Form left = Form.of(e.left());
    return left.sameType(Form.of(e.right()))
        && !e.left().nullable()
        && !e.right().nullable()
        && ordered(left.type());
  }

  private static boolean ordered(Type type) {
    return switch (type) {
      case INT, DOUBLE, ID, STRING, ADDR, TIME, DURATION -> true;
      case NULL, BOOL, LIST, SET, BYTES, TUPLE, ANY -> false;
    };
  }

  private static boolean interval(Expr.Interval e) {
    Form value = Form.of(e.value());
    return value.nullable()
        || e.low().nullable()
        || e.high().nullable()
        || !ordered(value.type())
        || !value.sameType(Form.of(e.low()))
        || !value.sameType(Form.of(e.high()));
  }

  private static boolean shiftsByConstant(Expr.Binary e) {
    Form left = Form.of(e.left());
    return (plain(left, Type.INT) || plain(left, Type.ID))
        && e.right() instanceof Expr.Const(var _, var _, Long count)
        && count >= 0;
  }

  private static boolean collection(Expr e) {
    return !e.nullable() && (e.type() == Type.LIST || e.type() == Type.SET);
  }

  /** A function that cannot fail may still be given a value of the wrong type, or null. */
  private static boolean call(Expr.Call e) {
    if (e.function().fails()) return true;
    return switch (e.function().kind()) {
      case EXTERN, EXTERN_PURE -> true;
      case NOW, NODE -> false;
      case RANDOM -> !e.arguments().isEmpty();
      case PURE -> false;
    };
  }

  private static boolean both(Expr.Binary e, Type type) {
    return plain(Form.of(e.left()), type) && plain(Form.of(e.right()), type);
  }

  private static boolean plain(Form form, Type type) {
    return form.type() == type && !form.nullable();
  }
}
