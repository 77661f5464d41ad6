package dev.p2.plan;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Span;
import java.util.List;

/**
 * What makes a strand run. The columns say what is bound or compared first, from the trigger's
 * tuple.
 */
public sealed interface Trigger {
  Span span();

  /** An event of {@code relation} at this node. */
  record OnEvent(Span span, Relation relation, List<ColumnUse> columns) implements Trigger {}

  /** A timer fires; its tuple has the columns of {@code periodic} that the rule writes. */
  record OnTimer(Span span, int timer, Relation relation, List<ColumnUse> columns)
      implements Trigger {}

  /**
   * A {@code t#kind} rule: a net change of the table; the tuple is the new row, or the old one of a
   * deletion.
   */
  record OnChange(Span span, Relation relation, BodyTerm.Modifier kind, List<ColumnUse> columns)
      implements Trigger {}

  /**
   * A net change of body predicate {@code position} of a view; runs once for the row that went and
   * once for the one that came. {@code position} counts the body's predicates in text order,
   * negated ones too, from 0.
   *
   * @param negated the predicate is negated: the strand starts with {@link Operator.Flip}
   */
  record OnView(
      Span span, Relation relation, int position, boolean negated, List<ColumnUse> columns)
      implements Trigger {}

  /**
   * Evaluate one group of an aggregate view from the tables as they are. The tuple is a group key:
   * a row of the head's relation of which only the group-by columns count.
   */
  record OnGroup(Span span, Relation relation, List<ColumnUse> columns) implements Trigger {}

  /**
   * The boot step: names the fixed group of an aggregate view, so that it has a row while it is
   * empty.
   */
  record OnBoot(Span span) implements Trigger {}

  /** Is there still a derivation of this head row of a recursive view? The tuple is the row. */
  record OnRederive(Span span, Relation relation, List<ColumnUse> columns) implements Trigger {}

  /** A fact, in round 0 of the boot step. */
  record OnFact(Span span, Program.Fact fact) implements Trigger {}
}
