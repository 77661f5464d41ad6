package dev.p2.compile;

import dev.p2.lang.program.Variable;

/** Where the code of an expression finds what it reads. */
interface Scope {
  /** The local variable that holds the rule's variable. */
  int slot(Variable variable);

  /** The local variable that holds the node. */
  int node();

  /**
   * A value that no instruction can push by itself, as a field of the class that is being written.
   */
  ConstantPool constants();
}
