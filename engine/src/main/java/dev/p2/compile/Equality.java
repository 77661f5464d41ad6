package dev.p2.compile;

import dev.p2.lang.value.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Emits the one equality of the language (overlog.md 3.2) and its hash: primitive comparisons where
 * both types are known, {@code equals} of ids and strings, else {@code Values.equal}.
 */
final class Equality {
  private static final ClassDesc OBJECTS_CLASS = ClassDesc.of("java.util.Objects");
  private static final MethodTypeDesc HASH_LONG = MethodTypeDesc.of(Runtime.INT, Runtime.LONG);
  private static final MethodTypeDesc HASH_DOUBLE = MethodTypeDesc.of(Runtime.INT, Runtime.DOUBLE);
  private static final MethodTypeDesc HASH_BOOLEAN =
      MethodTypeDesc.of(Runtime.INT, Runtime.BOOLEAN);
  private static final MethodTypeDesc HASH_OBJECT = MethodTypeDesc.of(Runtime.INT, Runtime.OBJECT);

  private static final MethodTypeDesc SAME_ADDRESS =
      MethodTypeDesc.of(Runtime.BOOLEAN, ConstantDescs.CD_String, ConstantDescs.CD_String);

  private Equality() {}

  /** Emits {@code if ((a == b) == when) goto target}, for values that the two arguments push. */
  static void jump(CodeBuilder code, Operand a, Operand b, boolean when, Label target) {
    if (integral(a.form())
        && integral(b.form())
        && (a.form().sameType(b.form()) || numeric(a, b))) {
      long64(code, a);
      long64(code, b);
      code.lcmp();
      branchIfZero(code, when, target);
    } else if (a.form().equals(Form.DOUBLE) && b.form().equals(Form.DOUBLE)) {
      a.push(code);
      b.push(code);
      code.dcmpl();
      branchIfZero(code, when, target);
    } else {
      references(code, a, b);
      if (when) code.ifne(target);
      else code.ifeq(target);
    }
  }

  /** Emits {@code if ((a == null) == when) goto target}. */
  static void jumpIfNull(CodeBuilder code, Operand a, boolean when, Label target) {
    if (!a.form().boxed()) {
      if (!when) code.goto_(target);
      return;
    }
    a.push(code);
    if (when) code.ifnull(target);
    else code.ifnonnull(target);
  }

  /**
   * Emits the hash of the value on top of the stack, as {@code dev.p2.engine.tuple.Hash} defines
   * it.
   */
  static void hash(CodeBuilder code, Form form) {
    switch (form.rep()) {
      case LONG -> code.invokestatic(Runtime.HASH, "of", HASH_LONG);
      case DOUBLE -> code.invokestatic(Runtime.HASH, "of", HASH_DOUBLE);
      case BOOL -> code.invokestatic(Runtime.HASH, "of", HASH_BOOLEAN);
      case REF -> {
        if (exact(form) && !form.nullable())
          code.invokevirtual(form.desc(), "hashCode", Runtime.TO_INT);
        else code.invokestatic(Runtime.HASH, "of", HASH_OBJECT);
      }
    }
  }

  /** A value that code can push, more than once if need be. */
  interface Operand {
    Form form();

    void push(CodeBuilder code);
  }

  private static void references(CodeBuilder code, Operand a, Operand b) {
    if (exact(a.form()) && a.form().sameType(b.form())) {
      a.push(code);
      b.push(code);
      if (a.form().type() == Type.ADDR)
        code.invokestatic(Runtime.HASH, "sameAddress", SAME_ADDRESS);
      else if (a.form().nullable())
        code.invokestatic(OBJECTS_CLASS, "equals", Runtime.TWO_OBJECTS_TO_BOOLEAN);
      else code.invokevirtual(a.form().desc(), "equals", Runtime.OBJECT_TO_BOOLEAN);
      return;
    }
    a.push(code);
    Conversions.box(code, a.form());
    b.push(code);
    Conversions.box(code, b.form());
    code.invokestatic(Runtime.VALUES, "equal", Runtime.TWO_OBJECTS_TO_BOOLEAN);
  }

  /** Whether the Java class's own {@code equals} and {@code hashCode} are the language's. */
  private static boolean exact(Form form) {
    return form.type() == Type.ID || form.type() == Type.STRING || form.type() == Type.ADDR;
  }

  private static boolean integral(Form form) {
    return form.rep() == Type.Rep.LONG || form.rep() == Type.Rep.BOOL;
  }

  private static boolean numeric(Operand a, Operand b) {
    return number(a.form().type()) && number(b.form().type());
  }

  private static boolean number(Type type) {
    return type == Type.BOOL || type == Type.INT;
  }

  private static void long64(CodeBuilder code, Operand operand) {
    operand.push(code);
    if (operand.form().rep() == Type.Rep.BOOL) code.i2l();
  }

  private static void branchIfZero(CodeBuilder code, boolean when, Label target) {
    if (when) code.ifeq(target);
    else code.ifne(target);
  }
}
