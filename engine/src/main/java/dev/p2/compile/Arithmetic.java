package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Expr.BinaryOperator;
import dev.p2.lang.value.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;

/**
 * Emits arithmetic (overlog.md 4.2): instructions for ints and doubles, direct calls for ids, times
 * and durations, and {@code Operators} on boxed values for everything whose types are not known or
 * not one.
 */
final class Arithmetic {
  private static final MethodTypeDesc LONG_TO_ID = MethodTypeDesc.of(Runtime.ID, Runtime.LONG);
  private static final MethodTypeDesc DOUBLE_TO_DOUBLE =
      MethodTypeDesc.of(Runtime.DOUBLE, Runtime.DOUBLE);
  private static final MethodTypeDesc TO_TEXT =
      MethodTypeDesc.of(Runtime.STRING, Runtime.OBJECT, Runtime.OBJECT);

  private final CodeBuilder code;
  private final Expressions expressions;

  Arithmetic(CodeBuilder code, Expressions expressions) {
    this.code = code;
    this.expressions = expressions;
  }

  /** Pushes {@code -x} or {@code ~x}. */
  void unary(Expr.Unary e) {
    Form operand = Form.of(e.operand());
    boolean negate = e.operator() == Expr.UnaryOperator.NEGATE;
    if (operand.nullable() || operand.type() != e.type()) {
      boxed(e, negate);
      return;
    }
    switch (operand.type()) {
      case INT -> {
        expressions.push(e.operand());
        if (negate) code.lneg();
        else code.loadConstant(-1L).lxor();
      }
      case ID -> {
        expressions.push(e.operand());
        code.invokevirtual(Runtime.ID, negate ? "neg" : "not", Runtime.TO_ID);
      }
      case DOUBLE -> {
        if (negate) {
          expressions.push(e.operand());
          code.dneg();
        } else {
          boxed(e, false);
        }
      }
      case NULL, BOOL, STRING, ADDR, TIME, DURATION, LIST, SET, BYTES, TUPLE, ANY ->
          boxed(e, negate);
    }
  }

  private void boxed(Expr.Unary e, boolean negate) {
    expressions.pushBoxed(e.operand());
    code.invokestatic(
        Runtime.OPERATORS, negate ? "negate" : "complement", Runtime.OBJECT_TO_OBJECT);
    known(Form.of(e));
  }

  /** Pushes the result of an operator that is not a condition. */
  void binary(Expr.Binary e) {
    Form left = Form.of(e.left());
    Form right = Form.of(e.right());
    if (left.nullable() || right.nullable() || !typed(e, left.type(), right.type())) boxed(e);
  }

  /** Converts an Object whose type the checker knows, the result of a call, to {@code form}. */
  void known(Form form) {
    if (!form.boxed()) Conversions.convert(code, Form.ANY, form);
    else if (!form.desc().equals(Runtime.OBJECT)) code.checkcast(form.desc());
  }

  /** Emits the operation without boxing, or nothing and returns false. */
  private boolean typed(Expr.Binary e, Type left, Type right) {
    if (left == Type.INT && right == Type.INT && e.type() == Type.INT) return ints(e);
    if (left == Type.DOUBLE && right == Type.DOUBLE && e.type() == Type.DOUBLE) return doubles(e);
    if (left == Type.ID && e.type() == Type.ID) return ids(e, right);
    if (nanos(left) && nanos(right) && nanos(e.type())) return times(e, left, right);
    return false;
  }

  private boolean ints(Expr.Binary e) {
    String call =
        switch (e.operator()) {
          case DIVIDE -> "divide";
          case REMAINDER -> "remainder";
          case POWER -> "power";
          case SHIFT_LEFT -> "shiftLeft";
          case SHIFT_RIGHT -> "shiftRight";
          case ADD, SUBTRACT, MULTIPLY, BIT_AND, BIT_OR, BIT_XOR -> "";
          case OR, AND, APPEND, EQUAL, UNEQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, CONCAT ->
              null;
        };
    if (call == null) return false;
    operands(e);
    switch (e.operator()) {
      case ADD -> code.ladd();
      case SUBTRACT -> code.lsub();
      case MULTIPLY -> code.lmul();
      case BIT_AND -> code.land();
      case BIT_OR -> code.lor();
      case BIT_XOR -> code.lxor();
      default -> code.invokestatic(Runtime.OPERATORS, call, Runtime.TWO_LONGS_TO_LONG);
    }
    return true;
  }

