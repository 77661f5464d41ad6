package dev.p2.compile;

import dev.p2.lang.program.Head;
import dev.p2.plan.Action;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Emits a strand whose groups are known only from the matches: they are kept in a {@code
 * dev.p2.engine.Grouping}.
 */
final class ManyGroups implements Aggregates {
  private static final MethodTypeDesc GROUP =
      MethodTypeDesc.of(Runtime.GROUP, Runtime.OBJECTS, Runtime.INT);
  private static final MethodTypeDesc AT = MethodTypeDesc.of(Runtime.GROUP, Runtime.INT);

  private static final MethodTypeDesc TO_BOOLEAN = MethodTypeDesc.of(Runtime.BOOLEAN);
  private static final MethodTypeDesc FAIL =
      MethodTypeDesc.of(Runtime.VOID, Runtime.EVAL_EXCEPTION, Runtime.INT);
  private static final MethodTypeDesc FAILURE = MethodTypeDesc.of(Runtime.EVAL_EXCEPTION);

  private final Body body;
  private final CodeBuilder code;
  private final HeadRows rows;
  private final Action.Aggregate action;
  private int groups;

  ManyGroups(Body body, HeadRows rows, Action.Aggregate action) {
    this.body = body;
    this.code = body.code();
    this.rows = rows;
    this.action = action;
  }

