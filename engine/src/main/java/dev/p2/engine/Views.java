package dev.p2.engine;

import dev.p2.engine.host.Message.Kind;
import dev.p2.engine.tuple.Hash;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.value.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs view strands, and turns what they derive into supports. A strand runs for one changed row in
 * one mode, and reads the other body tables in versions such that a derivation that gained or lost
 * several rows at once is found once.
 */
final class Views {
  /** What the running strand's matches mean. */
  enum Mode {
    /** Not a view. */
    EVENT,
    /** Derivations that came. */
    SUPPORT,
    /** Derivations that went. */
    WITHDRAW,
    /** Derivations that stood and stand, with a row that was refreshed. */
    REFRESH,
    /** The matches of one group. */
    GROUP,
    /** Whether a row has a derivation. */
    REDERIVE
  }

  private final Step step;
  private final int[] matchedRows;
  private final int[] matchedRelations;
  private final Set<Flipped> flipped = new HashSet<>();

  /** Tables of which versions were read in this step. */
  private final List<Table> shown = new ArrayList<>();

  private Mode mode = Mode.EVENT;
  private DeltaLog log;
  private Tuple trigger;
  private boolean expired;

  Views(Step step, Layout layout) {
    this.step = step;
    matchedRows = new int[layout.positionsMax];
    matchedRelations = new int[layout.positionsMax];
  }

  Mode mode() {
    return mode;
  }

  void run(StrandLayout strand, DeltaLog log, Mode mode, Tuple trigger, boolean expired) {
    this.mode = mode;
    this.log = log;
    this.trigger = trigger;
    this.expired = expired;
    step.runStrand(strand.id, trigger);
    this.mode = Mode.EVENT;
  }

  void runEvent(StrandLayout strand, Tuple trigger) {
    step.runStrand(strand.id, trigger);
  }

  void runIn(Mode mode, int strand, Tuple trigger) {
    this.mode = mode;
    this.log = null;
    this.trigger = trigger;
    this.expired = false;
    step.runStrand(strand, trigger);
    this.mode = Mode.EVENT;
  }

  /**
   * The version that finds each derivation once: of those that came, all rows stand now and the
   * trigger is the first that is new; of those that went, all rows stood and the trigger is the
   * first that is gone; of those refreshed, the trigger is the last that was.
   */
  int version(int relation, boolean after) {
    if (unchanged(relation)) return Overlay.NOW;
    if (!after) return Overlay.STABLE;
    return switch (mode) {
      case SUPPORT -> Overlay.NOW;
      case WITHDRAW -> Overlay.OLD;
      case REFRESH -> Overlay.QUIET;
      case EVENT, GROUP, REDERIVE -> throw new IllegalStateException("a version outside a view");
    };
  }

  /** The version of a negated predicate: none of its rows may match. */
  int absentVersion(int relation, boolean after) {
    if (unchanged(relation)) return Overlay.NOW;
    if (!after || mode == Mode.REFRESH) return Overlay.EITHER;
    return mode == Mode.SUPPORT ? Overlay.NOW : Overlay.OLD;
  }

  /** The table as it was before the pending changes. */
  int oldVersion(int relation) {
    return unchanged(relation) ? Overlay.NOW : Overlay.OLD;
  }

  private boolean unchanged(int relation) {
    if (log == null || !log.touches(relation)) return true;
    Table table = step.node.table(relation);
    if (table.show(log.overlay(relation))) shown.add(table);
    return false;
  }

  void matched(int position, int relation, int row) {
    matchedRows[position] = row;
    matchedRelations[position] = relation;
  }

  boolean flip(StrandLayout strand, boolean existedBefore, boolean existsNow, Object[] key) {
    // Only the first row of a key ends derivations when it comes, only the last one makes them when
    // it goes.
    boolean ends = mode == Mode.WITHDRAW;
    if (existedBefore == ends || existsNow != ends) return false;
    if (!flipped.add(new Flipped(ends ? ~strand.id : strand.id, key))) return false;
    return true;
  }

  void endRound() {
    if (!flipped.isEmpty()) flipped.clear();
  }

  /** Forgets what a strand that threw was about. */
  /** The step is over, and what it changed. */
  void hide() {
    for (Table table : shown) table.hide();
    shown.clear();
  }

  void clear() {
    endRound();
    mode = Mode.EVENT;
    log = null;
    trigger = null;
  }