  private boolean doubles(Expr.Binary e) {
    switch (e.operator()) {
      case ADD, SUBTRACT, MULTIPLY -> {
        operands(e);
        if (e.operator() == BinaryOperator.ADD) code.dadd();
        else if (e.operator() == BinaryOperator.SUBTRACT) code.dsub();
        else code.dmul();
        code.invokestatic(Runtime.OPERATORS, "checked", DOUBLE_TO_DOUBLE);
      }
      case DIVIDE, POWER -> {
        operands(e);
        String call = e.operator() == BinaryOperator.DIVIDE ? "divide" : "power";
        code.invokestatic(Runtime.OPERATORS, call, Runtime.TWO_DOUBLES_TO_DOUBLE);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean ids(Expr.Binary e, Type right) {
    String call =
        switch (e.operator()) {
          case ADD -> "add";
          case SUBTRACT -> "sub";
          case MULTIPLY -> "mul";
          case DIVIDE -> "div";
          case REMAINDER -> "rem";
          case BIT_AND -> "and";
          case BIT_OR -> "or";
          case BIT_XOR -> "xor";
          case SHIFT_LEFT -> "shl";
          case SHIFT_RIGHT -> "shr";
          case OR,
              AND,
              APPEND,
              EQUAL,
              UNEQUAL,
              LESS,
              LESS_EQUAL,
              GREATER,
              GREATER_EQUAL,
              POWER,
              CONCAT ->
              null;
        };
    boolean shift =
        e.operator() == BinaryOperator.SHIFT_LEFT || e.operator() == BinaryOperator.SHIFT_RIGHT;
    if (call == null || right != (shift ? Type.INT : Type.ID)) return false;
    operands(e);
    code.invokevirtual(Runtime.ID, call, shift ? LONG_TO_ID : Runtime.TWO_IDS_TO_ID);
    return true;
  }

  private boolean times(Expr.Binary e, Type left, Type right) {
    boolean add = e.operator() == BinaryOperator.ADD;
    if (!add && e.operator() != BinaryOperator.SUBTRACT) return false;
    if (right == Type.TIME && (add == (left == Type.TIME))) return false;
    operands(e);
    String call = add ? "addNanos" : "subtractNanos";
    code.invokestatic(Runtime.OPERATORS, call, Runtime.TWO_LONGS_TO_LONG);
    return true;
  }

  private void boxed(Expr.Binary e) {
    expressions.pushBoxed(e.left());
    expressions.pushBoxed(e.right());
    if (e.operator() == BinaryOperator.CONCAT) {
      code.invokestatic(Runtime.OPERATORS, "concat", TO_TEXT);
      return;
    }
    code.invokestatic(Runtime.OPERATORS, method(e.operator()), Runtime.TWO_OBJECTS_TO_OBJECT);
    known(Form.of(e));
  }

  private static String method(BinaryOperator operator) {
    return switch (operator) {
      case BIT_OR -> "bitOr";
      case BIT_XOR -> "bitXor";
      case BIT_AND -> "bitAnd";
      case SHIFT_LEFT -> "shiftLeft";
      case SHIFT_RIGHT -> "shiftRight";
      case ADD -> "add";
      case SUBTRACT -> "subtract";
      case MULTIPLY -> "multiply";
      case DIVIDE -> "divide";
      case REMAINDER -> "remainder";
      case POWER -> "power";
      case APPEND -> "append";
      case OR, AND, EQUAL, UNEQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, CONCAT ->
          throw new AssertionError(operator);
    };
  }

  private void operands(Expr.Binary e) {
    expressions.push(e.left());
    expressions.push(e.right());
  }

  private static boolean nanos(Type type) {
    return type == Type.TIME || type == Type.DURATION;
  }
}
