package dev.p2.lang.program;

import dev.p2.lang.syntax.Span;
import java.util.List;

/** One term of a checked rule's body; all predicates are read at one node. */
public sealed interface BodyTerm {
  Span span();

  /**
   * A predicate over a relation at this node.
   *
   * @param span the relation's name in the text
   * @param locationColumn the column that names this node, from 0; -1 in a local program. Its
   *     argument is a variable that the rule binds to the node's address, or a constant
   * @param testLocation whether rows may name another node in that column, so that it has to be
   *     compared
   */
  record Predicate(
      Span span,
      Relation relation,
      boolean negated,
      Modifier modifier,
      List<Argument> arguments,
      int locationColumn,
      boolean testLocation)
      implements BodyTerm {
    public Predicate {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Which changes of a table make a {@code t#kind} predicate an event; NONE for a plain predicate.
   */
  enum Modifier {
    NONE,
    INSERT,
    DELETE,
    REFRESH,
    CHANGE
  }

  /**
   * {@code variable := value}; where the variable is bound already, by the plan's order, it is an
   * equality test.
   */
  record Assign(Span span, Variable variable, Expr value) implements BodyTerm {}

  /** A condition of type BOOL, INT or ANY. */
  record Condition(Span span, Expr condition) implements BodyTerm {}
}
