package dev.p2.lang.check;

import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import java.util.ArrayList;
import java.util.List;

/** A rule on its way through the passes. */
final class RuleDraft {
  final Statement.Rule source;
  final String label;
  final HeadColumns head;

  /** What it derives or deletes. */
  final RelationDraft target;

  /** The relations of the body's predicates, in text order. */
  final List<RelationDraft> read = new ArrayList<>();

  /**
   * Its shape is wrong (an arity, a missing location), so that nothing more can be said about it.
   */
  boolean unusable;

  /** Something is wrong with it; it is still typed, but no further. */
  boolean broken;

  /** The location marks of the head, and of each term of the body. */
  Marks headMarks = Marks.NONE;

  Marks[] bodyMarks = {};

  /** One form once locations are known, several after localization. */
  List<RuleForm> forms = List.of();

  RuleDraft(Statement.Rule source, String label, HeadColumns head, RelationDraft target) {
    this.source = source;
    this.label = label;
    this.head = head;
    this.target = target;
  }

  /** The head's relation name: what diagnostics about the whole rule point at. */
  Span span() {
    return source.head().name().span();
  }
}
