package dev.p2.compile;

import dev.p2.lang.value.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Emits conversions of the value on top of the stack from one form to another: overlog.md 3.4 and
 * 3.5.
 */
final class Conversions {
  private Conversions() {}

  /**
   * Whether converting can raise P2-R02: only where the static types do not say that the value
   * fits.
   */
  static boolean fails(Form from, Form to) {
    if (from.nullable() && !to.nullable()) return true;
    if (from.sameType(to) || to.type() == Type.ANY || from.type() == Type.NULL) return false;
    return switch (from.type()) {
      case BOOL -> !(to.type() == Type.INT || to.type() == Type.DOUBLE || to.type() == Type.ID);
      case INT -> !(to.type() == Type.DOUBLE || to.type() == Type.ID);
      default -> true;
    };
  }

  /**
   * Emits the conversion; where it can fail the code raises P2-R02. Null stays null where {@code
   * to} has room for it.
   */
  static void convert(CodeBuilder code, Form from, Form to) {
    if (from.boxed() && to.boxed()) {
      reference(code, from, to);
    } else if (from.boxed()) {
      unbox(code, to.type());
    } else if (to.boxed()) {
      Form plain = new Form(to.type(), false);
      if (to.type() == Type.ANY || to.type() == Type.NULL || !direct(from.type(), to.type())) {
        box(code, from);
        reference(code, Form.ANY, to);
      } else {
        scalar(code, from.type(), to.type());
        if (!plain.boxed()) box(code, plain);
      }
    } else if (direct(from.type(), to.type())) {
      scalar(code, from.type(), to.type());
    } else {
      box(code, from);
      unbox(code, to.type());
    }
  }

  /**
   * Emits {@code if (value does not fit) goto none}, leaving the converted value on the stack if it
   * fits. For values read from rows: a misfit is no match, not an error.
   */
  static void fit(CodeBuilder code, Form from, Form to, Label none) {
    if (!fails(from, to)) {
      convert(code, from, to);
      return;
    }
    int value = code.allocateLocal(TypeKind.REFERENCE);
    convert(code, from, Form.ANY);
    type(code, to.type());
    code.invokestatic(Runtime.MATCH, "fit", Runtime.CONVERT)
        .astore(value)
        .aload(value)
        .getstatic(Runtime.MATCH, "NONE", Runtime.OBJECT)
        .if_acmpeq(none);
    if (!to.nullable()) code.aload(value).ifnull(none);
    code.aload(value);
    if (to.boxed()) cast(code, Form.ANY, to);
    else unbox(code, to.type());
  }

  /** Emits boxing of an unboxed value; nothing for a reference. */
  static void box(CodeBuilder code, Form from) {
    if (from.boxed()) return;
    switch (from.type()) {
      case BOOL -> code.invokestatic(ConstantDescs.CD_Boolean, "valueOf", BOX_BOOLEAN);
      case INT -> code.invokestatic(ConstantDescs.CD_Long, "valueOf", BOX_LONG);
      case DOUBLE -> code.invokestatic(ConstantDescs.CD_Double, "valueOf", BOX_DOUBLE);
      case TIME -> nanos(code, Runtime.TIME);
      case DURATION -> nanos(code, Runtime.DURATION);
      case NULL, ID, STRING, ADDR, LIST, SET, BYTES, TUPLE, ANY -> throw new AssertionError(from);
    }
  }

  /** Emits the constant {@code Type.type}. */
  static void type(CodeBuilder code, Type type) {
    code.getstatic(Runtime.TYPE, type.name(), Runtime.TYPE);
  }

  /** Emits the value that a field of this form has when nothing is known: 0, false or null. */
  static void zero(CodeBuilder code, Form form) {
    switch (form.rep()) {
      case LONG -> code.lconst_0();
      case DOUBLE -> code.dconst_0();
      case BOOL -> code.iconst_0();
      case REF -> code.aconst_null();
    }
  }

  private static final MethodTypeDesc BOX_BOOLEAN =
      MethodTypeDesc.of(ConstantDescs.CD_Boolean, Runtime.BOOLEAN);
  private static final MethodTypeDesc BOX_LONG =
      MethodTypeDesc.of(ConstantDescs.CD_Long, Runtime.LONG);
  private static final MethodTypeDesc BOX_DOUBLE =
      MethodTypeDesc.of(ConstantDescs.CD_Double, Runtime.DOUBLE);
  private static final MethodTypeDesc FROM_NANOS = MethodTypeDesc.of(Runtime.VOID, Runtime.LONG);
  private static final MethodTypeDesc ID_OF = MethodTypeDesc.of(Runtime.ID, Runtime.LONG);
  private static final MethodTypeDesc OBJECT_TO_LONG =
      MethodTypeDesc.of(Runtime.LONG, Runtime.OBJECT);
  private static final MethodTypeDesc OBJECT_TO_DOUBLE =
      MethodTypeDesc.of(Runtime.DOUBLE, Runtime.OBJECT);

