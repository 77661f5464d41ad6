package dev.p2.plan;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Variable;

/** What a strand does with one column of a tuple that it reads. */
public sealed interface ColumnUse {
  /** Nothing: the column is {@code _}, or part of the key that the probe has compared already. */
  record Skip() implements ColumnUse {}

  /** Binds the variable to the column's value, converted to the variable's type. */
  record Bind(Variable variable) implements ColumnUse {}

  /**
   * The column must equal the expression, whose variables are bound before or by columns to the
   * left.
   */
  record Test(Expr value) implements ColumnUse {}
}
