package dev.p2.compile;

import dev.p2.lang.check.Expr;
import dev.p2.lang.check.Head;
import dev.p2.lang.value.AggregateFunction;
import dev.p2.lang.value.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;

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
      if (extreme && form.type() == Type.ID && !form.nullable())
        return new ExtremeId(body, aggregate);
    }
    return new ObjectCell(body, aggregate, index, -1);
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

  /** {@code min} and {@code max} of ids: null while there is none. */
  private static final class ExtremeId extends Cell {
    private int best;
    private int value;

    ExtremeId(Body body, Head.Aggregate aggregate) {
      super(body, aggregate);
    }

    @Override
    void begin() {
      best = code.allocateLocal(TypeKind.REFERENCE);
      code.aconst_null().astore(best);
    }

    @Override
    void evaluate() {
      value = argument();
    }

    @Override
    void add() {
      Label better = code.newLabel();
      Label end = code.newLabel();
      code.aload(best).ifnull(better);
      code.aload(value).aload(best).invokevirtual(Runtime.ID, "compareTo", Runtime.ID_TO_INT);
      if (aggregate().function() == AggregateFunction.MIN) code.ifge(end);
      else code.ifle(end);
      code.labelBinding(better).aload(value).astore(best).labelBinding(end);
    }

    @Override
    void pushResult(int output, int row, Form form) {
      code.aload(best);
      Conversions.convert(code, new Form(Type.ID, form.nullable()), form);
    }
  }
}
