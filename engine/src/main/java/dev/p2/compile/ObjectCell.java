package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.value.AggregateFunction;
import dev.p2.lang.value.Type;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Emits an aggregate whose state is a {@code dev.p2.lang.value.Accumulator}, in a local variable or
 * in a group. One with a parameter ({@code topk<X, n>}) is made at the group's first match, since n
 * may be a variable of the match.
 */
final class ObjectCell extends Cell {
  private static final MethodTypeDesc OF =
      MethodTypeDesc.of(
          Runtime.ACCUMULATOR,
          Runtime.AGGREGATE_FUNCTION,
          Runtime.TYPE,
          Runtime.OBJECT,
          Runtime.RANDOM_GENERATOR);
  private static final MethodTypeDesc RANDOM = MethodTypeDesc.of(Runtime.RANDOM_GENERATOR);
  private static final MethodTypeDesc GET = MethodTypeDesc.of(Runtime.ACCUMULATOR, Runtime.INT);
  private static final MethodTypeDesc SET =
      MethodTypeDesc.of(Runtime.VOID, Runtime.INT, Runtime.ACCUMULATOR);

  private static final MethodTypeDesc ADD = MethodTypeDesc.of(Runtime.VOID, Runtime.OBJECT);
  private static final MethodTypeDesc ADD_ALL = MethodTypeDesc.of(Runtime.VOID, Runtime.OBJECTS);
  private static final MethodTypeDesc ADD_LONG = MethodTypeDesc.of(Runtime.VOID, Runtime.LONG);
  private static final MethodTypeDesc ADD_DOUBLE = MethodTypeDesc.of(Runtime.VOID, Runtime.DOUBLE);
  private static final MethodTypeDesc ADD_BOOLEAN =
      MethodTypeDesc.of(Runtime.VOID, Runtime.BOOLEAN);

  private final int index;
  private final int group;
  private int state;
  private int value;

  /**
   * @param index the aggregate's position in the head
   * @param group the local variable of the group that holds the accumulator; -1: it has a local
   *     variable of its own
   */
  ObjectCell(Body body, Head.Aggregate aggregate, int index, int group) {
    super(body, aggregate);
    this.index = index;
    this.group = group;
  }

  private boolean lazy() {
    return aggregate().function().multiRow()
        || aggregate().function() == AggregateFunction.PERCENTILE;
  }

  private boolean withCompanions() {
    AggregateFunction function = aggregate().function();
    return (function == AggregateFunction.MIN || function == AggregateFunction.MAX)
        && aggregate().arguments().size() > 1;
  }

  @Override
  void begin() {
    if (group < 0) state = code.allocateLocal(TypeKind.REFERENCE);
    if (!lazy()) store(code::aconst_null);
    else if (group < 0) code.aconst_null().astore(state);
  }

  /** Stores a new accumulator, made with the parameter that the argument pushes. */
  private void store(Runnable parameter) {
    if (group >= 0) code.aload(group).loadConstant(index);
    List<Expr> arguments = aggregate().arguments();
    Type type = arguments.isEmpty() ? Type.ANY : arguments.getFirst().type();
    code.getstatic(
        Runtime.AGGREGATE_FUNCTION, aggregate().function().name(), Runtime.AGGREGATE_FUNCTION);
    Conversions.type(code, type);
    parameter.run();
    code.aload(Body.NODE).invokevirtual(Runtime.NODE, "random", RANDOM);
    code.invokestatic(Runtime.ACCUMULATOR, "of", OF);
    if (group >= 0) code.invokevirtual(Runtime.GROUP, "set", SET);
    else code.astore(state);
  }

  private void load() {
    if (group < 0) code.aload(state);
    else code.aload(group).loadConstant(index).invokevirtual(Runtime.GROUP, "get", GET);
  }

  @Override
  void evaluate() {
    if (withCompanions()) {
      value = code.allocateLocal(TypeKind.REFERENCE);
      body.expressions().array(aggregate().arguments());
      code.astore(value);
      return;
    }
    if (!aggregate().arguments().isEmpty()) value = argument();
    if (!lazy()) return;
    Label made = code.newLabel();
    load();
    code.ifnonnull(made);
    store(() -> body.expressions().pushBoxed(aggregate().arguments().get(1)));
    code.labelBinding(made);
  }

  @Override
  void add() {
    load();
    if (withCompanions()) {
      code.aload(value).invokevirtual(Runtime.ACCUMULATOR, "addAll", ADD_ALL);
      return;
    }
    if (aggregate().arguments().isEmpty()) {
      code.aconst_null().invokevirtual(Runtime.ACCUMULATOR, "add", ADD);
      return;
    }
    Form form = Form.of(aggregate().arguments().getFirst());
    code.loadLocal(form.kind(), value);
    switch (form.rep()) {
      case LONG -> code.invokevirtual(Runtime.ACCUMULATOR, "addLong", ADD_LONG);
      case DOUBLE -> code.invokevirtual(Runtime.ACCUMULATOR, "addDouble", ADD_DOUBLE);
      case BOOL -> code.invokevirtual(Runtime.ACCUMULATOR, "addBoolean", ADD_BOOLEAN);
      case REF -> code.invokevirtual(Runtime.ACCUMULATOR, "add", ADD);
    }
  }

  @Override
  void test() {
    if (withCompanions() || aggregate().arguments().isEmpty()) return;
    Form form = Form.of(aggregate().arguments().getFirst());
    boolean sumMayOverflow =
        aggregate().function() == AggregateFunction.SUM && form.type() == Type.DURATION;
    if (form.rep() != Type.Rep.REF && !sumMayOverflow) return;
    load();
    code.loadLocal(form.kind(), value);
    Conversions.box(code, form);
    code.invokevirtual(Runtime.ACCUMULATOR, "test", ADD);
  }

  @Override
  boolean addFails() {
    return true;
  }

  @Override
  boolean resultFails() {
    return true;
  }

  @Override
  void pushResult(int output, int row, Form form) {
    boolean many = aggregate().function().multiRow();
    if (lazy() && !many) {
      Label some = code.newLabel();
      Label end = code.newLabel();
      load();
      code.ifnonnull(some).aconst_null().goto_(end).labelBinding(some);
      load();
      code.loadConstant(output).invokevirtual(Runtime.ACCUMULATOR, "result", Runtime.INT_TO_OBJECT);
      code.labelBinding(end);
    } else {
      load();
      if (many) code.iload(row);
      else code.loadConstant(output);
      code.invokevirtual(Runtime.ACCUMULATOR, many ? "rowResult" : "result", Runtime.INT_TO_OBJECT);
    }
    // An int may go into a column of doubles (3.4); null only into the location, which is not sent.
    if (!form.boxed() || form.nullable()) Conversions.convert(code, Form.ANY, form);
    else if (!form.desc().equals(Runtime.OBJECT)) code.checkcast(form.desc());
  }

  @Override
  void pushRows() {
    Label some = code.newLabel();
    Label end = code.newLabel();
    load();
    code.ifnonnull(some).iconst_0().goto_(end).labelBinding(some);
    load();
    code.invokevirtual(Runtime.ACCUMULATOR, "rows", Runtime.TO_INT).labelBinding(end);
  }
}
