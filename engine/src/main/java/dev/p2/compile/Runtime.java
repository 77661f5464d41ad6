package dev.p2.compile;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * What generated code calls: classes and method types of {@code dev.p2.engine} and {@code
 * dev.p2.lang.value}.
 */
final class Runtime {
  static final ClassDesc OBJECT = ConstantDescs.CD_Object;
  static final ClassDesc OBJECTS = OBJECT.arrayType();
  static final ClassDesc STRING = ConstantDescs.CD_String;
  static final ClassDesc LONG = ConstantDescs.CD_long;
  static final ClassDesc INT = ConstantDescs.CD_int;
  static final ClassDesc DOUBLE = ConstantDescs.CD_double;
  static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
  static final ClassDesc VOID = ConstantDescs.CD_void;

  static final ClassDesc NODE = engine("Node");
  static final ClassDesc TABLE = engine("Table");
  static final ClassDesc ORDER = engine("Order");
  static final ClassDesc TUPLE = engine("tuple.Tuple");
  static final ClassDesc HASH = engine("tuple.Hash");
  static final ClassDesc GROUPING = engine("Grouping");
  static final ClassDesc GROUP = engine("Grouping$Group");
  static final ClassDesc MATCH = engine("Match");
  static final ClassDesc COMPILED_PROGRAM = engine("CompiledProgram");
  static final ClassDesc PLAN = ClassDesc.of("dev.p2.plan.Plan");
  static final ClassDesc CONSTANTS = ClassDesc.of("dev.p2.compile.Constants");

  static final ClassDesc ID = value("Id");
  static final ClassDesc LIST = value("ListValue");
  static final ClassDesc SET = value("SetValue");
  static final ClassDesc BYTES = value("Bytes");
  static final ClassDesc TIME = value("Time");
  static final ClassDesc DURATION = value("Duration");
  static final ClassDesc TUPLE_VALUE = value("TupleValue");
  static final ClassDesc VALUES = value("Values");
  static final ClassDesc OPERATORS = value("Operators");
  static final ClassDesc TYPE = value("Type");
  static final ClassDesc AGGREGATE_FUNCTION = value("AggregateFunction");
  static final ClassDesc ACCUMULATOR = value("Accumulator");
  static final ClassDesc EVAL_EXCEPTION = value("EvalException");
  static final ClassDesc RANDOM_GENERATOR = ClassDesc.of("java.util.random.RandomGenerator");

  /** Every strand's method: the node and the trigger's tuple. */
  static final MethodTypeDesc STRAND = MethodTypeDesc.of(VOID, NODE, TUPLE);

  static final MethodTypeDesc TO_OBJECT = MethodTypeDesc.of(OBJECT);
  static final MethodTypeDesc TO_INT = MethodTypeDesc.of(INT);
  static final MethodTypeDesc TO_LONG = MethodTypeDesc.of(LONG);
  static final MethodTypeDesc TO_DOUBLE = MethodTypeDesc.of(DOUBLE);
  static final MethodTypeDesc TO_STRING = MethodTypeDesc.of(STRING);
  static final MethodTypeDesc TO_ID = MethodTypeDesc.of(ID);
  static final MethodTypeDesc INT_TO_INT = MethodTypeDesc.of(INT, INT);
  static final MethodTypeDesc INT_INT_TO_INT = MethodTypeDesc.of(INT, INT, INT);
  static final MethodTypeDesc INT_INT_INT_TO_INT = MethodTypeDesc.of(INT, INT, INT, INT);
  static final MethodTypeDesc INT_TO_TUPLE = MethodTypeDesc.of(TUPLE, INT);
  static final MethodTypeDesc INT_TO_TABLE = MethodTypeDesc.of(TABLE, INT);
  static final MethodTypeDesc INT_TO_OBJECT = MethodTypeDesc.of(OBJECT, INT);
  static final MethodTypeDesc OBJECT_TO_OBJECT = MethodTypeDesc.of(OBJECT, OBJECT);
  static final MethodTypeDesc OBJECTS_TO_OBJECT = MethodTypeDesc.of(OBJECT, OBJECTS);
  static final MethodTypeDesc OBJECT_TO_BOOLEAN = MethodTypeDesc.of(BOOLEAN, OBJECT);
  static final MethodTypeDesc TWO_OBJECTS_TO_OBJECT = MethodTypeDesc.of(OBJECT, OBJECT, OBJECT);
  static final MethodTypeDesc TWO_OBJECTS_TO_BOOLEAN = MethodTypeDesc.of(BOOLEAN, OBJECT, OBJECT);
  static final MethodTypeDesc TWO_LONGS_TO_LONG = MethodTypeDesc.of(LONG, LONG, LONG);
  static final MethodTypeDesc TWO_DOUBLES_TO_DOUBLE = MethodTypeDesc.of(DOUBLE, DOUBLE, DOUBLE);
  static final MethodTypeDesc TWO_IDS_TO_ID = MethodTypeDesc.of(ID, ID);
  static final MethodTypeDesc ID_TO_INT = MethodTypeDesc.of(INT, ID);
  static final MethodTypeDesc CONVERT = MethodTypeDesc.of(OBJECT, OBJECT, TYPE);

  static final MethodTypeDesc NODE_PASSED = MethodTypeDesc.of(VOID, INT, INT);
  static final MethodTypeDesc NODE_ERROR = MethodTypeDesc.of(VOID, INT, INT, EVAL_EXCEPTION, TUPLE);

  private Runtime() {}

  private static ClassDesc engine(String name) {
    return ClassDesc.of("dev.p2.engine." + name);
  }

  private static ClassDesc value(String name) {
    return ClassDesc.of("dev.p2.lang.value." + name);
  }
}