  private static final MethodTypeDesc OBJECT_TO_ID = MethodTypeDesc.of(Runtime.ID, Runtime.OBJECT);
  private static final MethodTypeDesc OBJECT_TO_STRING =
      MethodTypeDesc.of(Runtime.STRING, Runtime.OBJECT);
  private static final MethodTypeDesc OBJECT_TO_LIST =
      MethodTypeDesc.of(Runtime.LIST, Runtime.OBJECT);
  private static final MethodTypeDesc OBJECT_TO_SET =
      MethodTypeDesc.of(Runtime.SET, Runtime.OBJECT);
  private static final MethodTypeDesc OBJECT_TO_BYTES =
      MethodTypeDesc.of(Runtime.BYTES, Runtime.OBJECT);
  private static final MethodTypeDesc OBJECT_TO_TUPLE =
      MethodTypeDesc.of(Runtime.TUPLE_VALUE, Runtime.OBJECT);

  private static void reference(CodeBuilder code, Form from, Form to) {
    if (to.type() == Type.ANY) return;
    if (from.nullable() && !to.nullable()) {
      required(code, to.type());
      return;
    }
    if (from.sameType(to)) return;
    if (from.type() == Type.NULL) {
      cast(code, from, to);
      return;
    }
    type(code, to.type());
    code.invokestatic(Runtime.VALUES, "convert", Runtime.CONVERT);
    cast(code, Form.ANY, to);
  }

  /** Emits a conversion that does not let null through. */
  private static void required(CodeBuilder code, Type type) {
    switch (type) {
      case ID -> code.invokestatic(Runtime.VALUES, "toId", OBJECT_TO_ID);
      case STRING, ADDR -> code.invokestatic(Runtime.VALUES, "toText", OBJECT_TO_STRING);
      case LIST -> code.invokestatic(Runtime.VALUES, "toList", OBJECT_TO_LIST);
      case SET -> code.invokestatic(Runtime.VALUES, "toSet", OBJECT_TO_SET);
      case BYTES -> code.invokestatic(Runtime.VALUES, "toBytes", OBJECT_TO_BYTES);
      case TUPLE -> code.invokestatic(Runtime.VALUES, "toTuple", OBJECT_TO_TUPLE);
      case NULL, ANY -> {}
      case BOOL, INT, DOUBLE, TIME, DURATION -> throw new AssertionError(type);
    }
  }

  private static void cast(CodeBuilder code, Form from, Form to) {
    if (!from.desc().equals(to.desc()) && !to.desc().equals(Runtime.OBJECT))
      code.checkcast(to.desc());
  }

  private static void unbox(CodeBuilder code, Type type) {
    switch (type) {
      case BOOL -> code.invokestatic(Runtime.VALUES, "toBoolean", Runtime.OBJECT_TO_BOOLEAN);
      case INT -> code.invokestatic(Runtime.VALUES, "toLong", OBJECT_TO_LONG);
      case DOUBLE -> code.invokestatic(Runtime.VALUES, "toDouble", OBJECT_TO_DOUBLE);
      case TIME -> code.invokestatic(Runtime.VALUES, "toTimeNanos", OBJECT_TO_LONG);
      case DURATION -> code.invokestatic(Runtime.VALUES, "toDurationNanos", OBJECT_TO_LONG);
      case NULL, ID, STRING, ADDR, LIST, SET, BYTES, TUPLE, ANY -> throw new AssertionError(type);
    }
  }

  /** Whether instructions alone convert between the unboxed forms, or to an id. */
  private static boolean direct(Type from, Type to) {
    return from == to
        || from == Type.BOOL && (to == Type.INT || to == Type.DOUBLE || to == Type.ID)
        || from == Type.INT && (to == Type.DOUBLE || to == Type.ID);
  }

  private static void scalar(CodeBuilder code, Type from, Type to) {
    if (from == to) return;
    if (to == Type.DOUBLE) {
      if (from == Type.BOOL) code.i2d();
      else code.l2d();
      return;
    }
    if (from == Type.BOOL) code.i2l();
    if (to == Type.ID) code.invokestatic(Runtime.ID, "of", ID_OF);
  }

  private static void nanos(CodeBuilder code, ClassDesc box) {
    int value = code.allocateLocal(TypeKind.LONG);
    code.lstore(value)
        .new_(box)
        .dup()
        .lload(value)
        .invokespecial(box, ConstantDescs.INIT_NAME, FROM_NANOS);
  }
}
