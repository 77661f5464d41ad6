package dev.p2.engine;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.BodyTerm.Modifier;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Head;
import dev.p2.plan.Action;
import dev.p2.plan.Operator;
import dev.p2.plan.Strand;
import dev.p2.plan.Trigger;
import java.util.stream.IntStream;

/** What the engine wants to know of a strand while it runs, worked out once a program. */
final class StrandLayout {
  final int id;

  /** Index of the rule, -1 for a fact. */
  final int rule;

  final String label;

  /** The rule's part of its derivations' fingerprints. */
  final long rulePrint;

  final Trigger trigger;

  /** Of a {@code t#kind} rule; NONE for others. */
  final Modifier change;

  /** The trigger is a negated predicate. */
  final boolean negated;

  /** Runs for rows that went. */
  final boolean withdraws;

  /** Runs for rows that were refreshed. */
  final boolean refreshes;

  /** The head's relation; -1 for a fact. */
  final int head;

  final boolean headSoft;

  /** The rule belongs to a recursive component: its derivations are a set, not a count. */
  final boolean recursive;

  /** A view that derives like an event rule, because it uses the clock or chance. */
  final boolean unmaintained;

  /** Derivations of the head's rows are known by fingerprint. */
  final boolean identified;

  /** The tables of negated predicates that it asks. */
  final int[] negatedRelations;

  /** A body table has {@code keys()}: rows of one key are not one row. */
  final boolean readsBag;

  /**
   * A derivation of a row that stands already needs no note: nothing but its derivations ends the
   * row.
   */
  final boolean dropsKnown;

  final int triggerPosition;

  /** Positions of the body predicates that the strand reads, the trigger's not among them. */
  final int[] positions;

  /**
   * Number of terms of the rule's body: what an error's term number beyond it means is the head.
   */
  final int bodySize;

  /** The rule's derivations are written down. */
  final boolean traced;

  final boolean aggregates;

  /** Positions of negated predicates in the body, of a traced strand. */
  final int[] negatedPositions;

  /** Of a traced strand: by operator, the body position that was read last, it included, or -1. */
  final int[] lastRead;

  /** As {@code sysElement} calls its elements, without their number. */
  final String name;

  /** Column of the head that names its destination, or -1. */
  final int locationColumn;

  StrandLayout(Strand strand, Tables tables, boolean traced, RuleKeys keys) {
    this.traced = traced;
    aggregates = !(strand.action() instanceof Action.Derive);
    negatedPositions =
        traced
            ? strand.operators().stream()
                .flatMapToInt(
                    o ->
                        o instanceof Operator.Absent a
                            ? IntStream.of(a.position())
                            : IntStream.empty())
                .toArray()
            : new int[0];
    lastRead = traced ? lastRead(strand) : new int[0];
    name = strand.name();
    id = strand.id();
    CheckedRule checked = strand.rule().orElse(null);
    rule = checked == null ? -1 : checked.index();
    rulePrint = checked == null ? 0 : keys.print(rule);
    label = checked == null ? "" : checked.label();
    trigger = strand.trigger();
    change = trigger instanceof Trigger.OnChange c ? c.kind() : Modifier.NONE;
    boolean view = checked != null && checked.isView();
    negated = trigger instanceof Trigger.OnView v && v.negated();
    triggerPosition = trigger instanceof Trigger.OnView v ? v.position() : -1;
    positions = strand.operators().stream().flatMapToInt(StrandLayout::position).sorted().toArray();
    negatedRelations =
        strand.operators().stream()
            .flatMapToInt(
                o ->
                    o instanceof Operator.Absent a
                        ? IntStream.of(a.relation().id())
                        : IntStream.empty())
            .toArray();
    bodySize = checked == null ? 0 : checked.body().size();
    head = checked == null ? -1 : checked.head().relation().id();
    locationColumn = checked == null ? -1 : checked.head().locationColumn();
    headSoft = head >= 0 && tables.soft(head);
    boolean touches = strand.action() instanceof Action.TouchGroup;
    boolean maintains = view && maintains(checked.head());
    recursive = view && maintains && !checked.head().remote() && checked.component() >= 0;
    unmaintained = maintains && !checked.maintained();
    identified = maintains && !checked.head().remote() && !recursive && tables.identified(head);
    readsBag =
        checked != null
            && checked.body().stream()
                .anyMatch(
                    t -> t instanceof BodyTerm.Predicate p && tables.bags()[p.relation().id()]);
    dropsKnown = recursive && !tables.mortal(head);
    withdraws = touches || (maintains && checked.maintained());
    refreshes = touches || (view && refreshes(checked, maintains, tables));
  }

  /** The kinds of {@link Changes} that it goes on with, a bit each. */
  int heard() {
    int goes = 1 << Changes.DEAD | 1 << Changes.EXPIRED | 1 << Changes.EVICTED;
    int changes = goes | 1 << Changes.INSERTED | 1 << Changes.REPLACED;
    return switch (change) {
      case INSERT -> 1 << Changes.INSERTED | 1 << Changes.REPLACED;
      case DELETE -> goes | 1 << Changes.REPLACED;
      case REFRESH -> 1 << Changes.REFRESHED;
      case CHANGE -> changes;
      case NONE -> changes | 1 << Changes.REFRESHED;
    };
  }

  private static boolean maintains(Head head) {
    return head.relation().isTable() && !head.delete();
  }

  private static boolean refreshes(CheckedRule rule, boolean maintains, Tables tables) {
    if (!maintains || !rule.maintained()) return true;
    int head = rule.head().relation().id();
    return tables.soft(head) || (!rule.head().remote() && tables.mortal(head));
  }

  private static int[] lastRead(Strand strand) {
    int[] last = new int[strand.operators().size()];
    for (int i = 0; i < last.length; i++) {
      int before = i == 0 ? -1 : last[i - 1];
      last[i] = position(strand.operators().get(i)).findFirst().orElse(before);
    }
    return last;
  }

  private static IntStream position(Operator operator) {
    return switch (operator) {
      case Operator.Probe p -> IntStream.of(p.position());
      case Operator.Range r -> IntStream.of(r.position());
      case Operator.Scan s -> IntStream.of(s.position());
      case Operator.Absent _, Operator.Flip _, Operator.Select _, Operator.Assign _ ->
          IntStream.empty();
    };
  }
}