  @Override
  public void begin(Label exit) {
    if (action.fixedGroup()) body.jumpIfFailed(rows.view(), exit);
    body.line(action.head().span());
    groups = code.allocateLocal(TypeKind.REFERENCE);
    code.new_(Runtime.GROUPING).dup();
    code.invokespecial(Runtime.GROUPING, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
        .astore(groups);
    if (!action.fixedGroup()) {
      fixedErrors();
      return;
    }
    Map<Integer, Integer> slots = new HashMap<>();
    OneGroup.groupColumns(body, rows, slots, exit);
    int group =
        group(
            column -> {
              Form form = rows.form(column);
              code.loadLocal(form.kind(), slots.get(column));
              Conversions.box(code, form);
            });
    for (Cell cell : cells(group)) cell.begin();
  }

  /**
   * Tells the groups of errors that the event alone fixes: then there is no output (6.1). They are
   * reported at the end, once, and only if there would have been a group: if the body matches.
   */
  private void fixedErrors() {
    if (!maySuppress()) return;
    body.ifFailed(() -> fail(() -> body.pushErrorTerm()));
    for (int column : action.fixedColumns()) {
      if (!rows.groupColumnFails(column)) continue;
      Label unset = code.newLabel();
      body.jumpIfUnset(List.of(rows.expression(column)), unset);
      body.catching(
          () -> {
            rows.pushGroupColumn(column);
            Conversions.box(code, rows.form(column));
            code.pop();
          },
          () -> fail(() -> code.loadConstant(body.headTerm())));
      code.labelBinding(unset);
    }
  }

  /** With an error on the stack: there will be no output. */
  private void fail(Runnable term) {
    int error = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(error).aload(groups).aload(error);
    term.run();
    code.invokevirtual(Runtime.GROUPING, "fail", FAIL);
  }

  /** Whether the event alone can fix an error. */
  private boolean maySuppress() {
    return !action.fixedGroup()
        && (!action.suppressors().isEmpty()
            || action.fixedColumns().stream().anyMatch(rows::groupColumnFails));
  }

  private interface Push {
    void push(int column);
  }

  /** Finds or makes a group; returns the local variable that holds it. */
  private int group(Push push) {
    List<Integer> columns = rows.groupColumns();
    int group = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(groups).loadConstant(columns.size()).anewarray(Runtime.OBJECT);
    for (int i = 0; i < columns.size(); i++) {
      code.dup().loadConstant(i);
      push.push(columns.get(i));
      code.aastore();
    }
    code.loadConstant(action.head().aggregates().size());
    code.invokevirtual(Runtime.GROUPING, "group", GROUP).astore(group);
    return group;
  }

  private List<Cell> cells(int group) {
    List<Cell> cells = new ArrayList<>();
    List<Head.Aggregate> aggregates = action.head().aggregates();
    for (int i = 0; i < aggregates.size(); i++) {
      cells.add(new ObjectCell(body, aggregates.get(i), i, group));
    }
    return cells;
  }

  @Override
  public void match(Label none) {
    if (maySuppress())
      code.aload(groups).invokevirtual(Runtime.GROUPING, "suppressed", TO_BOOLEAN).ifne(none);
    body.jumpIfFailed(rows.view(), none);
    body.line(action.head().span());
    if (action.fixedGroup()) {
      int only = code.allocateLocal(TypeKind.REFERENCE);
      code.aload(groups).iconst_0().invokevirtual(Runtime.GROUPING, "get", AT).astore(only);
      OneGroup.add(body, rows, cells(only), none);
      code.aload(only).invokevirtual(Runtime.GROUP, "matched", ConstantDescs.MTD_void);
      return;
    }
    body.catching(
        () -> {
          int group =
              group(
                  column -> {
                    rows.pushGroupColumn(column);
                    Conversions.box(code, rows.form(column));
                  });
          List<Cell> cells = cells(group);
          Label known = code.newLabel();
          pushMatches(group);
          code.lconst_0().lcmp().ifne(known);
          for (Cell cell : cells) cell.begin();
          code.labelBinding(known);
          Cell.add(cells);
          code.aload(group).invokevirtual(Runtime.GROUP, "matched", ConstantDescs.MTD_void);
        },
        () -> {
          body.reportHead();
          code.goto_(none);
        });
  }

  private void pushMatches(int group) {
    code.aload(group).invokevirtual(Runtime.GROUP, "matches", Runtime.TO_LONG);
  }

  @Override
  public void finish(Label exit) {
    body.line(action.head().span());
    if (maySuppress()) {
      Label fine = code.newLabel();
      code.aload(groups).invokevirtual(Runtime.GROUPING, "told", TO_BOOLEAN).ifeq(fine);
      code.aload(Body.NODE).loadConstant(body.strand().id());
      code.aload(groups).invokevirtual(Runtime.GROUPING, "failedTerm", Runtime.TO_INT);
      code.aload(groups).invokevirtual(Runtime.GROUPING, "failure", FAILURE);
      code.aload(Body.TRIGGER).invokevirtual(Runtime.NODE, "error", Runtime.NODE_ERROR);
      code.labelBinding(fine);
    }
    int at = code.allocateLocal(TypeKind.INT);
    int group = code.allocateLocal(TypeKind.REFERENCE);
    Label again = code.newLabel();
    Label next = code.newLabel();
    code.iconst_0().istore(at).labelBinding(again);
    code.iload(at)
        .aload(groups)
        .invokevirtual(Runtime.GROUPING, "size", Runtime.TO_INT)
        .if_icmpge(exit);
    code.aload(groups).iload(at).invokevirtual(Runtime.GROUPING, "get", AT).astore(group);
    List<Cell> cells = cells(group);
    List<Integer> columns = rows.groupColumns();
    Actions.ColumnSource source =
        (column, form) -> {
          code.aload(group).loadConstant(columns.indexOf(column));
          code.invokevirtual(Runtime.GROUP, "key", Runtime.INT_TO_OBJECT);
          if (!form.boxed()) Conversions.convert(code, Form.ANY, form);
          else if (!form.desc().equals(Runtime.OBJECT)) code.checkcast(form.desc());
        };
    Label some = code.newLabel();
    pushMatches(group);
    code.lconst_0().lcmp().ifne(some);
    if (rows.view()) {
      rows.emitEmpty(cells, source, next);
      code.goto_(next);
    } else if (!action.fixedGroup()) {
      code.goto_(next);
    }
    code.labelBinding(some);
    rows.emit(cells, source, next);
    code.labelBinding(next).iinc(at, 1).goto_(again);
  }

  @Override
  public void pushGroups() {
    code.aload(groups);
  }

  @Override
  public void adoptGroups(int slot) {
    groups = slot;
  }
}
