package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.List;

/**
 * Emits code that leaves the value of an expression on the stack, in the expression's {@link Form}.
 */
final class Expressions {
  private static final MethodTypeDesc WRAP = MethodTypeDesc.of(Runtime.LIST, Runtime.OBJECTS);
  private static final MethodTypeDesc EXTERN =
      MethodTypeDesc.of(Runtime.OBJECT, Runtime.STRING, Runtime.OBJECTS);
  private static final MethodTypeDesc COIN = MethodTypeDesc.of(Runtime.BOOLEAN, Runtime.DOUBLE);

  /** A string constant of a class file has at most 65,535 bytes; a char needs at most 3. */
  private static final int LDC_CHARS_MAX = 21_000;

  private final CodeBuilder code;
  private final Scope scope;
  private final Conditions conditions;
  private final Arithmetic arithmetic;

  Expressions(CodeBuilder code, Scope scope) {
    this.code = code;
    this.scope = scope;
    this.conditions = new Conditions(code, this);
    this.arithmetic = new Arithmetic(code, this);
  }

  Conditions conditions() {
    return conditions;
  }

  /** Pushes the value in its own form. */
  void push(Expr expr) {
    switch (expr) {
      case Expr.Const e -> constant(e.value(), Form.of(e));
      case Expr.Var e -> code.loadLocal(Form.of(e).kind(), scope.slot(e.variable()));
      case Expr.NodeConstant e -> nodeConstant(e.kind());
      case Expr.Convert e -> pushAs(e.operand(), Form.of(e));
      case Expr.Unary e -> {
        if (e.operator() == Expr.UnaryOperator.NOT) truth(e);
        else arithmetic.unary(e);
      }
      case Expr.Binary e -> {
        if (Conditions.isCondition(e)) truth(e);
        else arithmetic.binary(e);
      }
      case Expr.Conditional e -> conditional(e);
      case Expr.Interval e -> conditions.interval(e);
      case Expr.Contains e -> conditions.contains(e);
      case Expr.Element e -> {
        pushBoxed(e.list());
        pushBoxed(e.index());
        code.invokestatic(Runtime.OPERATORS, "element", Runtime.TWO_OBJECTS_TO_OBJECT);
      }
      case Expr.ListOf e -> {
        array(e.elements());
        code.invokestatic(Runtime.LIST, "wrap", WRAP);
      }
      case Expr.Call e -> call(e);
    }
  }

  /** Pushes the value converted to {@code form}. */
  void pushAs(Expr expr, Form form) {
    if (expr instanceof Expr.Const(var _, var _, Object value) && value != null && form.boxed()) {
      if (form.type() == Type.ANY) {
        constant(value, form);
        return;
      }
    }
    push(expr);
    Conversions.convert(code, Form.of(expr), form);
  }

  /** Pushes the value boxed. */
  void pushBoxed(Expr expr) {
    pushAs(expr, Form.ANY);
  }

  /** Pushes {@code new Object[] {values…}}, boxed. */
  void array(List<Expr> values) {
    code.loadConstant(values.size()).anewarray(Runtime.OBJECT);
    for (int i = 0; i < values.size(); i++) {
      code.dup().loadConstant(i);
      pushBoxed(values.get(i));
      code.aastore();
    }
  }

  /** The expression as something that can be compared. */
  Equality.Operand operand(Expr expr) {
    return new Equality.Operand() {
      @Override
      public Form form() {
        return Form.of(expr);
      }

      @Override
      public void push(CodeBuilder ignored) {
        Expressions.this.push(expr);
      }
    };
  }

  /** Pushes a constant in the given form. */
  void constant(Object value, Form form) {
    switch (value) {
      case null -> code.aconst_null();
      case Boolean b when !form.boxed() -> code.loadConstant(b ? 1 : 0);
      case Long n when !form.boxed() -> code.loadConstant((long) n);
      case Double d when !form.boxed() -> code.loadConstant((double) d);
      case Time t when !form.boxed() -> code.loadConstant(t.nanos());
      case Duration d when !form.boxed() -> code.loadConstant(d.nanos());
      case String s when s.length() <= LDC_CHARS_MAX -> code.loadConstant(s);
      case Id id when form.type() == Type.ANY ->
          scope.constants().push(code, id, new Form(Type.ID, false));
      default -> scope.constants().push(code, value, form);
    }
  }

