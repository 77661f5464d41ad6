package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.value.AggregateFunction;
import dev.p2.lang.value.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits one aggregate of a strand's only group whose state is plain local variables: no object, no
 * boxing.
 */
abstract class Cell {
  private final Head.Aggregate aggregate;
  final Body body;
  final CodeBuilder code;

  Cell(Body body, Head.Aggregate aggregate) {
    this.body = body;
    this.code = body.code();
    this.aggregate = aggregate;
  }

  /**
   * The cheapest cell for an aggregate.
   *
   * @param matches the local variable, a long, that counts the matches added so far
   */
  static Cell of(Body body, Head.Aggregate aggregate, int index, int matches) {
    AggregateFunction function = aggregate.function();
    if (function == AggregateFunction.COUNT) return new Count(body, aggregate, matches);
    if (aggregate.arguments().size() == 1) {
      Form form = Form.of(aggregate.arguments().getFirst());
      boolean extreme = function == AggregateFunction.MIN || function == AggregateFunction.MAX;
      if (function == AggregateFunction.SUM && form.equals(Form.INT))
        return new Sum(body, aggregate);
      if (extreme && form.rep() == Type.Rep.LONG) return new ExtremeLong(body, aggregate, matches);
    }
    if (ExtremeId.fits(aggregate)) return new ExtremeId(body, aggregate);
    return new ObjectCell(body, aggregate, index, -1);
  }

  /** Whether a match can fail where it is added to a group. */
  static boolean anyFails(Body body, Head head) {
    for (Head.Aggregate aggregate : head.aggregates()) {
      Cell cell = of(body, aggregate, 0, -1);
      if (cell.evaluateFails() || cell.addFails()) return true;
    }
    return false;
  }

  final Head.Aggregate aggregate() {
    return aggregate;
  }

  /** Makes the state of an empty group. */
  abstract void begin();

  /** Evaluates the arguments of a match into local variables. */
  abstract void evaluate();

  /** Adds what {@link #evaluate} left. */
  abstract void add();

  /** Fails as {@link #add} would, and adds nothing. */
  void test() {}

  /** Evaluates a match and adds it, to all of a head's aggregates or to none. */
  static void add(List<Cell> cells) {
    for (Cell cell : cells) cell.evaluate();
    for (Cell cell : cells.subList(1, cells.size())) cell.test();
    for (Cell cell : cells) cell.add();
  }

  /**
   * Pushes a result in the form of a head column.
   *
   * @param output as in {@link Head.Column.Result}
   * @param row the local variable with the number of the row, -1 if the group has one row
   */
  abstract void pushResult(int output, int row, Form form);

  /** Pushes how many rows the group has; for multi-row aggregates. */
  void pushRows() {
    throw new AssertionError(aggregate.function() + " has one row");
  }

  /**
   * Whether adding a match can raise a run-time error although evaluating its arguments did not.
   */
  boolean addFails() {
    return false;
  }

  /** Whether reading the result can raise a run-time error. */
  boolean resultFails() {
    return false;
  }

  final boolean evaluateFails() {
    return Failure.any(aggregate.arguments());
  }

  /** Evaluates the first argument into a new local variable. */
  final int argument() {
    Expr value = aggregate.arguments().getFirst();
    Form form = Form.of(value);
    int slot = code.allocateLocal(form.kind());
    body.expressions().push(value);
    code.storeLocal(form.kind(), slot);
    return slot;
  }

  /**
   * {@code count}: the matches are counted anyway; an argument is evaluated only for its errors.
   */
  private static final class Count extends Cell {
    private final int matches;

    Count(Body body, Head.Aggregate aggregate, int matches) {
      super(body, aggregate);
      this.matches = matches;
    }

    @Override
    void begin() {}

    @Override
    void evaluate() {
      if (evaluateFails()) argument();
    }

    @Override
    void add() {}

    @Override
    void pushResult(int output, int row, Form form) {
      code.lload(matches);
      Conversions.convert(code, Form.INT, form);
    }
  }

  /** {@code sum} of ints, which wraps. */
  private static final class Sum extends Cell {
    private int sum;
    private int value;

    Sum(Body body, Head.Aggregate aggregate) {
      super(body, aggregate);
    }

    @Override
    void begin() {
      sum = code.allocateLocal(TypeKind.LONG);
      code.lconst_0().lstore(sum);
    }

    @Override
    void evaluate() {
      value = argument();
    }

    @Override
    void add() {
      code.lload(sum).lload(value).ladd().lstore(sum);
    }

    @Override
    void pushResult(int output, int row, Form form) {
      code.lload(sum);
      Conversions.convert(code, Form.INT, form);
    }
  }

