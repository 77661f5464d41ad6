package dev.p2.compile;

import dev.p2.lang.program.Head;
import dev.p2.plan.Action;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Emits a strand with one group: its state is local variables, {@code count} and most {@code min}
 * without any object.
 */
final class OneGroup implements Aggregates {
  private final Body body;
  private final CodeBuilder code;
  private final HeadRows rows;
  private final Action.Aggregate action;
  private final int matches;
  private final List<Cell> cells = new ArrayList<>();
  private final Map<Integer, Integer> group = new HashMap<>();

  OneGroup(Body body, HeadRows rows, Action.Aggregate action) {
    this.body = body;
    this.code = body.code();
    this.rows = rows;
    this.action = action;
    this.matches = code.allocateLocal(TypeKind.LONG);
    List<Head.Aggregate> aggregates = action.head().aggregates();
    for (int i = 0; i < aggregates.size(); i++)
      cells.add(Cell.of(body, aggregates.get(i), i, matches));
  }

  @Override
  public void begin(Label exit) {
    body.jumpIfFailed(rows.view(), exit);
    body.line(action.head().span());
    code.lconst_0().lstore(matches);
    groupColumns(body, rows, group, exit);
    for (Cell cell : cells) cell.begin();
  }

  /**
   * Evaluates the group-by columns into local variables; an error in one suppresses the output
   * (6.1).
   */
  static void groupColumns(Body body, HeadRows rows, Map<Integer, Integer> slots, Label exit) {
    CodeBuilder code = body.code();
    for (int column : rows.groupColumns()) {
      Form form = rows.form(column);
      int slot = code.allocateLocal(form.kind());
      slots.put(column, slot);
      boolean fails = rows.groupColumnFails(column);
      Runnable evaluate =
          () -> {
            rows.pushGroupColumn(column);
            code.storeLocal(form.kind(), slot);
          };
      if (!fails) {
        evaluate.run();
        continue;
      }
      Conversions.zero(code, form);
      code.storeLocal(form.kind(), slot);
      body.catching(
          evaluate,
          () -> {
            body.reportHead();
            code.goto_(exit);
          });
    }
  }

  @Override
  public void match(Label none) {
    body.jumpIfFailed(rows.view(), none);
    body.line(action.head().span());
    add(body, rows, cells, none);
    code.lload(matches).lconst_1().ladd().lstore(matches);
  }

  /**
   * Emits the adding of a match. One whose argument fails is not part of the group, and is
   * reported; of a view the node reports it only when it is new.
   */
  static void add(Body body, HeadRows rows, List<Cell> cells, Label none) {
    CodeBuilder code = body.code();
    boolean fails = false;
    for (Cell cell : cells) fails |= cell.evaluateFails() || cell.addFails();
    Runnable add = () -> Cell.add(cells);
    if (!fails) {
      add.run();
      return;
    }
    body.catching(
        add,
        () -> {
          body.reportHead();
          code.goto_(none);
        });
  }

  @Override
  public void finish(Label exit) {
    Actions.ColumnSource source = (column, form) -> code.loadLocal(form.kind(), group.get(column));
    body.line(action.head().span());
    if (rows.view()) {
      Label some = code.newLabel();
      code.lload(matches).lconst_0().lcmp().ifne(some);
      rows.emitEmpty(cells, source, exit);
      code.goto_(exit).labelBinding(some);
    }
    rows.emit(cells, source, exit);
  }

  @Override
  public void pushGroups() {
    throw new AssertionError("a split strand keeps its groups in an object");
  }

  @Override
  public void adoptGroups(int slot) {
    throw new AssertionError("a split strand keeps its groups in an object");
  }
}