  /** Pushes 1 or 0 for a condition that jumps. */
  private void truth(Expr condition) {
    Label no = code.newLabel();
    Label end = code.newLabel();
    conditions.jump(condition, false, no);
    code.iconst_1().goto_(end).labelBinding(no).iconst_0().labelBinding(end);
  }

  private void nodeConstant(Expr.NodeConstant.Kind kind) {
    code.aload(scope.node());
    switch (kind) {
      case LOCALADDRESS -> code.invokevirtual(Runtime.NODE, "address", Runtime.TO_STRING);
      case NODEID -> code.invokevirtual(Runtime.NODE, "nodeId", Runtime.TO_ID);
      case LANDMARK -> code.invokevirtual(Runtime.NODE, "landmark", Runtime.TO_STRING);
      case NODEINDEX -> code.invokevirtual(Runtime.NODE, "nodeIndex", Runtime.TO_LONG);
      case NODES -> code.invokevirtual(Runtime.NODE, "nodeCount", Runtime.TO_LONG);
    }
  }

  private void conditional(Expr.Conditional e) {
    Label otherwise = code.newLabel();
    Label end = code.newLabel();
    Form form = Form.of(e);
    conditions.jump(e.condition(), false, otherwise);
    pushAs(e.then(), form);
    code.goto_(end).labelBinding(otherwise);
    pushAs(e.otherwise(), form);
    code.labelBinding(end);
  }

  private void call(Expr.Call e) {
    Function function = e.function();
    switch (function.kind()) {
      case PURE -> pure(e);
      case NOW -> {
        code.aload(scope.node()).invokevirtual(Runtime.NODE, "now", Runtime.TO_LONG);
        Conversions.convert(code, new Form(Type.TIME, false), Form.of(e));
      }
      case RANDOM -> random(e);
      case NODE -> {
        nodeConstant(Expr.NodeConstant.Kind.LOCALADDRESS);
        Conversions.convert(code, new Form(Type.ADDR, false), Form.of(e));
      }
      case EXTERN, EXTERN_PURE -> {
        code.aload(scope.node()).loadConstant(function.name());
        array(e.arguments());
        code.invokevirtual(Runtime.NODE, "callExtern", EXTERN);
        Conversions.convert(code, Form.ANY, Form.of(e));
      }
    }
  }

  private void pure(Expr.Call e) {
    Function function = e.function();
    ClassDesc owner = ClassDesc.of(function.owner());
    if (function.variadic() || function.optional() > 0) {
      array(e.arguments());
      code.invokestatic(owner, function.method(), Runtime.OBJECTS_TO_OBJECT);
    } else {
      for (Expr argument : e.arguments()) pushBoxed(argument);
      List<ClassDesc> objects = Collections.nCopies(e.arguments().size(), Runtime.OBJECT);
      code.invokestatic(owner, function.method(), MethodTypeDesc.of(Runtime.OBJECT, objects));
    }
    arithmetic.known(Form.of(e));
  }

  private void random(Expr.Call e) {
    code.aload(scope.node());
    Form drawn =
        switch (e.function().name()) {
          case "f_rand" -> draw("rand", Runtime.TO_LONG, Form.INT);
          case "f_drand" -> draw("drand", Runtime.TO_DOUBLE, Form.DOUBLE);
          case "f_idgen" -> draw("idgen", Runtime.TO_LONG, Form.INT);
          case "f_randID" -> draw("randomId", Runtime.TO_ID, new Form(Type.ID, false));
          case "f_coinFlip" -> {
            pushAs(e.arguments().getFirst(), Form.DOUBLE);
            yield draw("coinFlip", COIN, Form.BOOL);
          }
          default -> throw new AssertionError("no code for the function " + e.function().name());
        };
    Conversions.convert(code, drawn, Form.of(e));
  }

  private Form draw(String method, MethodTypeDesc type, Form result) {
    code.invokevirtual(Runtime.NODE, method, type);
    return result;
  }
}