  void support(StrandLayout strand, Tuple head) {
    switch (mode) {
      case SUPPORT -> {
        if (strand.unmaintained) step.inserts.add(Ops.INSERT, strand.id, head);
        else if (strand.recursive && onlyComesBack(strand))
          step.inserts.add(Ops.RESTORE, strand.id, head);
        else if (strand.recursive) derive(strand, head);
        else step.inserts.add(Ops.SUPPORT, strand.id, head, print(strand));
      }
      case WITHDRAW -> {
        boolean lapses = strand.headSoft && lostByExpiry(strand);
        if (!strand.recursive) {
          step.deletes.add(lapses ? Ops.LAPSE : Ops.WITHDRAW, strand.id, head, print(strand));
        } else if (!lapses) {
          step.deletes.add(Ops.OVERDELETE, strand.id, head);
        }
      }
      case REFRESH -> {
        if (strand.unmaintained) step.inserts.add(Ops.INSERT, strand.id, head);
        else if (strand.recursive) step.inserts.add(Ops.DERIVE, strand.id, head);
        else step.inserts.add(Ops.REFRESH, strand.id, head, print(strand));
      }
      case EVENT, GROUP, REDERIVE ->
          throw new IllegalStateException(strand.label + " supports outside a view");
    }
  }

  /**
   * Most derivations of a closure are of rows that are there: they must cost no more than the
   * probe.
   */
  private void derive(StrandLayout strand, Tuple head) {
    if (strand.dropsKnown) step.candidates.add(step.node.table(strand.head), strand.id, head);
    else step.inserts.add(Ops.DERIVE, strand.id, head);
  }

  void sendSupport(StrandLayout strand, Object destination, Tuple head) {
    Kind kind =
        switch (mode) {
          case SUPPORT -> strand.unmaintained ? Kind.DELIVER : Kind.SUPPORT;
          case WITHDRAW -> strand.headSoft && lostByExpiry(strand) ? Kind.LAPSE : Kind.WITHDRAW;
          case REFRESH -> strand.unmaintained ? Kind.DELIVER : Kind.REFRESH;
          case EVENT, GROUP, REDERIVE ->
              throw new IllegalStateException(strand.label + " supports outside a view");
        };
    step.send(strand, destination, kind, head);
  }

  /** Whether every body row that the derivation lost was past its lifetime. */
  private boolean lostByExpiry(StrandLayout strand) {
    if (!expired) return false;
    for (int position : strand.positions) {
      int row = matchedRows[position];
      if (row >= Overlay.GHOST && !step.node.table(matchedRelations[position]).thereOrExpired(row))
        return false;
    }
    return true;
  }

  /**
   * Whether a derivation was one before rows of it were taken away, so that nothing of it is new.
   */
  private boolean onlyComesBack(StrandLayout strand) {
    Recursion recursion = step.recursion;
    if (!recursion.wasTaken(trigger) || recursion.isNew(trigger)) return false;
    for (int position : strand.positions) {
      Tuple row = step.node.table(matchedRelations[position]).row(matchedRows[position]);
      if (recursion.isNew(row)) return false;
    }
    return !recursion.shrank(strand.negatedRelations);
  }

  /** Which derivation this is: the rule, and the body rows by their places and keys, or numbers. */
  private long print(StrandLayout strand) {
    if (!strand.identified) return 0;
    long print = strand.rulePrint;
    if (strand.trigger instanceof dev.p2.plan.Trigger.OnView v && !v.negated()) {
      print += part(strand, strand.triggerPosition, trigger);
    }
    for (int position : strand.positions) {
      Tuple row = step.node.table(matchedRelations[position]).row(matchedRows[position]);
      print += part(strand, position, row);
    }
    return Fingerprints.notZero(print);
  }

  /** Which match of a group this is: its body rows with all that they hold, or numbers. */
  long matchPrint(StrandLayout strand) {
    long print = 0;
    for (int position : strand.positions) {
      Tuple row = step.node.table(matchedRelations[position]).row(matchedRows[position]);
      if (row.birth() != 0) {
        print += Fingerprints.part(position, row);
        continue;
      }
      int hash = 0;
      for (Object value : row.values()) hash = Hash.mix(hash, Values.hash(value));
      print += Fingerprints.part(position, hash);
    }
    return print;
  }

  private static long part(StrandLayout strand, int position, Tuple row) {
    return strand.readsBag
        ? Fingerprints.part(position, row)
        : Fingerprints.part(position, row.hash(0));
  }

  /** A key of a negated predicate that a strand has looked at in this round, in one direction. */
  private static final class Flipped {
    /** Inverted where derivations end. */
    private final int strand;

    private final Object[] key;

    Flipped(int strand, Object[] key) {
      this.strand = strand;
      this.key = key;
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Flipped f) || f.strand != strand) return false;
      for (int i = 0; i < key.length; i++) {
        if (!Values.equal(key[i], f.key[i])) return false;
      }
      return true;
    }

    @Override
    public int hashCode() {
      int hash = strand;
      for (Object value : key) hash = Hash.mix(hash, Values.hash(value));
      return hash;
    }
  }
}
