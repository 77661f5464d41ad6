package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Variable;
import dev.p2.lang.value.Type;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/**
 * How generated code holds a value: unboxed if null cannot occur and the type has an unboxed form,
 * else as a reference.
 */
record Form(Type type, boolean nullable) {
  /** Any value, boxed. */
  static final Form ANY = new Form(Type.ANY, true);

  static final Form BOOL = new Form(Type.BOOL, false);
  static final Form INT = new Form(Type.INT, false);
  static final Form DOUBLE = new Form(Type.DOUBLE, false);

  static Form of(Expr value) {
    return new Form(value.type(), value.nullable());
  }

  static Form of(Variable variable) {
    return new Form(variable.type(), variable.nullable());
  }

  static Form of(Relation.Column column) {
    return new Form(column.type(), column.nullable());
  }

  /**
   * As which a head's column is made: a null location is no error but a tuple that the node counts
   * and sends nowhere (9.5).
   */
  static Form of(Head head, int column) {
    Form form = of(head.relation().columns().get(column));
    boolean mayBeNull = column == head.locationColumn() && form.boxed();
    return mayBeNull ? new Form(form.type(), true) : form;
  }

  Type.Rep rep() {
    return nullable ? Type.Rep.REF : type.rep();
  }

  boolean boxed() {
    return rep() == Type.Rep.REF;
  }

  /** Which instructions load, store and return it. */
  TypeKind kind() {
    return switch (rep()) {
      case LONG -> TypeKind.LONG;
      case DOUBLE -> TypeKind.DOUBLE;
      case BOOL -> TypeKind.BOOLEAN;
      case REF -> TypeKind.REFERENCE;
    };
  }

  /**
   * The type of fields and parameters that hold it; Object where a reference may be of several
   * classes.
   */
  ClassDesc desc() {
    return switch (rep()) {
      case LONG -> ConstantDescs.CD_long;
      case DOUBLE -> ConstantDescs.CD_double;
      case BOOL -> ConstantDescs.CD_boolean;
      case REF ->
          switch (type) {
            case ID -> Runtime.ID;
            case STRING, ADDR -> ConstantDescs.CD_String;
            case LIST -> Runtime.LIST;
            case SET -> Runtime.SET;
            case BYTES -> Runtime.BYTES;
            case TUPLE -> Runtime.TUPLE_VALUE;
            case NULL, BOOL, INT, DOUBLE, TIME, DURATION, ANY -> ConstantDescs.CD_Object;
          };
    };
  }

  /** Whether the static types are one, as far as values go: an address is a string. */
  boolean sameType(Form other) {
    return plain(type) == plain(other.type);
  }

  private static Type plain(Type type) {
    return type == Type.ADDR ? Type.STRING : type;
  }
}
