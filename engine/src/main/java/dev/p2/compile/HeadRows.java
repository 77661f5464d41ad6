package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Relation;
import dev.p2.plan.Action;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** Emits the head tuples of a group, once its matches are known. */
final class HeadRows {
  private final Body body;
  private final CodeBuilder code;
  private final Actions actions;
  private final Head head;
  private final Action.Verb verb;
  private final boolean view;

  HeadRows(Body body, Actions actions, Action.Aggregate action) {
    this.body = body;
    this.code = body.code();
    this.actions = actions;
    this.head = action.head();
    this.verb = action.verb();
    this.view = Aggregates.ofView(body.strand());
  }

  boolean view() {
    return view;
  }

  /** The columns that the head groups by. */
  List<Integer> groupColumns() {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < head.columns().size(); i++) {
      if (head.columns().get(i) instanceof Head.Column.Value) columns.add(i);
    }
    return columns;
  }

  Form form(int column) {
    return Form.of(head, column);
  }

  /**
   * Pushes the value of a group-by column. A view's group is named by the trigger's tuple: the
   * variables of the head's expressions need not have values outside the loops.
   */
  void pushGroupColumn(int column) {
    Form form = form(column);
    if (view) {
      Relation relation = head.relation();
      code.aload(Body.TRIGGER).checkcast(body.layout().tuple(relation));
      code.getfield(body.layout().tuple(relation), TupleClass.field(column), form.desc());
    } else {
      body.expressions().pushAs(expression(column), form);
    }
  }

  /** Whether {@link #pushGroupColumn} can raise a run-time error. */
  boolean groupColumnFails(int column) {
    Expr value = expression(column);
    return !view && (Failure.possible(value) || Conversions.fails(Form.of(value), form(column)));
  }

  /** The expression of a group-by column. */
  Expr expression(int column) {
    return ((Head.Column.Value) head.columns().get(column)).value();
  }

  /** Emits a head tuple, or one a row for {@code topk} and the like. */
  void emit(List<Cell> cells, Actions.ColumnSource group, Label none) {
    Cell many = null;
    for (Cell cell : cells) if (cell.aggregate().function().multiRow()) many = cell;
    if (many == null) {
      row(cells, group, -1, none);
      return;
    }
    int rows = code.allocateLocal(TypeKind.INT);
    int row = code.allocateLocal(TypeKind.INT);
    Label again = code.newLabel();
    Label next = code.newLabel();
    Label done = code.newLabel();
    many.pushRows();
    code.istore(rows).iconst_0().istore(row);
    code.labelBinding(again).iload(row).iload(rows).if_icmpge(done);
    row(cells, group, row, next);
    code.labelBinding(next).iinc(row, 1).goto_(again).labelBinding(done);
  }

  private void row(List<Cell> cells, Actions.ColumnSource group, int row, Label none) {
    body.line(head.span());
    int tuple = code.allocateLocal(TypeKind.REFERENCE);
    actions.guarded(
        fails(cells),
        () ->
            actions.tuple(
                head.relation(),
                (i, form) -> {
                  if (head.columns().get(i) instanceof Head.Column.Result r) {
                    cells.get(r.aggregate()).pushResult(r.output(), row, form);
                  } else {
                    group.push(i, form);
                  }
                }),
        body::reportResult,
        none);
    code.astore(tuple);
    if (view) actions.sink("groupRow", tuple);
    else actions.deliver(head, verb, tuple);
  }

  private static boolean fails(List<Cell> cells) {
    for (Cell cell : cells) if (cell.resultFails()) return true;
    return false;
  }

  /**
   * Emits {@code node.emptyGroup(strand, tuple)}: the group has no match. The tuple holds the
   * values that the aggregates of nothing have, null or 0 where there is none.
   */
  void emitEmpty(List<Cell> cells, Actions.ColumnSource group, Label none) {
    // An empty group of topk and the like has no row.
    if (cells.stream().anyMatch(c -> c.aggregate().function().multiRow())) return;
    body.line(head.span());
    int tuple = code.allocateLocal(TypeKind.REFERENCE);
    actions.guarded(
        fails(cells),
        () ->
            actions.tuple(
                head.relation(),
                (i, form) -> {
                  if (!(head.columns().get(i) instanceof Head.Column.Result r)) {
                    group.push(i, form);
                  } else if (cells.get(r.aggregate()).aggregate().function().hasEmptyValue()) {
                    cells.get(r.aggregate()).pushResult(r.output(), -1, form);
                  } else {
                    Conversions.zero(code, form);
                  }
                }),
        body::reportResult,
        none);
    code.astore(tuple);
    actions.sink("emptyGroup", tuple);
  }
}
