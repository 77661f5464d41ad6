package dev.p2.plan;

import dev.p2.lang.program.Head;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Span;
import java.util.List;

/** What a strand does with each complete match. */
public sealed interface Action {
  /** Makes the head's tuple and does {@code verb} with it. */
  record Derive(Head head, Verb verb) implements Action {}

  /**
   * Groups the matches, and does {@code verb} with one tuple a group; {@code fixedGroup} as in
   * CheckedRule. {@code fixedColumns} are the group-by columns, by position in the head, that the
   * event alone fixes: an error in one of them suppresses the output and is told once (6.1).
   */
  record Aggregate(
      Head head,
      Verb verb,
      boolean fixedGroup,
      List<Suppressor> suppressors,
      List<Integer> fixedColumns)
      implements Action {
    public Aggregate {
      suppressors = List.copyOf(suppressors);
      fixedColumns = List.copyOf(fixedColumns);
    }
  }

  /**
   * For an aggregate in an event rule: which operators of the strand, by position, are conditions
   * or assignments fixed by the event alone, so that a false or failing one suppresses the output.
   * The planner puts them before all reads, so they hold for the whole strand.
   */
  record Suppressor(int operator) {}

  /**
   * Marks the match's group of an aggregate view as to be evaluated again; the tuple has the
   * group-by columns only.
   */
  record TouchGroup(Head head) implements Action {}

  /** Tells that a derivation exists; the strand stops at the first. */
  record Rederived(Span span, Relation relation) implements Action {}

  /** Installs a fact. */
  record Install(dev.p2.lang.program.Program.Fact fact) implements Action {}

  /** What happens to a head tuple. */
  enum Verb {
    /** Joins the end of this round's event queue. */
    EMIT,
    /** Sent as an event. */
    SEND,
    INSERT,
    SEND_INSERT,
    DELETE,
    SEND_DELETE,
    /** One derivation of a view more or fewer, by the node's mode; at this node. */
    SUPPORT,
    /** The same, for a head at another node. */
    SEND_SUPPORT
  }
}