  /** {@code min} and {@code max} of ints, times and durations. */
  private static final class ExtremeLong extends Cell {
    private final int matches;
    private int best;
    private int value;

    ExtremeLong(Body body, Head.Aggregate aggregate, int matches) {
      super(body, aggregate);
      this.matches = matches;
    }

    @Override
    void begin() {
      best = code.allocateLocal(TypeKind.LONG);
      code.lconst_0().lstore(best);
    }

    @Override
    void evaluate() {
      value = argument();
    }

    @Override
    void add() {
      Label better = code.newLabel();
      Label end = code.newLabel();
      code.lload(matches).lconst_0().lcmp().ifeq(better);
      code.lload(value).lload(best).lcmp();
      if (aggregate().function() == AggregateFunction.MIN) code.ifge(end);
      else code.ifle(end);
      code.labelBinding(better).lload(value).lstore(best).labelBinding(end);
    }

    @Override
    void pushResult(int output, int row, Form form) {
      Form value = new Form(aggregate().arguments().getFirst().type(), false);
      if (!form.boxed()) {
        code.lload(best);
        Conversions.convert(code, value, form);
        return;
      }
      Label some = code.newLabel();
      Label end = code.newLabel();
      code.lload(matches).lconst_0().lcmp().ifne(some).aconst_null();
      if (!form.desc().equals(Runtime.OBJECT)) code.checkcast(form.desc());
      code.goto_(end).labelBinding(some).lload(best);
      Conversions.convert(code, value, form);
      code.labelBinding(end);
    }
  }

  /**
   * {@code min} and {@code max} of ids, with companions that are references or without: null while
   * there is none. Of equal ids the one with the least companions counts, which is rare.
   */
  private static final class ExtremeId extends Cell {
    private static final MethodTypeDesc LESS =
        MethodTypeDesc.of(Runtime.BOOLEAN, Runtime.OBJECTS, Runtime.OBJECTS);

    /** The best id and its companions. */
    private final List<Integer> best = new ArrayList<>();

    /** Those of the match. */
    private final List<Integer> values = new ArrayList<>();

    ExtremeId(Body body, Head.Aggregate aggregate) {
      super(body, aggregate);
    }

    static boolean fits(Head.Aggregate aggregate) {
      if (aggregate.function() != AggregateFunction.MIN
          && aggregate.function() != AggregateFunction.MAX) return false;
      Form first = Form.of(aggregate.arguments().getFirst());
      return first.type() == Type.ID
          && aggregate.arguments().stream().noneMatch(Expr::nullable)
          && aggregate.arguments().stream().allMatch(a -> Form.of(a).rep() == Type.Rep.REF);
    }

    @Override
    void begin() {
      for (Expr _ : aggregate().arguments()) {
        int slot = code.allocateLocal(TypeKind.REFERENCE);
        code.aconst_null().astore(slot);
        best.add(slot);
      }
    }

    @Override
    void evaluate() {
      values.clear();
      for (Expr argument : aggregate().arguments()) {
        int slot = code.allocateLocal(TypeKind.REFERENCE);
        body.expressions().push(argument);
        code.astore(slot);
        values.add(slot);
      }
    }

    @Override
    void add() {
      Label better = code.newLabel();
      Label end = code.newLabel();
      code.aload(best.getFirst()).ifnull(better);
      code.aload(values.getFirst()).aload(best.getFirst());
      code.invokevirtual(Runtime.ID, "compareTo", Runtime.ID_TO_INT);
      boolean min = aggregate().function() == AggregateFunction.MIN;
      if (values.size() == 1) {
        if (min) code.ifge(end);
        else code.ifle(end);
      } else {
        int order = code.allocateLocal(TypeKind.INT);
        code.istore(order).iload(order);
        if (min) code.iflt(better);
        else code.ifgt(better);
        code.iload(order).ifne(end);
        array(values);
        array(best);
        code.invokestatic(Runtime.ACCUMULATOR, "companionsLess", LESS).ifeq(end);
      }
      code.labelBinding(better);
      for (int i = 0; i < values.size(); i++) code.aload(values.get(i)).astore(best.get(i));
      code.labelBinding(end);
    }

    private void array(List<Integer> slots) {
      code.loadConstant(slots.size()).anewarray(Runtime.OBJECT);
      for (int i = 0; i < slots.size(); i++)
        code.dup().loadConstant(i).aload(slots.get(i)).aastore();
    }

    @Override
    void pushResult(int output, int row, Form form) {
      Expr argument = aggregate().arguments().get(output);
      code.aload(best.get(output));
      Conversions.convert(code, new Form(argument.type(), form.nullable()), form);
    }
  }
}
