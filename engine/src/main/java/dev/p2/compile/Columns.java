package dev.p2.compile;

import dev.p2.engine.tuple.Hash;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Variable;
import dev.p2.plan.ColumnUse;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits what a strand does with the columns of a tuple: bind a variable, compare, or nothing. An
 * error in an argument of a predicate is no match.
 */
final class Columns {
  private static final MethodTypeDesc MIX = Runtime.INT_INT_TO_INT;

  private final Body body;
  private final CodeBuilder code;

  Columns(Body body) {
    this.body = body;
    this.code = body.code();
  }

  /**
   * Column {@code column} of the tuple in local variable {@code tuple}, as something to compare.
   */
  Equality.Operand column(int tuple, Relation relation, int column) {
    Form form = Form.of(relation.columns().get(column));
    return operand(
        form,
        () -> {
          code.aload(tuple);
          code.getfield(body.layout().tuple(relation), TupleClass.field(column), form.desc());
        });
  }

  /**
   * Binds and compares the columns from left to right; goes to {@code none} where one does not
   * match.
   */
  void use(int tuple, Relation relation, List<ColumnUse> uses, Label none) {
    for (int i = 0; i < uses.size(); i++) {
      Equality.Operand column = column(tuple, relation, i);
      switch (uses.get(i)) {
        case ColumnUse.Skip _ -> {}
        case ColumnUse.Bind(Variable variable) -> {
          if (body.bound(variable)) same(column, local(variable), none);
          else bind(column, variable, none);
        }
        case ColumnUse.Test(Expr value) -> test(column, value, none);
      }
    }
  }

  /**
   * As {@link #use}, for a row that must not exist: the variables bound here are forgotten
   * afterwards.
   */
  void compare(int tuple, Relation relation, List<ColumnUse> uses, Label none) {
    List<Variable> fresh = new ArrayList<>();
    for (ColumnUse use : uses) {
      if (use instanceof ColumnUse.Bind(Variable variable) && !body.bound(variable))
        fresh.add(variable);
    }
    use(tuple, relation, uses, none);
    for (Variable variable : fresh) if (body.bound(variable)) body.unbind(variable);
  }

  private void bind(Equality.Operand column, Variable variable, Label none) {
    column.push(code);
    Conversions.fit(code, column.form(), Form.of(variable), none);
    int slot = body.declare(variable);
    code.storeLocal(Form.of(variable).kind(), slot);
  }

  private void test(Equality.Operand column, Expr value, Label none) {
    body.jumpIfUnset(List.of(value), none);
    Runnable compare = () -> same(column, body.expressions().operand(value), none);
    if (Failure.possible(value)) body.catching(compare, () -> code.pop().goto_(none));
    else compare.run();
  }

  private void same(Equality.Operand column, Equality.Operand value, Label none) {
    Equality.jump(code, column, value, false, none);
  }

  private Equality.Operand local(Variable variable) {
    Form form = Form.of(variable);
    return operand(form, () -> code.loadLocal(form.kind(), body.slot(variable)));
  }

  // ---- keys ----

  /** Evaluates the values of a key, once; goes to {@code none} if one cannot be had. */
  List<Equality.Operand> key(List<Expr> values, Label none) {
    body.jumpIfUnset(values, none);
    List<Equality.Operand> key = new ArrayList<>();
    for (Expr value : values) {
      if (value instanceof Expr.Const || value instanceof Expr.Var) {
        key.add(body.expressions().operand(value));
        continue;
      }
      Form form = Form.of(value);
      int slot = code.allocateLocal(form.kind());
      Runnable evaluate =
          () -> {
            body.expressions().push(value);
            code.storeLocal(form.kind(), slot);
          };
      if (Failure.possible(value)) body.catching(evaluate, () -> code.pop().goto_(none));
      else evaluate.run();
      key.add(operand(form, () -> code.loadLocal(form.kind(), slot)));
    }
    return key;
  }

  /** Computes the hash of a key into a new local variable. */
  int hash(List<Equality.Operand> key) {
    int hash = code.allocateLocal(TypeKind.INT);
    code.loadConstant(Hash.START);
    for (Equality.Operand column : key) {
      column.push(code);
      Equality.hash(code, column.form());
      code.invokestatic(Runtime.HASH, "mix", MIX);
    }
    code.invokestatic(Runtime.HASH, "finish", Runtime.INT_TO_INT).istore(hash);
    return hash;
  }

  /** Emits {@code if (a column of the index differs from the key) goto other}. */
  void sameKey(int tuple, Relation relation, int index, List<Equality.Operand> key, Label other) {
    List<Integer> indexed = body.layout().indexColumns(relation, index);
    for (int i = 0; i < key.size(); i++)
      same(column(tuple, relation, indexed.get(i)), key.get(i), other);
  }

  private static Equality.Operand operand(Form form, Runnable push) {
    return new Equality.Operand() {
      @Override
      public Form form() {
        return form;
      }

      @Override
      public void push(CodeBuilder ignored) {
        push.run();
      }
    };
  }
}
