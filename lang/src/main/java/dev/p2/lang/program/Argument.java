package dev.p2.lang.program;

/** An argument of a body predicate. */
public sealed interface Argument {
  /** {@code _}: any value. */
  record Any() implements Argument {}

  /** A variable: bound by the first predicate that the plan reads, a test in the others. */
  record Var(Variable variable) implements Argument {}

  /** A constant or an expression over variables bound elsewhere: a test. */
  record Match(Expr value) implements Argument {}
}
