package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Expr.BinaryOperator;
import dev.p2.lang.value.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Emits jumps on conditions, overlog.md 3.6: comparisons branch directly and never become a boolean
 * first.
 */
final class Conditions {
  private static final MethodTypeDesc IN_IDS = in(Runtime.ID);
  private static final MethodTypeDesc IN_LONGS = in(Runtime.LONG);
  private static final MethodTypeDesc IN_DOUBLES = in(Runtime.DOUBLE);
  private static final MethodTypeDesc IN_OBJECTS = in(Runtime.OBJECT);

  private final CodeBuilder code;
  private final Expressions expressions;

  Conditions(CodeBuilder code, Expressions expressions) {
    this.code = code;
    this.expressions = expressions;
  }

  /** Whether the operator's result is a bool that this class makes by jumping. */
  static boolean isCondition(Expr.Binary e) {
    return switch (e.operator()) {
      case OR, AND, EQUAL, UNEQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
      case BIT_OR, APPEND, BIT_XOR, BIT_AND, SHIFT_LEFT, SHIFT_RIGHT -> false;
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, POWER, CONCAT -> false;
    };
  }

  /** Emits {@code if (condition == when) goto target}. */
  void jump(Expr condition, boolean when, Label target) {
    switch (condition) {
      case Expr.Binary e when e.operator() == BinaryOperator.AND ->
          shortcut(e, false, when, target);
      case Expr.Binary e when e.operator() == BinaryOperator.OR -> shortcut(e, true, when, target);
      case Expr.Binary e when isCondition(e) -> compare(e, when, target);
      case Expr.Unary e when e.operator() == Expr.UnaryOperator.NOT ->
          jump(e.operand(), !when, target);
      case Expr.Const(var _, var _, Boolean value) -> {
        if (value == when) code.goto_(target);
      }
      default -> value(condition, when, target);
    }
  }

  /** Pushes whether a value lies in a ring interval. */
  void interval(Expr.Interval e) {
    Form form = Form.of(e.value());
    MethodTypeDesc type = IN_OBJECTS;
    if (!form.nullable() && same(form, e.low()) && same(form, e.high())) {
      if (form.type() == Type.ID) type = IN_IDS;
      else if (form.rep() == Type.Rep.LONG) type = IN_LONGS;
      else if (form.rep() == Type.Rep.DOUBLE) type = IN_DOUBLES;
    }
    Form operand = type == IN_OBJECTS ? Form.ANY : form;
    expressions.pushAs(e.value(), operand);
    expressions.pushAs(e.low(), operand);
    expressions.pushAs(e.high(), operand);
    code.loadConstant(e.lowClosed() ? 1 : 0).loadConstant(e.highClosed() ? 1 : 0);
    code.invokestatic(type == IN_IDS ? Runtime.ID : Runtime.OPERATORS, "in", type);
  }

  /** Pushes whether a value is in a list or set. */
  void contains(Expr.Contains e) {
    expressions.pushBoxed(e.value());
    expressions.pushBoxed(e.collection());
    code.invokestatic(Runtime.OPERATORS, "contains", Runtime.TWO_OBJECTS_TO_BOOLEAN);
  }

  /** {@code &&} is decided by a false operand, {@code ||} by a true one. */
  private void shortcut(Expr.Binary e, boolean deciding, boolean when, Label target) {
    if (when == deciding) {
      jump(e.left(), deciding, target);
      jump(e.right(), deciding, target);
      return;
    }
    Label decided = code.newLabel();
    jump(e.left(), deciding, decided);
    jump(e.right(), when, target);
    code.labelBinding(decided);
  }

  private void compare(Expr.Binary e, boolean when, Label target) {
    switch (e.operator()) {
      case EQUAL -> equal(e, when, target);
      case UNEQUAL -> equal(e, !when, target);
      default -> order(e, when, target);
    }
  }

  private void equal(Expr.Binary e, boolean when, Label target) {
    if (isNull(e.right()) && !Failure.possible(e.left())) {
      Equality.jumpIfNull(code, expressions.operand(e.left()), when, target);
    } else if (isNull(e.left()) && !Failure.possible(e.right())) {
      Equality.jumpIfNull(code, expressions.operand(e.right()), when, target);
    } else {
      Equality.jump(
          code, expressions.operand(e.left()), expressions.operand(e.right()), when, target);
    }
  }

  private static boolean isNull(Expr expr) {
    return expr instanceof Expr.Const(var _, var _, Object value) && value == null;
  }

  private void order(Expr.Binary e, boolean when, Label target) {
    Form form = Form.of(e.left());
    boolean typed = !form.nullable() && same(form, e.right());
    if (typed && form.rep() == Type.Rep.LONG) {
      operands(e);
      code.lcmp();
    } else if (typed && form.rep() == Type.Rep.DOUBLE) {
      operands(e);
      code.dcmpl();
    } else if (typed && form.type() == Type.ID) {
      operands(e);
      code.invokevirtual(Runtime.ID, "compareTo", Runtime.ID_TO_INT);
    } else {
      expressions.pushBoxed(e.left());
      expressions.pushBoxed(e.right());
      code.invokestatic(Runtime.OPERATORS, method(e.operator()), Runtime.TWO_OBJECTS_TO_BOOLEAN);
      branch(when, target);
      return;
    }
    code.branch(opcode(e.operator(), when), target);
  }

  private void operands(Expr.Binary e) {
    expressions.push(e.left());
    expressions.push(e.right());
  }

  private void value(Expr condition, boolean when, Label target) {
    Form form = Form.of(condition);
    expressions.push(condition);
    if (form.equals(Form.INT)) {
      code.lconst_0().lcmp();
    } else if (!form.equals(Form.BOOL)) {
      Conversions.box(code, form);
      code.invokestatic(Runtime.VALUES, "condition", Runtime.OBJECT_TO_BOOLEAN);
    }
    branch(when, target);
  }

  private void branch(boolean when, Label target) {
    if (when) code.ifne(target);
    else code.ifeq(target);
  }

  private static boolean same(Form form, Expr other) {
    return !other.nullable() && form.sameType(Form.of(other));
  }

  private static String method(BinaryOperator operator) {
    return switch (operator) {
      case LESS -> "less";
      case LESS_EQUAL -> "lessEqual";
      case GREATER -> "greater";
      case GREATER_EQUAL -> "greaterEqual";
      default -> throw new AssertionError(operator);
    };
  }

  private static Opcode opcode(BinaryOperator operator, boolean when) {
    return switch (operator) {
      case LESS -> when ? Opcode.IFLT : Opcode.IFGE;
      case LESS_EQUAL -> when ? Opcode.IFLE : Opcode.IFGT;
      case GREATER -> when ? Opcode.IFGT : Opcode.IFLE;
      case GREATER_EQUAL -> when ? Opcode.IFGE : Opcode.IFLT;
      default -> throw new AssertionError(operator);
    };
  }

  private static MethodTypeDesc in(ClassDesc operand) {
    return MethodTypeDesc.of(
        Runtime.BOOLEAN, operand, operand, operand, Runtime.BOOLEAN, Runtime.BOOLEAN);
  }
}
