package dev.p2.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Variable;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.Values;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles one expression to a method and calls it: {@code new Evaluate().var(…).value(expr)}. */
final class Evaluate {
  private static final MethodTypeDesc TYPE = MethodTypeDesc.of(Runtime.OBJECT, Runtime.OBJECTS);

  private final Map<Variable, Object> variables = new LinkedHashMap<>();

  /** A variable with a value, as an expression. */
  Expr.Var var(Type type, boolean nullable, Object value) {
    var variable = new Variable("V" + variables.size(), variables.size(), type, nullable);
    variables.put(variable, value);
    return new Expr.Var(Span.NONE, variable);
  }

  /** A variable that cannot be null, whose type is that of its value. */
  Expr.Var var(Object value) {
    return var(type(value), false, value);
  }

  static Expr.Const constant(Object value) {
    return new Expr.Const(Span.NONE, type(value), value);
  }

  static Type type(Object value) {
    return value == null
        ? Type.NULL
        : Type.valueOf(Values.typeName(value).toUpperCase(java.util.Locale.ROOT));
  }

  static Expr.Binary binary(Expr.BinaryOperator operator, Type type, Expr left, Expr right) {
    return new Expr.Binary(Span.NONE, operator, type, left, right);
  }

  /** The value of the expression, boxed; throws what the compiled code throws. */
  Object value(Expr expr) {
    ClassDesc self = ClassDesc.of("Expression");
    List<Object> loaded = new ArrayList<>();
    var constants = new ConstantPool(self, loaded);
    byte[] bytes =
        ClassFile.of()
            .build(
                self,
                builder -> {
                  builder.withMethodBody(
                      "value",
                      TYPE,
                      ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                      code -> {
                        Map<Variable, Integer> slots = new LinkedHashMap<>();
                        for (Variable v : variables.keySet()) {
                          Form form = Form.of(v);
                          int slot = code.allocateLocal(form.kind());
                          slots.put(v, slot);
                          code.aload(0).loadConstant(v.index()).aaload();
                          Conversions.convert(code, new Form(v.type(), true), form);
                          if (form.boxed()) code.checkcast(form.desc());
                          code.storeLocal(form.kind(), slot);
                        }
                        new Expressions(code, scope(slots, constants)).pushBoxed(expr);
                        code.areturn();
                      });
                  constants.write(builder);
                });
    assertThat(ClassFile.of().verify(bytes)).isEmpty();
    try {
      Class<?> loaded2 =
          new ProgramLoader(Map.of("Expression", bytes), loaded.toArray()).loadClass("Expression");
      return loaded2
          .getMethod("value", Object[].class)
          .invoke(null, (Object) variables.values().toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Scope scope(Map<Variable, Integer> slots, ConstantPool constants) {
    return new Scope() {
      @Override
      public int slot(Variable variable) {
        return slots.get(variable);
      }

      @Override
      public int node() {
        throw new AssertionError("no node here");
      }

      @Override
      public ConstantPool constants() {
        return constants;
      }
    };
  }
}
